namespace AkkaDreamer.Environments;

/// <summary>
/// The random draws of one episode, made from its seed alone, so that equal seeds give equal episodes on every machine (splitmix64; Steele, Lea and Flood 2014).
/// </summary>
public sealed class EpisodeRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Uniform in 0 .. <paramref name="count"/> - 1 (the bias of the remainder is below count / 2^64).</summary>
    public int NextInt32(int count) => (int)(NextUInt64() % (ulong)count);

    /// <summary>Standard normal (Box and Muller 1958, one of the pair).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());
}
