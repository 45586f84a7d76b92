open AkkaDreamer.Experiments
open AkkaDreamer.Hosts
open AkkaDreamer.Models.Native

/// Yours go here.
let experiments =
    [ Shipped.ObservationNoise.value
      Shipped.Corridor.value
      Shipped.Smoke.value ]

[<EntryPoint>]
let main arguments =
    NativeEnvironment.Prepare()
    (ExperimentHost.main (Terminal.OfProcess()) experiments arguments).GetAwaiter().GetResult()
