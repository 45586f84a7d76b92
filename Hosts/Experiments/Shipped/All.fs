module AkkaDreamer.Experiments.Shipped.All

/// What the command line offers. Yours go here.
let experiments =
    [ ObservationNoise.value
      Corridor.value
      Faults.value
      Smoke.value ]
