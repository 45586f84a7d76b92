using System.Collections.Immutable;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Repairing;

/// <summary>Reads everything that a run of the counter task has stored, and proves of every step that it is what an environment lived through, in order: nothing spliced, dropped, repeated or leaked.</summary>
public static class CounterAudit
{
    private const int Actions = 3;
    private const int StepBytes = (4 * Counter.Width) + (4 * Actions) + 4 + 3;

    /// <summary>One line for each fault; chunks that are damaged are passed over. Empty when all is well. Throws <see cref="InvalidDataException"/> when this is no run of the counter task.</summary>
    public static ImmutableArray<string> Faults(RunFolder folder, RunInspection run)
    {
        var started = run.Log.Run ?? throw new InvalidDataException($"{folder} holds no run");
        var segments = new SegmentFolder(folder.Segments, started.Run, started.SpacesHash);
        var faults = ImmutableArray.CreateBuilder<string>();
        foreach (var stream in run.Log.Entries.Where(entry => entry.Chunk is not null).Select(entry => entry.Chunk!.Value).GroupBy(chunk => chunk.Stream))
        {
            var row = new Row();
            foreach (var chunk in stream)
            {
                if (chunk.FirstIndex != row.End) row.Begin(chunk.FirstIndex, faults, stream.Key);
                try
                {
                    using var reader = segments.Open(run.Log.Segments[chunk.Segment].Name, chunk.Segment);
                    var columns = reader.Read(chunk);
                    if (columns.Count != chunk.Count * StepBytes) throw new InvalidDataException($"{folder} is no run of the counter task: a step of it has {columns.Count / chunk.Count} bytes");
                    row.Add(columns, chunk.Count);
                }
                catch (SegmentDamagedException)
                {
                    row.Begin(chunk.EndIndex, faults, stream.Key);
                }
            }

            row.Begin(0, faults, stream.Key);
        }

        return faults.ToImmutable();
    }

    // Steps of a stream that follow each other without a gap.
    private sealed class Row
    {
        private readonly List<float> observations = [], actions = [], rewards = [];
        private readonly List<byte> first = [], last = [], terminal = [];
        private long start;

        public long End => start + rewards.Count;

        public void Add(ReadOnlySpan<byte> columns, int count)
        {
            var at = 0;
            observations.AddRange(Floats(columns, ref at, count * Counter.Width));
            actions.AddRange(Floats(columns, ref at, count * Actions));
            rewards.AddRange(Floats(columns, ref at, count));
            first.AddRange(columns.Slice(at, count));
            last.AddRange(columns.Slice(at + count, count));
            terminal.AddRange(columns.Slice(at + (2 * count), count));
        }

        // Checks what there is and goes on at another step. A row that begins within a stream does not know what was done before its first step, so it is checked from its second on.
        public void Begin(long index, ImmutableArray<string>.Builder faults, long stream)
        {
            var from = start == 0 ? 0 : 1;
            var length = rewards.Count - from;
            if (length > 0)
            {
                var before = start == 0 ? new float[Actions] : actions.Take(Actions);
                var found = CounterCheck.Faults(
                    1, length, [.. observations.Skip(from * Counter.Width)], [.. before, .. actions.Skip(from * Actions)], [.. rewards.Skip(from)], [.. first.Skip(from)], [.. last.Skip(from)], [.. terminal.Skip(from)]);
                foreach (var fault in found) faults.Add($"stream {stream} from step {start + from}: {fault}");
            }

            observations.Clear();
            actions.Clear();
            rewards.Clear();
            first.Clear();
            last.Clear();
            terminal.Clear();
            start = index;
        }

        private static float[] Floats(ReadOnlySpan<byte> columns, ref int at, int count)
        {
            var numbers = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(columns.Slice(at, 4 * count)).ToArray();
            at += 4 * count;
            return numbers;
        }
    }
}
