namespace AkkaDreamer.Experiments

open AkkaDreamer.Environments

/// How an episode stands after an action.
type Standing =
    | GoesOn
    /// It ended for good: no return beyond it.
    | Ended

/// A world written as functions over a state that goes in and comes out: nothing inherited, nothing mutable.
/// Limits of time, action repeat, checks of every step and observation noise are put around it as around any task.
type World<'state> =
    {
        /// What is shown, in the order of the arrays that See gives.
        Shows: ObservationSpace list
        /// What it takes: DiscreteActions n, or ContinuousActions.Unit n.
        Takes: ActionSpace
        /// The state in which the episode of a seed begins.
        Start: EpisodeRandom -> 'state
        /// State and action (one-hot, or one number per dimension) to state, reward and how the episode stands.
        Act: 'state -> float32[] -> 'state * float32 * Standing
        /// The arrays to show: float32[] or byte[], new ones at every call.
        See: 'state -> System.Array list
    }

module World =
    /// The choice that a one-hot action makes, 0 to its length - 1.
    let choice (action: float32[]) = ActionVector.Choice(System.ReadOnlySpan action, action.Length)

    /// The world as the record of functions that everything else takes. Each call makes one with a state of its own.
    [<CompiledName "Functions">]
    let functions (world: World<'state>) =
        let mutable state = Unchecked.defaultof<'state>
        let see () = Observation.OfAll(Array.ofList (world.See state))

        let reset (seed: uint64) =
            state <- world.Start(EpisodeRandom seed)
            EnvironmentStep.First(see ())

        let act (action: float32[]) =
            let next, reward, standing = world.Act state action
            state <- next
            match standing with
            | GoesOn -> EnvironmentStep.Next(see (), reward)
            | Ended -> EnvironmentStep.End(see (), reward)

        EnvironmentFunctions(EnvironmentSpaces.Of(world.Takes, Array.ofList world.Shows), reset, act)

    /// The world as a task that can be asked for by name once it is registered.
    [<CompiledName "Task">]
    let task name description (randomReturn: float) (solvedReturn: float) timeLimit (world: World<'state>) =
        TaskDescription.Of(name, description, (fun () -> functions world), randomReturn, solvedReturn, timeLimit)
