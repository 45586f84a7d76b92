module AkkaDreamer.Tests.FSharp.EnvironmentInFSharp

open System
open AkkaDreamer.Environments
open FsCheck
open FsCheck.FSharp
open Xunit

/// A walk on a line of 2n + 1 places, written as functions over a mutable place: nothing inherited, no C# idiom needed.
let walk (n: int) =
    let mutable place = 0
    let see () = Observation.Of [| float32 place / float32 n |]

    let reset (_: uint64) =
        place <- 0
        EnvironmentStep.First(see ())

    let act (action: float32[]) =
        place <- place + (if ActionVector.Choice(action, 2) = 1 then 1 else -1)
        let reward = if place = n then 1f else 0f
        if abs place = n then EnvironmentStep.End(see (), reward) else EnvironmentStep.Next(see (), reward)

    EnvironmentFunctions(EnvironmentSpaces.Of(DiscreteActions 2, ObservationSpace.Vector("place", 1)), reset, act)

let private play (environment: IEnvironment) (choices: bool list) =
    let mutable last = environment.Reset 1UL

    for right in choices do
        if not last.IsLast then
            last <- environment.Step(ReadOnlySpan(ActionVector.OneHot((if right then 1 else 0), 2)))

    last

[<Fact>]
let ``An environment made of F# functions keeps the contract whatever is done to it`` () =
    let keeps (choices: bool list) =
        use environment = new CheckedEnvironment((walk 3).Open(), "walk")
        let last = play environment choices
        let first (step: EnvironmentStep) = (step.Observation.Arrays[0] :?> float32[])[0]
        last.IsLast = (abs (first last) = 1f) && (last.Reward = 1f) = (first last = 1f)

    Check.One(Config.QuickThrowOnFailure.WithReplay(20261120UL, 1UL), keeps)

[<Fact>]
let ``An F# environment that breaks the contract is told what was given and what is allowed`` () =
    let broken =
        let sound = walk 3
        EnvironmentFunctions(sound.Spaces, sound.Reset, fun _ -> EnvironmentStep.Next(Observation.Of [| nanf |], 0f))

    use environment = new CheckedEnvironment(broken.Open(), "walk")
    environment.Reset 1UL |> ignore
    let fault = Assert.Throws<EnvironmentFaultException>(fun () -> environment.Step(ReadOnlySpan [| 1f; 0f |]) |> ignore)
    Assert.Contains("not finite in 'place'", fault.Message)

[<Fact>]
let ``A task of one's own is found by name, may be registered again, and never hides an embedded one`` () =
    let described = TaskDescription.Of("fsharp-walk", "A walk.", (fun () -> walk 3), 0.5, 1.0)
    TaskCatalog.Register described
    TaskCatalog.Register(TaskDescription.Of("fsharp-walk", "A longer walk.", (fun () -> walk 5), 0.5, 1.0))
    Assert.Equal("A longer walk.", (TaskCatalog.Find "fsharp-walk").Description)
    Assert.Single(TaskCatalog.All, fun task -> task.Name = "fsharp-walk") |> ignore
    let refused = Assert.Throws<ArgumentException>(fun () -> TaskCatalog.Register(TaskDescription.Of("catch", "Not catch.", (fun () -> walk 3), 0.0, 1.0)))
    Assert.Contains("embedded task 'catch'", refused.Message)

[<Fact>]
let ``Two worlds of one task do not share a state`` () =
    TaskCatalog.Register(TaskDescription.Of("fsharp-two-walks", "A walk.", (fun () -> walk 3), 0.5, 1.0))
    use first = TaskCatalog.Open("fsharp-two-walks", TaskOptions())
    use second = TaskCatalog.Open("fsharp-two-walks", TaskOptions())
    first.Reset 1UL |> ignore
    second.Reset 1UL |> ignore
    for _ in 1..2 do first.Step(ReadOnlySpan [| 0f; 1f |]) |> ignore
    let step = second.Step(ReadOnlySpan [| 0f; 1f |])
    Assert.Equal(1f / 3f, (step.Observation.Arrays[0] :?> float32[])[0])
