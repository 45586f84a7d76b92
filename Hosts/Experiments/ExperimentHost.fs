/// The command line around experiments: give it yours from a program of your own, or add them to Shipped/All.fs.
module AkkaDreamer.Experiments.ExperimentHost

open System
open System.CommandLine
open System.IO
open System.Threading
open System.Threading.Tasks
open AkkaDreamer.Actors.Configuration
open AkkaDreamer.Environments
open AkkaDreamer.Hosts

let private refuse (line: string) = raise (ConfigurationException line)

let private find (experiments: Experiment list) name =
    match experiments |> List.tryFind (fun experiment -> experiment.Name = name) with
    | Some experiment -> experiment
    | None ->
        let names = experiments |> List.map _.Name
        let nearest = match NearestName.Of(name, names) with null -> "." | near -> $"; did you mean '{near}'?"
        let all = String.Join(", ", names)
        refuse $"There is no experiment '{name}'{nearest} Known are: {all}."

let private count option (given: string | null) =
    match given with
    | null -> None
    | text ->
        match Int64.TryParse text with
        | true, count when count >= 1L -> Some count
        | _ -> refuse $"{option} {text} is refused; allowed is a whole number of 1 or more"

let private list (terminal: Terminal) (experiments: Experiment list) =
    for experiment in experiments do
        let conditions = if experiment.Conditions.IsEmpty then "" else $", evaluated under {experiment.Conditions.Length} conditions"
        terminal.Say experiment.Name
        terminal.Say $"    {experiment.Help}"
        terminal.Say $"    {experiment.Agents.Length} agents x {experiment.Tasks.Length} tasks x {experiment.Seeds.Length} seeds to {List.last experiment.Budgets} steps{conditions}"

let private report (terminal: Terminal) folder experiment cells =
    terminal.Say(Report.write folder experiment cells)
    terminal.Say $"""Report: {Path.Combine(folder, "report.md")}"""

/// Runs what is missing of an experiment in a folder and reports; stops in order when told to. 0, or an exception that HostProgram turns into a line.
let runIn (terminal: Terminal) (folder: string) (experiment: Experiment) (stop: CancellationToken) =
    task {
        let cells = Plan.cells folder experiment
        Report.remember folder experiment
        terminal.Say $"Package stack: {PackageStack.Describe()}"
        let! finished, failures = Runner.run terminal experiment cells stop
        report terminal folder experiment cells
        if stop.IsCancellationRequested then
            terminal.Say $"Stopped: {finished} of {cells.Length} runs are finished; the same command goes on."
        elif not failures.IsEmpty then
            let first = failures.Head
            raise (CommandFailedException $"{failures.Length} of {cells.Length} runs failed; the same command tries them again. The first: {first}")
        return ExitCode.Done
    }

let private run terminal folder experiment =
    task {
        use stop = new CancellationTokenSource()
        use _ = new Interrupts((fun () -> stop.Cancel()), (fun () -> Environment.Exit ExitCode.LeftAtOnce))
        return! runIn terminal folder experiment stop.Token
    }

let private runCommand terminal (experiments: Experiment list) =
    let name = Argument<string>("name", Description = "Name of the experiment; 'list' lists them.")
    let out = Option<string>("--out", Description = "Folder of the experiment; one that holds it goes on. Default: runs/experiments/NAME.", HelpName = "DIR")
    let seeds = Option<string>("--seeds", Description = "How many seeds: 0 to N - 1, instead of the experiment's own.", HelpName = "N")
    let steps = Option<string>("--steps", Description = "One budget in decisions of the agent, instead of the experiment's own.", HelpName = "N")
    let command = Command("run", "Train and evaluate what is missing of an experiment, then report. Started again, it goes on where it was; Ctrl-C once writes a checkpoint and leaves.")
    command.Arguments.Add name
    for option in [ out :> Option; seeds; steps ] do command.Options.Add option
    command.SetAction(Func<ParseResult, CancellationToken, Task<int>>(fun line _ ->
        let experiment = find experiments (line.GetRequiredValue name)
        let asked =
            { experiment with
                Seeds = (match count "--seeds" (line.GetValue seeds) with None -> experiment.Seeds | Some count -> [ 0L .. count - 1L ])
                Budgets = (match count "--steps" (line.GetValue steps) with None -> experiment.Budgets | Some budget -> [ budget ]) }
        let folder = match line.GetValue out with null -> Path.Combine("runs", "experiments", experiment.Name) | given -> given
        match Report.recall folder with
        | Some made when made.Name <> experiment.Name -> refuse $"--out {folder}: the folder holds the experiment '{made.Name}'; give another"
        | _ -> run terminal folder asked))
    command

let private reportCommand terminal (experiments: Experiment list) =
    let folder = Argument<string>("folder", Description = "Folder of an experiment.")
    let command = Command("report", "Report what an experiment's folder holds so far: tables and pictures. Trains nothing.")
    command.Arguments.Add folder
    command.SetAction(Func<ParseResult, int>(fun line ->
        let folder = line.GetRequiredValue folder
        match Report.recall folder with
        | None -> refuse $"{folder} holds no experiment: it has no experiment.json"
        | Some made ->
            let experiment = { find experiments made.Name with Seeds = List.ofArray made.Seeds; Budgets = List.ofArray made.Budgets }
            report terminal folder experiment (Plan.cells folder experiment)
            ExitCode.Done))
    command

/// The commands for some experiments: list, run and report.
let main (terminal: Terminal) (experiments: Experiment list) (arguments: string[]) =
    let root = RootCommand "AkkaDreamer's experiments: agents x tasks x seeds x budgets, with tables and pictures at the end."
    let listCommand = Command("list", "The experiments there are.")
    listCommand.SetAction(Action<ParseResult>(fun _ -> list terminal experiments))
    root.Subcommands.Add listCommand
    root.Subcommands.Add(runCommand terminal experiments)
    root.Subcommands.Add(reportCommand terminal experiments)
    // As an environment's child process it must know the worlds of every experiment by name.
    if Array.tryHead arguments = Some EnvironmentChild.Command then
        for experiment in experiments do
            for world in experiment.Worlds do TaskCatalog.Register world
    HostProgram.RunAsync(root, arguments, terminal)
