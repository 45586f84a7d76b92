using AkkaDreamer.Environments;
using AkkaDreamer.Hosts;
using AkkaDreamer.Hosts.Local;
using AkkaDreamer.Models.Native;
using YourWorlds;

NativeEnvironment.Prepare(); // before the first tensor
TaskCatalog.Register(TaskDescription.OfEnvironment("landing", "Land softly: 1 down to -1; 2 discrete actions.", () => new Landing(), randomReturn: -0.77, solvedReturn: 0.5));

// Without arguments it trains, with settings for a small world; a preset in akka.hocon could hold them.
string[] settings = ["replay.batch=16", "replay.length=16", "replay.train-ratio=32", "replay.prefill=300", "agent.discount=0.99", "agent.vector-scale=10", "agent.model-optimiser.rate=2e-3", "evaluation.every=2000"];
string[] line = args.Length > 0 ? args : ["--task", "landing", "--steps", "20000", .. settings.SelectMany(setting => new[] { "--set", $"dreamer.{setting}" })];
return await CommandLine.RunAsync(line, Terminal.OfProcess());
