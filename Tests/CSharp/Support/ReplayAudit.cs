using Akka.Actor;
using Akka.Persistence;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>Reads the journal and the segments of a run that nobody runs, and compares them with what was acknowledged.</summary>
public static class ReplayAudit
{
    /// <summary>Fails unless every chunk that a run of the counter task acknowledged (<see cref="AckRecorder"/>) is there, whole and in order; gives the number of steps. <paramref name="connection"/>: of its PostgreSQL journal.</summary>
    public static async Task<long> NothingIsLost(RunFolder folder, string? connection)
    {
        var setup = ChildProgram.Setup(folder, "overlapped", 1, connection);
        Assert.Empty(await Faults(setup, ChildProgram.Layout(), Path.Combine(folder.Path, ChildProgram.Acknowledged)));
        var steps = (await ReadLog(setup)).Steps;
        Assert.True(steps > 0);
        return steps;
    }

    /// <summary>One line per fault found: an acknowledged chunk that is missing or different, a chunk that cannot be read, a gap or a repetition within a stream, a fact of an epoch after that of a newer one. Empty when all is well.</summary>
    public static async Task<List<string>> Faults(RunSetup setup, StepLayout layout, string acknowledged)
    {
        var faults = new List<string>();
        var log = await ReadLog(setup, faults);
        var folder = new SegmentFolder(setup.Folder.Segments, log.Run!.Run, layout.SpacesHash);
        var hashes = new Dictionary<(long, long), string>();
        foreach (var stream in log.Entries.Where(entry => entry.Chunk is not null).Select(entry => entry.Chunk!.Value).GroupBy(chunk => chunk.Stream))
        {
            var (number, index) = (0L, 0L);
            foreach (var chunk in stream)
            {
                if (chunk.Number != number || chunk.FirstIndex != index) faults.Add($"stream {chunk.Stream}: chunk {chunk.Number} from step {chunk.FirstIndex} where {number} from step {index} was due");
                (number, index) = (chunk.Number + 1, chunk.EndIndex);
                try
                {
                    using var reader = folder.Open(log.Segments[chunk.Segment].Name, chunk.Segment);
                    hashes[(chunk.Stream, chunk.Number)] = $"{chunk.Count} {FakeNumbers.Hash(reader.Read(chunk).AsSpan())}";
                }
                catch (Exception fault) when (fault is IOException or SegmentDamagedException or InvalidDataException)
                {
                    faults.Add($"stream {chunk.Stream}, chunk {chunk.Number}: {fault.Message}");
                }
            }
        }

        foreach (var line in File.ReadLines(acknowledged))
        {
            var parts = line.Split(' ', 3);
            if (parts.Length < 3 || parts[2].Split(' ').Length < 2) continue; // the kill came while this line was written, before the environment heard
            var stored = hashes.GetValueOrDefault((long.Parse(parts[0]), long.Parse(parts[1])));
            if (stored is null) faults.Add($"stream {parts[0]}, chunk {parts[1]} was acknowledged and is gone");
            else if (!stored.StartsWith(parts[2], StringComparison.Ordinal)) faults.Add($"stream {parts[0]}, chunk {parts[1]} was acknowledged as {parts[2]} and is {stored}");
        }

        return faults;
    }

    /// <summary>The facts of a run.</summary>
    public static Task<ReplayLog> ReadLog(RunSetup setup) => ReadLog(setup, []);

    private static async Task<ReplayLog> ReadLog(RunSetup setup, List<string> faults)
    {
        var system = ActorSystem.Create("audit", RunSystem.Configuration(setup));
        try
        {
            var read = new TaskCompletionSource<ReplayLog>(TaskCreationOptions.RunContinuationsAsynchronously);
            var name = JournalName.Of(setup.Folder, setup.Configuration.Journal);
            system.ActorOf(Props.Create(() => new Reader(name, read, faults)));
            return await read.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            await system.Terminate();
        }
    }

    private sealed class Reader : ReceivePersistentActor
    {
        private readonly TaskCompletionSource<ReplayLog> read;
        private ReplayLog log = new();

        public Reader(string name, TaskCompletionSource<ReplayLog> read, List<string> faults)
        {
            PersistenceId = name;
            this.read = read;
            Recover<SnapshotOffer>(offer => { log = ReplayLog.Restore((ReplaySnapshot)offer.Snapshot); });
            Recover<IReplayFact>(fact =>
            {
                if (fact is EpochStarted began && began.Epoch <= log.Epoch) faults.Add($"epoch {began.Epoch} begins after epoch {log.Epoch}");
                if (fact is SegmentOpened opened && opened.Epoch != log.Epoch) faults.Add($"segment {opened.Segment} of epoch {opened.Epoch} is opened in epoch {log.Epoch}");
                if (fact is ChunksStored stored) faults.AddRange(stored.Chunks.Where(chunk => log.Segments[chunk.Segment].Epoch != log.Epoch).Select(chunk => $"stream {chunk.Stream}: chunk {chunk.Number} is stored by epoch {log.Segments[chunk.Segment].Epoch} in epoch {log.Epoch}"));
                log.Apply(fact);
            });
            Recover<RecoveryCompleted>(_ => { read.TrySetResult(log); });
        }

        public override string PersistenceId { get; }

        protected override void OnRecoveryFailure(Exception reason, object? message = null) => read.TrySetException(reason);
    }
}
