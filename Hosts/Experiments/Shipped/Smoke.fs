/// Every line of an experiment in about a minute; what it says about the agents is nothing.
module AkkaDreamer.Experiments.Shipped.Smoke

open AkkaDreamer.Experiments

let value =
    { experiment "smoke" "Two agents of the smallest size for a few updates: does everything work here? Says nothing about the agents." with
        Agents = [ named "dreamer-v3" []; named "dreamer-v3-2023" [] ]
        Tasks = [ named "catch" []; named "corridor" [] ]
        Worlds = Corridor.value.Worlds
        Conditions = [ Plan.asTrained; named "noise" [ "dreamer.task.noise" => 20 ] ]
        Seeds = [ 0L; 1L ]
        Budgets = [ 150L; 250L ]
        Episodes = 5
        Watched = [ "loss/model" ]
        Settings =
            [ "dreamer.run.size" => "debug"
              "dreamer.replay.batch" => 4
              "dreamer.replay.length" => 8
              "dreamer.replay.train-ratio" => 4
              "dreamer.replay.prefill" => 100
              "dreamer.evaluation.every" => 50
              "dreamer.evaluation.episodes" => 3 ] }
