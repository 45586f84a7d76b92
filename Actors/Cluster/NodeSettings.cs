using Akka.Actor;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>What a node's actors are told.</summary>
public sealed record NodeSettings
{
    /// <summary>This process.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is there for: <see cref="NodeRole.Environments"/> or <see cref="NodeRole.Evaluator"/>.</summary>
    public required NodeRole Role { get; init; }

    /// <summary>How many environments it brings.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The cluster's secret.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>Where a learner may be: every desk that is worth knocking at now.</summary>
    public required Func<ActorSystem, IEnumerable<ICanTell>> Desks { get; init; }

    /// <summary>What to do for a run that told its configuration. Throws <c>ConfigurationException</c>, <see cref="ArgumentException"/> or an environment's fault when this machine cannot do it.</summary>
    public required Func<Admitted, NodePart> Part { get; init; }

    /// <summary>Chunks that are not stored yet.</summary>
    public required ChunkKeep Keep { get; init; }

    /// <summary>Told how the node is, whenever that changes. From any thread.</summary>
    public Action<NodeView> Show { get; init; } = _ => { };

    /// <summary>The dispatcher on which environments decide.</summary>
    public string Dispatcher { get; init; } = "akka.actor.default-dispatcher";

    /// <summary>The dispatcher of the evaluator.</summary>
    public string EvaluatorDispatcher { get; init; } = "akka.actor.default-dispatcher";

    /// <summary>How often what is not answered is said again.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A learner that says nothing for so long is looked for anew, and nothing is done for it any more: so a node that is cut off stops within 10 s, on a busy machine too.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>When no learner has answered for so long, the actor system ends, and its process makes a new one. Longer than any takeover.</summary>
    public TimeSpan GiveUp { get; init; } = TimeSpan.FromSeconds(27);

    /// <summary>Weights are pulled at most this often, unless a credit demands newer ones.</summary>
    public TimeSpan PolicyEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often the mirror looks around.</summary>
    public TimeSpan PolicyTick { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Parts of a transfer under way at once.</summary>
    public int Window { get; init; } = 8;

    /// <summary>A part that has not come for so long is asked for again.</summary>
    public TimeSpan PartPatience { get; init; } = TimeSpan.FromSeconds(2);
}
