using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Acting;

/// <summary>A policy, the version of its weights, and the request for newer ones that is under way.</summary>
public sealed class PolicyHolder(IPolicy policy) : IDisposable
{
    /// <summary>The update whose weights are loaded; -1 before any.</summary>
    public long Version { get; private set; } = -1;

    /// <summary>The unanswered request.</summary>
    public RequestPolicy? Asked { get; private set; }

    /// <summary>Whether the loaded weights may act for a credit: new enough or, in lockstep, exactly these.</summary>
    public bool Serves(long version, bool exactly) => exactly ? Version == version : Version >= 0 && Version >= version;

    /// <summary>The request to send, and to repeat until <see cref="Take"/>.</summary>
    public RequestPolicy Ask(long requestId, long atLeast) => Asked = new RequestPolicy(requestId, atLeast);

    /// <summary>Loads what was asked for and gives the loan back. False when it answers an older request.</summary>
    public bool Take(PolicyReady ready)
    {
        using var loan = ready.Policy;
        if (Asked?.RequestId != ready.RequestId) return false;
        loan.LoadInto(policy);
        Version = loan.Version;
        Asked = null;
        return true;
    }

    /// <summary>Versions count anew: the loaded weights serve no credit, and the request is no longer good.</summary>
    public void Forget() => (Version, Asked) = (-1, null);

    /// <inheritdoc cref="IPolicy.Act"/>
    public Decision Act(IReadOnlyList<Array> observation, PolicyState? state, RandomState? random)
    {
        var decision = policy.Act(observation, state, random);
        foreach (var number in decision.Action)
        {
            if (!float.IsFinite(number)) throw new InvalidOperationException($"The policy of version {Version} gave an action that is not finite.");
        }

        return decision;
    }

    /// <inheritdoc/>
    public void Dispose() => policy.Dispose();
}
