using Akka.Actor;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>What the learner's side of a cluster is told.</summary>
public sealed record NodeDeskSettings
{
    /// <summary>The cluster's secret.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>The run.</summary>
    public required Guid Run { get; init; }

    /// <summary>Its epoch.</summary>
    public required long Epoch { get; init; }

    /// <summary>The run's configuration as nodes are told it.</summary>
    public required string Configuration { get; init; }

    /// <summary>Environments of nodes are numbered from here: those of the learner's own process come before.</summary>
    public required int FirstEnvironment { get; init; }

    /// <summary>How many environments nodes may have together.</summary>
    public required int MostEnvironments { get; init; }

    /// <summary>Numbers admissions, each with another number than any before in this epoch, also by a desk that died: a stream's number comes of it, and what a node keeps of an earlier stream must not be taken for one of a later.</summary>
    public required Func<int> NextAdmission { get; init; }

    /// <summary>Bytes of the largest chunk of steps.</summary>
    public required int LargestChunk { get; init; }

    /// <summary>Something that can take a policy's weights and write them as bytes.</summary>
    public required Func<IPolicy> CreatePolicy { get; init; }

    /// <summary>Sets the calling thread's share of the cores; called before computing.</summary>
    public Action TakeComputeShare { get; init; } = () => { };

    /// <summary>Puts a member out of the cluster, for a reason.</summary>
    public Action<ActorSystem, Address, string> Down { get; init; } = (_, _, _) => { };

    /// <summary>The dispatcher on which weights are made into bytes.</summary>
    public string Dispatcher { get; init; } = "akka.actor.default-dispatcher";

    /// <summary>How often nodes are counted and requests repeated.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a challenge is good.</summary>
    public TimeSpan ProveWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a member of the cluster may be there without having been admitted.</summary>
    public TimeSpan StrangersFor { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Parts of a transfer under way at once.</summary>
    public int Window { get; init; } = 8;

    /// <summary>A part that has not come for so long is asked for again.</summary>
    public TimeSpan PartPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest evaluation whose result fits into a message.</summary>
    public int MostEpisodes { get; init; } = 2_000;
}
