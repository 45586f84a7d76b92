using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Imagining;

/// <summary>
/// One reader's share of published weights. Several readers share one buffer, which goes back to the agent when the last of them and the publisher let go; a loan may also stand for the
/// weights of a checkpoint, before the first update after a resume. Disposed once, by whoever holds it.
/// </summary>
public sealed class PolicyLoan : IDisposable
{
    private readonly PublishedPolicy owner;
    private int returned;

    internal PolicyLoan(PublishedPolicy owner, long version) => (this.owner, Version) = (owner, version);

    /// <summary>The last update that these weights are the policy of.</summary>
    public long Version { get; }

    /// <summary>True once given back.</summary>
    public bool IsReturned => Volatile.Read(ref returned) != 0;

    /// <summary>The weights on loan; null when they come from a checkpoint.</summary>
    public PolicyWeights? Weights => owner.Weights;

    /// <summary>Copies the weights into a policy.</summary>
    public void LoadInto(IPolicy policy)
    {
        ObjectDisposedException.ThrowIf(IsReturned, this);
        owner.LoadInto(policy);
    }

    /// <summary>Gives the loan back. A second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref returned, 1) == 0) owner.Release();
    }
}
