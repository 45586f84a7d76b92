using AkkaDreamer.Benchmarks;
using AkkaDreamer.Environments;
using AkkaDreamer.Models.Native;

NativeEnvironment.Prepare();
if (EnvironmentChild.Serve(args) is { } played) return played;
var commands = new Dictionary<string, Action<string[]>>(StringComparer.Ordinal)
{
    ["actors"] = ActorThroughput.Run,
    ["update"] = UpdateBenchmark.Run,
    ["agents"] = AgentBenchmark.Run,
    ["act"] = ActBenchmark.Run,
    ["twm"] = TwmBenchmark.Run,
    ["replay"] = ReplayBenchmark.Run,
    ["schedules"] = ScheduleBenchmark.Run,
    ["environments"] = EnvironmentBenchmark.Run,
    ["bridge"] = BridgeBenchmark.Run,
    ["cluster"] = ClusterBenchmark.Run,
};
if (args.Length == 0 || !commands.TryGetValue(args[0], out var command))
{
    Console.Error.WriteLine($"Say what to measure: {string.Join(", ", commands.Keys)}.");
    return 2;
}

command(args[1..]);
return 0;
