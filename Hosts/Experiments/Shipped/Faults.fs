/// What crashing environments cost: catch with three environments, of which two throw, give NaN or a wrong shape at 0.0005 a step and 0.005 a reset, beside the same without faults.
module AkkaDreamer.Experiments.Shipped.Faults

open System
open System.Threading
open AkkaDreamer.Environments
open AkkaDreamer.Experiments

let private perStep = 0.0005
let private perReset = 0.005

/// Plays another world and goes wrong by chance; which way, and when, is not of the seed, as in life.
type private Troubled(inner: IEnvironment) =
    let random = Random()

    let trouble (step: EnvironmentStep) =
        match random.Next 3 with
        | 0 -> raise (InvalidOperationException "the simulator is gone")
        | 1 -> EnvironmentStep.Next(step.Observation, nanf)
        | _ -> EnvironmentStep.Next(Observation.Of(Array.zeroCreate<float32> 3), 0f)

    interface IEnvironment with
        member _.Spaces = inner.Spaces

        member _.Reset seed =
            if random.NextDouble() < perReset then raise (InvalidOperationException "the simulator does not start")
            inner.Reset seed

        member _.Step action =
            let step = inner.Step action
            if random.NextDouble() < perStep then trouble step else step

        member _.Dispose() = inner.Dispose()

/// Environments 0 and 1 of a run are troubled: they act on threads that are called so. Evaluation is not.
let private isTroubled () =
    match Thread.CurrentThread.Name with
    | "environment 0"
    | "environment 1" -> true
    | _ -> false

let private world () =
    let plain = TaskCatalog.Open("catch", TaskOptions())
    if isTroubled () then new Troubled(plain) :> IEnvironment else plain

let value =
    { experiment "faults" "Does a training whose environments keep crashing learn as well as one whose do not? Catch, five seeds, equal steps." with
        Worlds = [ TaskDescription.OfEnvironment("catch-with-faults", "Catch; of three environments two crash now and then.", world, -0.6, 1.0) ]
        Agents = [ named "dreamer-v3" [] ]
        Tasks = [ named "catch" []; named "catch-with-faults" [] ]
        Seeds = [ 0L .. 4L ]
        Budgets = [ 20000L ]
        Episodes = 100
        Watched = [ "fault/environment" ]
        Settings =
            SmallWorld.settings
            @ [ "dreamer.environment.count" => 3
                "dreamer.replay.train-ratio" => 32
                "dreamer.agent.vector-scale" => 30
                "dreamer.evaluation.every" => 2000
                "dreamer.evaluation.episodes" => 50 ] }
