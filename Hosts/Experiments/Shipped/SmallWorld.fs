/// How the catalogue's preset of catch trains: a model that is large enough for a world of a few numbers, and learns it in minutes.
module AkkaDreamer.Experiments.Shipped.SmallWorld

open AkkaDreamer.Experiments

let settings =
    [ "dreamer.replay.batch" => 16
      "dreamer.replay.length" => 10
      "dreamer.replay.prefill" => 200
      "dreamer.agent.units" => 64
      "dreamer.agent.bins" => 41
      "dreamer.agent.rssm.deterministic" => 64
      "dreamer.agent.rssm.hidden" => 64
      "dreamer.agent.rssm.stochastic" => 8
      "dreamer.agent.rssm.classes" => 8
      "dreamer.agent.coder.units" => 64
      "dreamer.agent.behaviour.horizon" => 10
      "dreamer.agent.behaviour.entropy" => 0.01
      "dreamer.agent.model-optimiser.rate" => 6e-3
      "dreamer.agent.model-optimiser.warm-up" => 100
      "dreamer.agent.actor-optimiser.rate" => 1e-3
      "dreamer.agent.actor-optimiser.warm-up" => 100
      "dreamer.agent.critic-optimiser.rate" => 1e-3
      "dreamer.agent.critic-optimiser.warm-up" => 100 ]
