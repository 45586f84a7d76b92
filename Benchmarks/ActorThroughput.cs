using System.Diagnostics;
using Akka.Actor;

namespace AkkaDreamer.Benchmarks;

/// <summary>
/// Messages in one process: tells to one actor, round trips between two, questions with answers. The published Akka.NET was measured at
/// 15 M, 3 M and 0.7 M a second on two busy cores; the stand-in may be three times slower.
/// </summary>
internal static class ActorThroughput
{
    private const int Tells = 5_000_000;
    private const int RoundTrips = 1_000_000;
    private const int Asks = 300_000;
    private const int Askers = 16;

    /// <param name="args">How often to measure each; 3 when missing. The best is reported.</param>
    public static void Run(string[] args)
    {
        var repeats = args.Length > 0 ? int.Parse(args[0]) : 3;
        using var system = ActorSystem.Create("throughput", "akka.loglevel = WARNING");
        Console.WriteLine($"actors from {typeof(ActorSystem).Assembly.GetName().Name}, {Environment.ProcessorCount} cores, best of {repeats}");
        Report("tells", Tells, () => Tell(system));
        Report("ping-pong round trips", RoundTrips, () => PingPong(system));
        Report($"asks, {Askers} at a time", Asks, () => Ask(system));

        void Report(string what, int count, Func<Task> work)
        {
            work().GetAwaiter().GetResult(); // warm-up
            var best = Enumerable.Range(0, repeats).Min(_ =>
            {
                var begin = Stopwatch.GetTimestamp();
                work().GetAwaiter().GetResult();
                return Stopwatch.GetElapsedTime(begin).TotalSeconds;
            });
            Console.WriteLine($"{what,-24} {count / best / 1e6,8:F2} M/s");
        }
    }

    private static Task Tell(ActorSystem system)
    {
        var done = NewSource();
        var actor = system.ActorOf(Props.Create(() => new CountsDown(Tells, done)));
        object message = "x";
        for (var i = 0; i < Tells; i++) actor.Tell(message, ActorRefs.NoSender);
        return done.Task;
    }

    private static Task PingPong(ActorSystem system)
    {
        var done = NewSource();
        var ping = system.ActorOf(Props.Create(() => new SendsBack(RoundTrips, done)));
        var pong = system.ActorOf(Props.Create(() => new SendsBack(int.MaxValue, done)));
        ping.Tell("x", pong);
        return done.Task;
    }

    private static Task Ask(ActorSystem system)
    {
        var echo = system.ActorOf(Props.Create(() => new SendsBack(int.MaxValue, NewSource())));
        return Task.WhenAll(Enumerable.Range(0, Askers).Select(async _ =>
        {
            for (var i = 0; i < Asks / Askers; i++) await echo.Ask<object>("x", Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        }));
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class CountsDown : ReceiveActor
    {
        public CountsDown(int count, TaskCompletionSource done) => Receive<string>(_ =>
        {
            if (--count > 0) return;
            done.SetResult();
            Context.Stop(Self);
        });
    }

    private sealed class SendsBack : ReceiveActor
    {
        public SendsBack(int count, TaskCompletionSource done) => Receive<string>(message =>
        {
            if (--count > 0) Sender.Tell(message);
            else done.SetResult();
        });
    }
}
