/// The lecture's experiment: does an agent without reconstruction bear noise in what it sees better than DreamerV3? Both are trained with Gaussian noise of 0, 10 and 20 grey levels
/// and each of the six is evaluated with all three.
module AkkaDreamer.Experiments.Shipped.ObservationNoise

open AkkaDreamer.Experiments

let private levels = [ 0; 10; 20 ]

let private noise (sigma: int) = "dreamer.task.noise" => sigma

let value =
    { experiment "observation-noise" "DreamerV3 and DreamerV3 with RePo's objective, trained on noisy images of catch and evaluated under other noise: a 3 x 3 table each." with
        Agents =
            [ named "dreamer-v3" []
              named "dreamer-v3" [ "dreamer.agent.objective" => "repo"; "dreamer.agent.bottleneck.beta" => 1e-2; "dreamer.agent.bottleneck.rate" => 1e-2 ] |> called "dreamer-v3 repo" ]
        Tasks = [ for sigma in levels -> named "catch" [ noise sigma ] |> called $"sigma {sigma}" ]
        Conditions = [ for sigma in levels -> named $"sigma {sigma}" [ noise sigma ] ]
        Seeds = [ 0L; 1L ]
        Budgets = [ 4000L; 8000L ]
        Episodes = 12
        Watched = [ "loss/kl"; "repo/beta" ]
        Settings =
            [ "dreamer.task.observation" => "image"
              "dreamer.replay.train-ratio" => 64
              "dreamer.agent.model-optimiser.rate" => 3e-3
              "dreamer.evaluation.every" => 2000
              "dreamer.evaluation.episodes" => 20 ] }
