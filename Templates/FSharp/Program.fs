open AkkaDreamer.Environments
open AkkaDreamer.Hosts
open AkkaDreamer.Hosts.Local
open AkkaDreamer.Models.Native
open YourWorlds.FSharp

[<EntryPoint>]
let main arguments =
    NativeEnvironment.Prepare() // before the first tensor
    TaskCatalog.Register Thermostat.task
    // Without arguments it trains, with settings for a small world; a preset in akka.hocon could hold them.
    let settings = [ "replay.batch=16"; "replay.length=16"; "replay.train-ratio=32"; "replay.prefill=300"; "agent.discount=0.97"; "agent.vector-scale=10"; "agent.model-optimiser.rate=2e-3"; "evaluation.every=2000" ]
    let line = if arguments.Length > 0 then List.ofArray arguments else [ "--task"; "thermostat"; "--steps"; "10000" ] @ List.collect (fun setting -> [ "--set"; $"dreamer.{setting}" ]) settings
    CommandLine.RunAsync(Array.ofList line, Terminal.OfProcess()).GetAwaiter().GetResult()
