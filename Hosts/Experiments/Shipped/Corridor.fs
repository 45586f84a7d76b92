/// A world written in F#, and the experiment that trains two agents in it.
module AkkaDreamer.Experiments.Shipped.Corridor

open AkkaDreamer.Environments
open AkkaDreamer.Experiments

/// Where somebody stands in the corridor, and at which end the lamp burns.
type Walk = { Place: int; Lamp: int }

let private last = 6

/// Seven places in a row, a lamp at one end. To reach the lamp's end gives 1, the other -1, and ends the episode. Two actions: left, right. Shown: the place and the lamp, one-hot.
let world: World<Walk> =
    {
        Shows = [ ObservationSpace.Vector("place", last + 1); ObservationSpace.Vector("lamp", 2) ]
        Takes = DiscreteActions 2
        Start = fun random -> { Place = last / 2; Lamp = random.NextInt32 2 }
        Act =
            fun walk action ->
                let walk = { walk with Place = walk.Place + 2 * World.choice action - 1 }
                match walk.Place with
                | place when place = last * walk.Lamp -> walk, 1f, Ended
                | place when place = last * (1 - walk.Lamp) -> walk, -1f, Ended
                | _ -> walk, 0f, GoesOn
        See = fun walk -> [ ActionVector.OneHot(walk.Place, last + 1); ActionVector.OneHot(walk.Lamp, 2) ]
    }

let value =
    { experiment "corridor" "A world written in F#: both generations of DreamerV3 walk to the lit end of a corridor." with
        Worlds = [ world |> World.task "corridor" "Walk to the lit end of a corridor of 7 places: +1 there, -1 at the other end; 2 discrete actions." 0.0 1.0 40 ]
        Agents = [ named "dreamer-v3" []; named "dreamer-v3-2023" [] ]
        Tasks = [ named "corridor" [] ]
        Seeds = [ 0L; 1L; 2L ]
        Budgets = [ 1000L; 2000L ]
        Episodes = 20
        Settings =
            SmallWorld.settings
            @ [ "dreamer.replay.train-ratio" => 48
                "dreamer.agent.vector-scale" => 10
                "dreamer.evaluation.every" => 500
                "dreamer.evaluation.episodes" => 20 ] }
