using System.Runtime.InteropServices;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Acting;

/// <summary>Lays steps of a stream one behind the other until they are taken as a <see cref="Chunk"/>.</summary>
public sealed class ChunkBuilder(int environment, LatentSpec? latent)
{
    private readonly List<Entry> entries = [];
    private long firstIndex;
    private long oldestPolicy;

    /// <summary>Steps laid so far.</summary>
    public int Count => entries.Count;

    /// <summary>Lays step number <paramref name="index"/> of the stream. <paramref name="action"/> [A] is zero at the end of an episode; <paramref name="policyVersion"/> is -1 for a random action.</summary>
    public void Add(long index, EnvironmentStep step, float[] action, LatentBatch? row, long policyVersion)
    {
        if (entries.Count == 0) (firstIndex, oldestPolicy) = (index, policyVersion);
        oldestPolicy = Math.Min(oldestPolicy, policyVersion);
        entries.Add(new Entry(step, action, row));
    }

    /// <summary>What was laid, as a chunk; null when nothing was. Starts anew.</summary>
    public Chunk? Take()
    {
        if (entries.Count == 0) return null;
        var chunk = new Chunk(
            environment,
            entries.Count,
            firstIndex,
            [.. Enumerable.Range(0, entries[0].Step.Observation.Arrays.Length).Select(Observations)],
            Concatenate(entries.Select(entry => entry.Action)),
            [.. entries.Select(entry => entry.Step.Reward)],
            [.. entries.Select(entry => Flag(entry.Step.IsFirst))],
            [.. entries.Select(entry => Flag(entry.Step.IsLast))],
            [.. entries.Select(entry => Flag(entry.Step.IsTerminal))],
            latent is null ? null : Latents(latent),
            oldestPolicy);
        entries.Clear();
        return chunk;
    }

    private static byte Flag(bool set) => set ? (byte)1 : (byte)0;

    private static T[] Concatenate<T>(IEnumerable<T[]> parts) => [.. parts.SelectMany(part => part)];

    private Array Observations(int space)
    {
        var first = entries[0].Step.Observation.Arrays[space];
        var size = first.Length * Marshal.SizeOf(first.GetType().GetElementType()!);
        var all = Array.CreateInstance(first.GetType().GetElementType()!, first.Length * entries.Count);
        for (var i = 0; i < entries.Count; i++) Buffer.BlockCopy(entries[i].Step.Observation.Arrays[space], 0, all, i * size, size);
        return all;
    }

    private LatentBatch Latents(LatentSpec spec) => new(
        entries.Count,
        Concatenate(entries.Select(entry => entry.Latent?.Deterministic ?? new ushort[spec.Deterministic])),
        Concatenate(entries.Select(entry => entry.Latent?.Stochastic ?? new byte[spec.Stochastic])),
        [.. entries.Select(entry => entry.Latent?.Valid[0] ?? false)]);

    private sealed record Entry(EnvironmentStep Step, float[] Action, LatentBatch? Latent);
}
