using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Models;

namespace AkkaDreamer.Benchmarks;

/// <summary>The same through the Replay actor with its journal on SQLite: credits, chunks, facts, acknowledgements. What acting can hand in at most.</summary>
public static class ReplayActorBenchmark
{
    private const int Chunks = 1_000;
    private const int ChunkSteps = 16;

    /// <summary>Prints one row per number of environments.</summary>
    public static void Run(string[] arguments)
    {
        Console.WriteLine("| environments | acknowledged chunks/s | steps/s |");
        Console.WriteLine("|---|---|---|");
        foreach (var environments in (int[])[1, 4, 16]) Row(environments);
    }

    private static void Row(int environments)
    {
        var path = Directory.CreateTempSubdirectory("replay-benchmark").FullName;
        var spaces = new AgentSpaces([new InputSpec("state", false, [5])], false, 1);
        var options = new ReplayOptions { Prefill = 2L * environments * Chunks * ChunkSteps, Capacity = 10_000_000, Chunk = ChunkSteps };
        var settings = new ReplaySettings(options, Schedule.Overlapped, environments, long.MaxValue, 1, spaces, null) { Segments = Path.Combine(path, "segments"), NewRun = Guid.NewGuid(), PersistenceId = "benchmark" };
        var system = ActorSystem.Create("benchmark", ConfigurationFactory.ParseString($$"""
            akka.loglevel = WARNING
            akka.actor {
              serializers.dreamer = "AkkaDreamer.Actors.Serialization.DreamerSerializer, AkkaDreamer.Actors"
              serialization-bindings {
                "AkkaDreamer.Actors.Replay.IReplayFact, AkkaDreamer.Actors" = dreamer
                "AkkaDreamer.Actors.Replay.ReplaySnapshot, AkkaDreamer.Actors" = dreamer
              }
            }
            akka.persistence {
              journal { plugin = "akka.persistence.journal.sql", sql { class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql", provider-name = "SQLite.MS", connection-string = "Data Source={{path}}/journal.db" } }
              snapshot-store { plugin = "akka.persistence.snapshot-store.sql", sql { class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql", provider-name = "SQLite.MS", connection-string = "Data Source={{path}}/journal.db" } }
            }
            """));
        try
        {
            var done = new TaskCompletionSource<TimeSpan>();
            system.ActorOf(Props.Create(() => new Supervisor(settings, done)));
            var seconds = done.Task.GetAwaiter().GetResult().TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {environments} | {environments * Chunks / seconds:N0} | {environments * Chunks * ChunkSteps / seconds:N0} |"));
        }
        finally
        {
            system.Terminate().GetAwaiter().GetResult();
            Directory.Delete(path, true);
        }
    }

    /// <summary>Starts replay, then environments that hand in chunks as fast as they are acknowledged, and stops the clock at the last.</summary>
    private sealed class Supervisor : ReceiveActor
    {
        private readonly Stopwatch clock = new();
        private int left;

        public Supervisor(ReplaySettings settings, TaskCompletionSource<TimeSpan> done)
        {
            var replay = Context.ActorOf(ReplayActor.Props(settings, Self, Self));
            left = settings.Gate.Environments;
            Receive<ReplayRecovered>(_ => replay.Tell(new ResumeFrom(1, null, null)));
            Receive<ReplayReady>(_ =>
            {
                clock.Start();
                for (var i = 0; i < settings.Gate.Environments; i++)
                {
                    var environment = i;
                    Context.ActorOf(Props.Create(() => new Hand(replay, environment)));
                }
            });
            Receive<string>(_ =>
            {
                if (--left == 0) done.SetResult(clock.Elapsed);
            });
            ReceiveAny(_ => { });
        }
    }

    private sealed class Hand : ReceiveActor
    {
        private static readonly Chunk Lived = new(
            0, ChunkSteps, 0, [new float[ChunkSteps * 5]], new float[ChunkSteps], new float[ChunkSteps], new byte[ChunkSteps], new byte[ChunkSteps], new byte[ChunkSteps], null, 0);

        private long next, stored;

        public Hand(IActorRef replay, int environment)
        {
            void Ask() => replay.Tell(new RequestCredit(next + 1, environment, environment));
            Receive<CreditGranted>(_ =>
            {
                var first = new byte[ChunkSteps];
                first[0] = next == 0 ? (byte)1 : (byte)0;
                replay.Tell(new AppendChunk(environment, next, Lived with { Environment = environment, FirstIndex = next * ChunkSteps, IsFirst = first }));
                next++;
                if (next - stored < 2) Ask();
            });
            Receive<ChunkStored>(_ =>
            {
                var waited = next - stored >= 2;
                if (++stored == Chunks) Context.Parent.Tell("done");
                else if (waited) Ask();
            });
            ReceiveAny(_ => { });
            Ask();
        }
    }
}
