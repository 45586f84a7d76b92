using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AkkaDreamer.Models;

namespace AkkaDreamer.Tests.Support;

/// <summary>Weights of the fakes: 64-bit words stirred with whatever is learned from.</summary>
internal static class FakeNumbers
{
    public const int Count = 16;

    public static ulong[] Fresh(ulong seed)
    {
        var random = new RandomState(seed);
        return [.. Enumerable.Range(0, Count).Select(_ => random.NextUInt64())];
    }

    public static void Stir(ulong[] words, ulong with)
    {
        for (var i = 0; i < words.Length; i++) words[i] = ulong.RotateLeft((words[i] ^ with) * 0x9E3779B97F4A7C15, i + 7);
    }

    public static ulong Hash(Array array) => Hash(array switch
    {
        float[] numbers => MemoryMarshal.AsBytes(numbers.AsSpan()),
        byte[] bytes => bytes,
        ushort[] halves => MemoryMarshal.AsBytes(halves.AsSpan()),
        StepKey[] keys => MemoryMarshal.AsBytes(keys.AsSpan()),
        bool[] flags => MemoryMarshal.AsBytes(flags.AsSpan()),
        _ => throw new ArgumentException($"{array.GetType()} is not hashed."),
    });

    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var value in bytes) hash = (hash ^ value) * 0x100000001B3;
        return hash;
    }

    public static StateSnapshot Capture(ulong[] words, RandomState random, long version) => new(
        [new NamedTensor("words", "U64", [words.Length], MemoryMarshal.AsBytes(words.AsSpan()).ToArray())],
        new Dictionary<string, string> { ["random"] = random.ToString(), ["version"] = $"{version}" }.ToImmutableSortedDictionary());

    public static (ulong[] Words, RandomState Random, long Version) Restore(StateSnapshot state) => (
        MemoryMarshal.Cast<byte, ulong>(state.Tensors.Single(tensor => tensor.Name == "words").Bytes).ToArray(),
        RandomState.Parse(state.Metadata["random"]),
        long.Parse(state.Metadata["version"]));
}
