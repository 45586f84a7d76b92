/// Worlds written in F# train real agents.
module AkkaDreamer.Tests.FSharp.TrainingTests

open System
open AkkaDreamer.Actors
open AkkaDreamer.Actors.Configuration
open AkkaDreamer.Actors.Run
open AkkaDreamer.Environments
open AkkaDreamer.Experiments
open Xunit

let private limit = TimeSpan.FromMinutes 2.0

let private resolve (folder: Small.Folder) settings =
    let settings = [| for key, value in Small.settings @ settings -> ConfigurationReader.Parse $"{key}={value}" |]
    ConfigurationReader(ConfigurationReader.DefaultFile).Resolve(settings, RunFolder folder.Path)

let private train (folder: Small.Folder) settings =
    task {
        use training = TrainingRun.Start(resolve folder settings)
        return! training.Outcome.WaitAsync limit
    }

[<Fact>]
let ``A record of F# functions trains an agent, whose policy then acts in it`` () =
    task {
        use folder = new Small.Folder()
        TaskCatalog.Register(TaskDescription.Of("fsharp-trained-walk", "A walk.", (fun () -> EnvironmentInFSharp.walk 3), 0.5, 1.0))
        let! outcome = train folder [ "dreamer.run.task" => "fsharp-trained-walk"; "dreamer.run.steps" => 150 ]
        Assert.Equal(RunEnd.BudgetReached, outcome.End)
        Assert.True(outcome.Updates >= 3L, $"{outcome.Updates} updates")
        use policy = Policy.Load folder.Path
        let returns = policy.Play 4
        Assert.All(returns, fun gained -> Assert.True((gained = 0.0 || gained = 1.0), $"{gained}"))
        Assert.Equal<float[]>(returns, policy.Play 4) // the same episodes every time
    }

/// One pixel that is to be copied: dark is left, bright is right. Shown as an image, and as nothing else.
let private pixel: World<bool> =
    {
        Shows = [ ObservationSpace.Image("picture", 64, 64, 3) ]
        Takes = DiscreteActions 2
        Start = fun random -> random.NextInt32 2 = 1
        Act = fun bright action -> bright, (if (World.choice action = 1) = bright then 1f else 0f), Ended
        See = fun bright -> [ Array.create (64 * 64 * 3) (if bright then 255uy else 0uy) ]
    }

[<Fact>]
let ``A world that shows pictures alone trains without being told what to observe`` () =
    task {
        use folder = new Small.Folder()
        TaskCatalog.Register(pixel |> World.task "fsharp-pixel" "Say whether it is bright." 0.5 1.0 0)
        let! outcome = train folder [ "dreamer.run.task" => "fsharp-pixel"; "dreamer.run.steps" => 120 ]
        Assert.Equal(RunEnd.BudgetReached, outcome.End)
        Assert.Equal(ObservationKind.Image, (ConfigurationReader.Stored(RunFolder folder.Path)).Task.Observation)
    }

[<Fact>]
let ``A policy is not let into a world that shows something else than it was trained on`` () =
    task {
        use folder = new Small.Folder()
        let! _ = train folder [ "dreamer.run.task" => "catch"; "dreamer.run.steps" => 120 ]
        use policy = Policy.Load folder.Path
        let refused = Assert.Throws<ArgumentException>(fun () -> policy.Play(1, TaskOptions(Observation = ObservationKind.Image)) |> ignore)
        Assert.Contains("The policy was trained on board", refused.Message)
    }
