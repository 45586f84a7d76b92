namespace AkkaDreamer.Models;

/// <summary>
/// A small random generator whose whole state is four numbers that can be saved (xoshiro256**; Blackman and Vigna 2018, seeded by splitmix64). For draws outside tensors: acting, seeds, sampling of replay.
/// </summary>
public sealed class RandomState
{
    private ulong a, b, c, d;

    /// <summary>A generator for a seed.</summary>
    public RandomState(ulong seed)
    {
        a = Mix(ref seed);
        b = Mix(ref seed);
        c = Mix(ref seed);
        d = Mix(ref seed);
    }

    private RandomState(ulong a, ulong b, ulong c, ulong d) => (this.a, this.b, this.c, this.d) = (a, b, c, d);

    /// <summary>The seed of a named part of a run, so that parts draw independently: a stable hash of both.</summary>
    public static ulong Derive(ulong seed, string part)
    {
        foreach (var letter in part) seed = (seed ^ letter) * 0x100000001B3;
        return Mix(ref seed);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        var result = ulong.RotateLeft(b * 5, 7) * 9;
        var t = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = ulong.RotateLeft(d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 .. count - 1, without bias.</summary>
    public long NextInt64(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var limit = ulong.MaxValue - (ulong.MaxValue % (ulong)count);
        ulong draw;
        do draw = NextUInt64(); while (draw >= limit);
        return (long)(draw % (ulong)count);
    }

    /// <summary>Standard normal (Box and Muller 1958, one of the pair).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>The state as text, for checkpoints.</summary>
    public override string ToString() => $"{a:x16}{b:x16}{c:x16}{d:x16}";

    /// <summary>The generator that <see cref="ToString"/> described. Throws <see cref="FormatException"/> otherwise.</summary>
    public static RandomState Parse(string text)
    {
        if (text.Length != 64) throw new FormatException($"A generator's state is 64 hexadecimal digits, not '{text}'.");
        ulong Part(int i) => Convert.ToUInt64(text.Substring(16 * i, 16), 16);
        return new RandomState(Part(0), Part(1), Part(2), Part(3));
    }

    private static ulong Mix(ref ulong seed)
    {
        seed += 0x9E3779B97F4A7C15;
        var z = seed;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
