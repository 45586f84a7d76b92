module AkkaDreamer.Tests.FSharp.EnvironmentInFSharp

open System
open System.Collections.Immutable
open AkkaDreamer.Environments
open FsCheck
open FsCheck.FSharp
open Xunit

/// A walk on a line of 2n + 1 places, written as three functions over a mutable place: nothing inherited, no C# idiom needed.
let walk (n: int) =
    let mutable place = 0

    let step reward isFirst isLast =
        EnvironmentStep(Observation.Of [| float32 place / float32 n |], reward, isFirst, isLast, isLast)

    let spaces =
        EnvironmentSpaces(
            ImmutableArray.Create(ObservationSpace("place", ElementType.Float32, ImmutableArray.Create 1)),
            DiscreteActions 2)

    let reset (_: uint64) =
        place <- 0
        step 0f true false

    let act (action: float32[]) =
        place <- place + (if ActionVector.Choice(action, 2) = 1 then 1 else -1)
        step (if place = n then 1f else 0f) false (abs place = n)

    EnvironmentFunctions(spaces, Func<_, _> reset, Func<_, _> act)

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
        EnvironmentFunctions(sound.Spaces, sound.Reset, fun _ -> EnvironmentStep(Observation.Of [| nanf |], 0f, false, false, false))

    use environment = new CheckedEnvironment(broken.Open(), "walk")
    environment.Reset 1UL |> ignore
    let fault = Assert.Throws<EnvironmentFaultException>(fun () -> environment.Step(ReadOnlySpan [| 1f; 0f |]) |> ignore)
    Assert.Contains("not finite in 'place'", fault.Message)
