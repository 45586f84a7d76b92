/// Whole experiments with real, very small agents: stopped and killed between and within runs, they go on where they were.
module AkkaDreamer.Tests.FSharp.ExperimentTests

open System
open System.Diagnostics
open System.IO
open System.Text.RegularExpressions
open System.Threading
open AkkaDreamer.Actors.Configuration
open AkkaDreamer.Experiments
open AkkaDreamer.Hosts
open Xunit

let private bytes (cell: Cell) = [ for file in [ CellFile.path cell.Folder; cell.Folder.Metrics; cell.Folder.Log ] -> Convert.ToHexString(File.ReadAllBytes file) ]

[<Fact>]
let ``An experiment that was stopped within a run goes on with that run and leaves the finished one alone`` () =
    task {
        use folder = new Small.Folder()
        use stop = new CancellationTokenSource()
        let within, steps = ref false, ref 0
        let act () = if within.Value && Interlocked.Increment steps = 160 then stop.Cancel()
        let asked =
            { Small.corridor "fsharp-stopped-within" act with
                Seeds = [ 0L; 1L ]
                Budgets = [ 1000L ]
                Settings = Small.settings @ [ "dreamer.run.schedule" => "lockstep" ] }
        let! said = Small.run folder asked (fun line -> if line.StartsWith "[2/2]" then within.Value <- true) stop.Token
        Assert.Contains("Stopped: 1 of 2 runs are finished; the same command goes on.", said)
        let cells = Plan.cells folder.Path asked
        let before = bytes cells[0]
        Assert.Equal(CellFile.empty, CellFile.read cells[1].Folder)
        Assert.NotEmpty(Directory.GetDirectories cells[1].Folder.Checkpoints)

        let! said = Small.runToEnd folder asked
        Assert.Contains($"[1/2] {cells[0].Name}: finished before", said)
        Assert.Equal<string list>(before, bytes cells[0])
        Assert.Equal(1000L, (CellFile.read cells[1].Folder).Trained)
        Assert.Matches(Regex "going on from update [1-9]", File.ReadAllText cells[1].Folder.Log)
        Assert.Equal(3, (CellFile.read cells[1].Folder).Evaluations[0].Returns.Length)
    }

[<Fact>]
let ``An experiment that was stopped between two runs has not begun the second`` () =
    task {
        use folder = new Small.Folder()
        use stop = new CancellationTokenSource()
        let asked = { Small.corridor "fsharp-stopped-between" ignore with Seeds = [ 0L; 1L ] }
        let! said = Small.run folder asked (fun line -> if line.StartsWith "[2/2]" then stop.Cancel()) stop.Token
        Assert.Contains("Stopped: 1 of 2", said)
        let cells = Plan.cells folder.Path asked
        Assert.False(Directory.Exists cells[1].Folder.Path)
        let! _ = Small.runToEnd folder asked
        Assert.All(cells, fun cell -> Assert.True(Runner.isFinished asked cell))
    }

[<Fact>]
let ``A killed experiment is finished by the same command, and nothing is trained twice`` () =
    task {
        use folder = new Small.Folder()
        let start () =
            let line = [ "exec"; typeof<Experiment>.Assembly.Location; "run"; "smoke"; "--seeds"; "1"; "--steps"; "150"; "--out"; folder.Path ]
            Process.Start(ProcessStartInfo("dotnet", line, RedirectStandardOutput = true)) |> Option.ofObj |> Option.get
        use first = start ()
        let rec upTo (words: string) =
            task {
                match! first.StandardOutput.ReadLineAsync() with
                | null -> failwith $"it ended before it said {words}"
                | line when not (line.Contains words) -> return! upTo words
                | _ -> ()
            }
        do! upTo "[2/4]"
        do! upTo "step" // it trains
        first.Kill()
        do! first.WaitForExitAsync()
        use second = start ()
        let! said = second.StandardOutput.ReadToEndAsync()
        do! second.WaitForExitAsync()
        Assert.True(second.ExitCode = ExitCode.Done, said)
        Assert.Contains("[1/4] dreamer-v3 on catch, seed 0: finished before", said)
        Assert.Contains("dreamer-v3-2023 at 150 steps: trained with (rows), evaluated with (columns)", said)
        Assert.Equal(4, Directory.GetFiles(folder.Path, "cell.json", SearchOption.AllDirectories).Length)
        for made in [ "report.md"; "runs.csv"; "learning-curve-catch.png"; "loss-model-corridor.png"; "grid-dreamer-v3-150.csv" ] do Assert.True(File.Exists(Path.Combine(folder.Path, made)), made)
        let runs = File.ReadAllLines(Path.Combine(folder.Path, "runs.csv"))
        Assert.Equal(9, runs.Length) // four runs under two conditions, and the names
        Assert.EndsWith(",loss/model", runs[0])
        Assert.All(runs[1..], fun run -> Assert.True(Double.IsFinite(Double.Parse(Array.last (run.Split ','))), run))
    }

