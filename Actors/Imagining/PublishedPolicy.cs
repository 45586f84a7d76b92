using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Imagining;

/// <summary>The newest policy and who still reads it: a count of loans plus one for the publisher. The buffer is given back when the count reaches zero. Safe from any thread.</summary>
public sealed class PublishedPolicy
{
    private readonly Action<IPolicy> load;
    private int holders = 1;

    private PublishedPolicy(long version, PolicyWeights? weights, Action<IPolicy> load)
    {
        Version = version;
        Weights = weights;
        this.load = load;
    }

    /// <summary>The behaviour update whose result this is.</summary>
    public long Version { get; }

    /// <summary>The leased buffer; null for the weights of a checkpoint.</summary>
    public PolicyWeights? Weights { get; }

    /// <summary>Weights in a buffer of the agent, published after behaviour update <paramref name="version"/>.</summary>
    public static PublishedPolicy Of(long version, PolicyWeights weights) => new(version, weights, policy => policy.Load(weights));

    /// <summary>The two halves of a checkpoint, of behaviour update <paramref name="version"/>.</summary>
    public static PublishedPolicy Of(long version, StateSnapshot worldModel, StateSnapshot behaviour) => new(version, null, policy => policy.Load(worldModel, behaviour));

    /// <summary>Weights as bytes, from another process.</summary>
    public static PublishedPolicy Of(long version, byte[] weights) => new(version, null, policy => policy.Load(version, weights));

    /// <summary>A share for one reader. <paramref name="version"/>: the last update that these weights are the policy of, later than <see cref="Version"/> when updates were skipped.</summary>
    public PolicyLoan Lend(long version)
    {
        Interlocked.Increment(ref holders);
        return new PolicyLoan(this, version);
    }

    /// <summary>The publisher has a newer one, or ends.</summary>
    public void Retire() => Release();

    internal void LoadInto(IPolicy policy) => load(policy);

    internal void Release()
    {
        if (Interlocked.Decrement(ref holders) == 0) Weights?.Dispose();
    }
}
