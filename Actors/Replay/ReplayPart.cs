using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// Replay's part of a checkpoint: counters, generator and sampler always; in lockstep also which pages are held, how far every stream is, and every latent, so that the store can be made again exactly.
/// The steps themselves are in the segments.
/// </summary>
public static class ReplayPart
{
    /// <summary>The part's name in a checkpoint.</summary>
    public const string Name = "replay";

    /// <summary>Everything at a cut. <paramref name="exact"/>: lockstep.</summary>
    public static StateSnapshot Capture(Gate gate, CutPosition position, StepStore store, ISequenceSampler sampler, IReadOnlyDictionary<long, StreamFact> streams, long nextStream, bool exact)
    {
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>();
        void Put(string key, long value) => metadata[key] = value.ToString(CultureInfo.InvariantCulture);
        Put("updates", gate.Updates);
        Put("steps", gate.Steps);
        Put("learning-from", gate.LearningFrom ?? -1);
        Put("policy-version", gate.PolicyVersion);
        Put("turn", gate.Turn);
        Put("turn-left", gate.TurnLeft);
        Put("facts", position.Facts);
        Put("next-stream", nextStream);
        metadata["generator"] = position.Generator;
        var tensors = ImmutableArray.CreateBuilder<NamedTensor>();
        tensors.Add(Longs("sampler", sampler.Capture(), 1));
        if (!exact) return new StateSnapshot(tensors.ToImmutable(), metadata.ToImmutable());
        tensors.Add(Longs("pages", [.. store.PagesByAge.SelectMany(page => new[] { page.Stream, page.Number, page.Segment })], 3));
        tensors.Add(Longs("held", [.. store.Streams.SelectMany(stream => new[] { stream.Id, stream.Environment, stream.First, stream.End, stream.Ended ? 1 : 0 })], 5));
        tensors.Add(Longs("streams", [.. streams.Values.OrderBy(stream => stream.Stream).SelectMany(stream => new[] { stream.Stream, stream.Environment, stream.NextNumber, stream.NextIndex, stream.Ended ? 1 : 0 })], 5));
        if (store.Layout.Latent is { } spec) tensors.AddRange(Latents(store, spec));
        return new StateSnapshot(tensors.ToImmutable(), metadata.ToImmutable());
    }

    /// <summary>A counter of a part. Throws <see cref="InvalidDataException"/> when it is not there.</summary>
    public static long Counter(StateSnapshot part, string key) =>
        part.Metadata.TryGetValue(key, out var text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidDataException($"Replay's part of the checkpoint has no number '{key}'.");

    /// <summary>A table of a part. Throws <see cref="InvalidDataException"/> when it is not there.</summary>
    public static ReadOnlySpan<long> Table(StateSnapshot part, string name) => MemoryMarshal.Cast<byte, long>(Find(part, name, "I64").Bytes);

    /// <summary>The streams at the cut.</summary>
    public static ImmutableArray<StreamFact> Streams(StateSnapshot part)
    {
        var table = Table(part, "streams");
        var streams = ImmutableArray.CreateBuilder<StreamFact>(table.Length / 5);
        for (var i = 0; i < table.Length; i += 5) streams.Add(new StreamFact(table[i], (int)table[i + 1], table[i + 2], table[i + 3], table[i + 4] == 1));
        return streams.ToImmutable();
    }

    /// <summary>Makes an empty store again as it was at the cut, but for the steps, which come by <see cref="StepStore.Fill"/>.</summary>
    public static void Restore(StateSnapshot part, StepStore store)
    {
        var held = Table(part, "held");
        for (var i = 0; i < held.Length; i += 5) store.Restore(held[i], (int)held[i + 1], held[i + 2], held[i + 3], held[i + 4] == 1);
        var pages = Table(part, "pages");
        for (var i = 0; i < pages.Length; i += 3)
            store.RestorePage(store.Find(pages[i]) ?? throw new InvalidDataException($"Replay's part of the checkpoint has a page of stream {pages[i]}, which it does not hold."), pages[i + 1], pages[i + 2]);
        if (store.Layout.Latent is { } spec) RestoreLatents(part, store, spec);
    }

    private static IEnumerable<NamedTensor> Latents(StepStore store, LatentSpec spec)
    {
        var rows = (long)store.PagesByAge.Count * store.Bounds.PageSteps;
        var (h, z, valid) = (new byte[rows * spec.Deterministic * 2], new byte[rows * spec.Stochastic], new byte[rows]);
        var page = 0;
        foreach (var latents in store.PagesByAge.Select(held => held.Latents!))
        {
            var row = page++ * store.Bounds.PageSteps;
            for (var i = 0; i < store.Bounds.PageSteps; i++)
            {
                if (!latents.Valid[i]) continue;
                valid[row + i] = 1;
                Buffer.BlockCopy(latents.Deterministic, i * spec.Deterministic * 2, h, (row + i) * spec.Deterministic * 2, spec.Deterministic * 2);
                Buffer.BlockCopy(latents.Stochastic, i * spec.Stochastic, z, (row + i) * spec.Stochastic, spec.Stochastic);
            }
        }

        yield return new NamedTensor("latent.h", "BF16", [rows, spec.Deterministic], h);
        yield return new NamedTensor("latent.z", "U8", [rows, spec.Stochastic], z);
        yield return new NamedTensor("latent.valid", "U8", [rows], valid);
    }

    private static void RestoreLatents(StateSnapshot part, StepStore store, LatentSpec spec)
    {
        var (h, z, valid) = (Find(part, "latent.h", "BF16").Bytes, Find(part, "latent.z", "U8").Bytes, Find(part, "latent.valid", "U8").Bytes);
        var steps = store.Bounds.PageSteps;
        if (valid.Length != store.PagesByAge.Count * steps) throw new InvalidDataException($"Replay's part of the checkpoint has {valid.Length} latents for {store.PagesByAge.Count * steps} steps.");
        var page = 0;
        foreach (var latents in store.PagesByAge.Select(held => held.Latents!))
        {
            var row = page++ * steps;
            Buffer.BlockCopy(h, row * spec.Deterministic * 2, latents.Deterministic, 0, steps * spec.Deterministic * 2);
            Buffer.BlockCopy(z, row * spec.Stochastic, latents.Stochastic, 0, steps * spec.Stochastic);
            for (var i = 0; i < steps; i++) latents.Valid[i] = valid[row + i] == 1;
        }
    }

    private static NamedTensor Longs(string name, long[] values, int width) => new(name, "I64", [values.Length / width, width], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    private static NamedTensor Find(StateSnapshot part, string name, string type) =>
        part.Tensors.FirstOrDefault(tensor => tensor.Name == name && tensor.Type == type) ?? throw new InvalidDataException($"Replay's part of the checkpoint has no table '{name}' of {type}.");
}