[<Fact>]
let ``Runs are evaluated under every condition and at every budget, and a later budget goes on from the earlier`` () =
    task {
        use folder = new Small.Folder()
        let asked = { Small.corridor "fsharp-conditions" ignore with Conditions = [ Plan.asTrained; named "cut short" [ "dreamer.task.time-limit" => 2 ] ] }
        let! _ = Small.runToEnd folder asked
        let longer = { asked with Budgets = [ 150L; 250L ] }
        let! _ = Small.runToEnd folder longer
        let cell = Plan.cells folder.Path longer |> List.exactlyOne
        let results = Results.read longer [ cell ]
        Assert.Equal<(int64 * string) list>([ 150L, "as trained"; 150L, "cut short"; 250L, "as trained"; 250L, "cut short" ], results |> List.map (fun run -> run.Budget, run.Condition))
        for run in results do
            if run.Condition = "cut short" then Assert.Equal<float[]>([| 0.0; 0.0; 0.0 |], run.Returns) // neither end is within two steps
        Assert.True(results[2].Update > results[0].Update)
        let! refused = Assert.ThrowsAsync<CommandFailedException>(fun () -> Small.runToEnd folder { asked with Budgets = [ 200L ] })
        Assert.Contains("was trained to 250 steps and can no longer be evaluated at 200; give --steps 250", refused.Message)
    }

[<Fact>]
let ``A folder whose runs were made under other settings is refused before anything is trained`` () =
    task {
        use folder = new Small.Folder()
        let asked = Small.corridor "fsharp-changed" ignore
        let! _ = Small.runToEnd folder asked
        let changed = { asked with Settings = asked.Settings @ [ "dreamer.replay.batch" => 8 ]; Seeds = [ 0L; 1L ] }
        let! refused = Assert.ThrowsAsync<ConfigurationException>(fun () -> Small.runToEnd folder changed)
        Assert.Contains("experiment 'fsharp-changed': dreamer.replay.batch=8", refused.Message)
        Assert.Contains("dreamer.replay.batch = 4, which cannot change to 8", refused.Message)
        Assert.Single(Directory.GetFiles(folder.Path, "config.json", SearchOption.AllDirectories)) |> ignore
    }

[<Fact>]
let ``A run that fails is named, and the others are made all the same`` () =
    task {
        use folder = new Small.Folder()
        let asked = Small.corridor "fsharp-fails" ignore
        let! _ = Small.runToEnd folder asked
        let longer = { asked with Seeds = [ 0L; 1L ]; Budgets = [ 250L ] }
        let cells = Plan.cells folder.Path longer
        for part in Directory.GetFiles(cells[0].Folder.Path, "journal.db*") do File.Delete part
        let! failed = Assert.ThrowsAsync<CommandFailedException>(fun () -> Small.runToEnd folder longer)
        Assert.Contains($"1 of 2 runs failed; the same command tries them again. The first: {cells[0].Name}", failed.Message)
        Assert.Contains("has segments but no journal.db", failed.Message)
        Assert.True(Runner.isFinished longer cells[1])
    }

[<Theory>]
[<InlineData("{ torn", "is damaged")>]
[<InlineData("null", "it is empty")>]
[<InlineData("{\"format\": 9, \"evaluations\": []}", "format 9")>]
[<InlineData("{\"format\": 1}", "parts are missing")>]
let ``A damaged cell.json is named, with what to do`` (text: string) (expected: string) =
    use folder = new Small.Folder()
    File.WriteAllText(Path.Combine(folder.Path, "cell.json"), text)
    let refused = Assert.Throws<CommandFailedException>(fun () -> CellFile.read (RunFolder folder.Path) |> ignore)
    Assert.Contains(expected, refused.Message)
    Assert.Contains("delete it to evaluate this run again", refused.Message)

[<Theory>]
[<InlineData("list", 0, "observation-noise")>]
[<InlineData("run --help", 0, "--seeds <N>")>]
[<InlineData("run observation-nose", 2, "did you mean 'observation-noise'?")>]
[<InlineData("run smoke --seeds none", 2, "--seeds none is refused; allowed is a whole number of 1 or more")>]
[<InlineData("run smoke --steps 0", 2, "--steps 0 is refused")>]
[<InlineData("report /nowhere/at/all", 2, "holds no experiment")>]
[<InlineData("fly", 2, "fly")>]
let ``The command line says what there is and what was wrong`` (line: string, code: int, expected: string) =
    task {
        use output = new StringWriter()
        use error = new StringWriter()
        let! ended = ExperimentHost.main (Terminal.Of(output, error)) Shipped.All.experiments (line.Split ' ')
        Assert.Equal(code, ended)
        Assert.Contains(expected, if code = 0 then output.ToString() else error.ToString())
        if code <> 0 then Assert.Single(error.ToString().TrimEnd().Split '\n') |> ignore
    }
