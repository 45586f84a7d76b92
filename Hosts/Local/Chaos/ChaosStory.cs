using System.Collections.Immutable;

namespace AkkaDreamer.Hosts.Local.Chaos;

/// <summary>Which faults, in which order, how long after the training was last seen to act: all by a seed. Every fault comes once before any comes twice.</summary>
public sealed class ChaosStory(ulong seed)
{
    private static readonly ImmutableArray<ChaosFault> All = [.. Enum.GetValues<ChaosFault>()];
    private readonly Random random = new((int)(seed ^ (seed >> 32)));
    private readonly Queue<ChaosFault> next = new();

    /// <summary>The next fault.</summary>
    public ChaosFault Fault()
    {
        if (next.Count == 0)
        {
            var order = All.ToArray();
            random.Shuffle(order);
            foreach (var fault in order) next.Enqueue(fault);
        }

        return next.Dequeue();
    }

    /// <summary>Up to so long.</summary>
    public TimeSpan Moment(TimeSpan most) => most * random.NextDouble();

    /// <summary>A number from 0 to below <paramref name="count"/>.</summary>
    public long Number(long count) => random.NextInt64(count);
}
