/// Reference scores of Atari games in the form that experiments take them.
module AkkaDreamer.Experiments.AtariScores

open AkkaDreamer.Environments

/// By name of the task, atari:pong and atari100k:pong.
let all =
    Map.ofList
        [ for game in AtariGame.All do
              if not (System.Double.IsNaN game.Random) then
                  for family in [ "atari"; "atari100k" ] do
                      $"{family}:{game.Name}", { Random = game.Random; Human = Some game.Human; Record = Some game.Record } ]

/// Those of some tasks, for Scores of an experiment.
let among (tasks: Variant list) =
    Map.ofList [ for task in tasks do match all.TryFind task.Name with Some scores -> task.Label, scores | None -> () ]
