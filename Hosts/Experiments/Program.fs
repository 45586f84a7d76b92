open AkkaDreamer.Experiments
open AkkaDreamer.Hosts
open AkkaDreamer.Models.Native

[<EntryPoint>]
let main arguments =
    NativeEnvironment.Prepare()
    (ExperimentHost.main (Terminal.OfProcess()) Shipped.All.experiments arguments).GetAwaiter().GetResult()
