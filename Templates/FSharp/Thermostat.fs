/// A room whose heating is to be held at 21 degrees while it is cold outside.
module YourWorlds.FSharp.Thermostat

open System.Collections.Immutable
open AkkaDreamer.Environments

/// Degrees in the room and outside.
type Room = { Inside: float; Outside: float }

/// Actions: heating from 0 (off) to 1 (full). Shown: both temperatures, 20 degrees as 0 and 40 as 1.
let spaces = EnvironmentSpaces.Of(ContinuousActions(ImmutableArray.Create 0f, ImmutableArray.Create 1f), ObservationSpace.Vector("degrees", 2))

let start (random: EpisodeRandom) = { Inside = random.Uniform(5.0, 25.0); Outside = random.Uniform(-5.0, 10.0) }

let heat (random: EpisodeRandom) power room =
    { Inside = room.Inside + 0.1 * (room.Outside - room.Inside) + 3.0 * power
      Outside = room.Outside + 0.3 * random.NextNormal() }

/// 1 at 21 degrees, nothing 10 degrees away.
let comfort room = 1.0 - min 1.0 (abs (room.Inside - 21.0) / 10.0)

let see room = Observation.Of [| float32 (room.Inside / 20.0 - 1.0); float32 (room.Outside / 20.0 - 1.0) |]

/// A world with a state of its own: several are played at once.
let create () =
    let mutable random = EpisodeRandom 0UL
    let mutable room = start random

    let reset seed =
        random <- EpisodeRandom seed
        room <- start random
        EnvironmentStep.First(see room)

    let step (action: float32[]) =
        room <- heat random (float action[0]) room
        EnvironmentStep.Next(see room, float32 (comfort room))

    EnvironmentFunctions(spaces, reset, step)

/// It never ends by itself, so it has a limit of time: 100 steps.
let task = TaskDescription.Of("thermostat", "Hold a room at 21 degrees; 1 continuous action.", create, randomReturn = 60.0, solvedReturn = 97.0, timeLimit = 100)
