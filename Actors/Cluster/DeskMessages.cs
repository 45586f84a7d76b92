using System.Collections.Immutable;
using Akka.Actor;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Cluster;

// What NodeDesk and the run's supervisor say to each other, within their process.

/// <summary>NodeDesk to RunSupervisor: so many nodes are there to evaluate.</summary>
public sealed record EvaluatorsSeen(int Count) : INoSerializationVerificationNeeded;

/// <summary>NodeDesk to RunSupervisor: no node plays this evaluation, or the one that did is gone.</summary>
public sealed record EvaluationLost(Evaluate Asked) : INoSerializationVerificationNeeded;

/// <summary>To NodeDesk, from whoever watches the members: the addresses of all others that are up, and how many are there to learn, this one included.</summary>
public sealed record MembersSeen(ImmutableArray<Address> Others, int Learners) : INoSerializationVerificationNeeded;

/// <summary>Where a guest stands: the node that it speaks for, its environments, its streams.</summary>
public sealed record GuestPost(IActorRef Node, int First, int Count, long FirstStream, long Generation);

/// <summary>WeightsDesk to NodeDesk: it begins, or begins again after a failure, and does not know the generation. Answered by <see cref="GenerationBegan"/>.</summary>
public sealed record WeightsBegan : INoSerializationVerificationNeeded
{
    /// <summary>The one there is.</summary>
    public static readonly WeightsBegan Instance = new();
}

/// <summary>To NodeDesk from those beside it: payload bytes that went out and came in since the last such message.</summary>
public sealed record BytesMoved(long Sent, long Received) : INoSerializationVerificationNeeded;
