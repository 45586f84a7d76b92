using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>Sets of weights as bytes, for another process: their flat numbers one set after the other, float32, little-endian.</summary>
internal static class WeightBytes
{
    /// <summary>How many. Throws <see cref="OverflowException"/> beyond 2 GiB.</summary>
    public static int Count(ReadOnlySpan<Weights> sets)
    {
        long numbers = 0;
        foreach (var weights in sets) numbers += weights.Count;
        return checked((int)(numbers * sizeof(float)));
    }

    /// <summary>Copies them out.</summary>
    public static void CopyTo(Span<byte> target, params ReadOnlySpan<Weights> sets)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        foreach (var weights in sets)
        {
            if (weights.Count == 0) continue;
            weights.Flat.to(CPU).bytes.CopyTo(target);
            target = target[(int)(weights.Count * sizeof(float))..];
        }
    }

    /// <summary>Copies them in. Throws <see cref="InvalidDataException"/>, and changes nothing, when there are more or fewer than these sets have.</summary>
    public static void CopyFrom(ReadOnlySpan<byte> source, params ReadOnlySpan<Weights> sets)
    {
        if (source.Length != Count(sets)) throw new InvalidDataException($"The weights of this policy take {Count(sets)} bytes; {source.Length} came. Do both sides run the same version with the same options?");
        using var scope = NewDisposeScope();
        using var off = no_grad();
        foreach (var weights in sets)
        {
            if (weights.Count == 0) continue;
            var host = empty([weights.Count], float32);
            source[..(int)(weights.Count * sizeof(float))].CopyTo(host.bytes);
            weights.Flat.copy_(host);
            weights.Refresh();
            source = source[(int)(weights.Count * sizeof(float))..];
        }
    }
}
