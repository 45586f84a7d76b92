/// Runs and experiments that take a second or two: the smallest networks, a few updates.
module AkkaDreamer.Tests.FSharp.Small

open System
open System.IO
open System.Threading
open AkkaDreamer.Experiments
open AkkaDreamer.Hosts
open Xunit

/// Settings under which every line of code runs and nothing is learned.
let settings =
    [ "dreamer.run.size" => "debug"
      "dreamer.replay.batch" => 4
      "dreamer.replay.length" => 8
      "dreamer.replay.train-ratio" => 4
      "dreamer.replay.prefill" => 100
      "dreamer.evaluation.every" => 0
      "dreamer.metrics.tensor-board" => false ]

/// One agent in the corridor, under a name of its own.
let corridor name act =
    let world = { Shipped.Corridor.world with Act = fun walk action -> act (); Shipped.Corridor.world.Act walk action }
    { experiment name "" with
        Worlds = [ world |> World.task name "A corridor." 0.0 1.0 40 ]
        Agents = [ named "dreamer-v3-2023" [] ]
        Tasks = [ named name [] ]
        Budgets = [ 150L ]
        Episodes = 3
        Settings = settings }

/// A folder that is deleted at the end.
type Folder() =
    let info = Directory.CreateTempSubdirectory "dreamer"
    member _.Path = info.FullName
    interface IDisposable with
        member _.Dispose() = info.Delete(recursive = true)

/// What a host says; tells somebody of each line.
type private Listening(hear: string -> unit) =
    inherit StringWriter()
    override _.WriteLine(line: string | null) =
        base.WriteLine line
        line |> Option.ofObj |> Option.iter hear

/// Runs an experiment in a folder; what was said comes back.
let run (folder: Folder) (experiment: Experiment) (hear: string -> unit) (stop: CancellationToken) =
    task {
        use output = new Listening(hear)
        let! code = ExperimentHost.runIn (Terminal.Of(output, TextWriter.Null)) folder.Path experiment stop
        Assert.Equal(ExitCode.Done, code)
        return output.ToString()
    }

/// The same, to its end.
let runToEnd folder experiment = run folder experiment ignore CancellationToken.None
