using System.Collections.Immutable;
using Akka.Actor;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Evaluating;
using AkkaDreamer.Actors.Imagining;
using AkkaDreamer.Actors.Learning;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;

namespace AkkaDreamer.Actors.Run;

/// <summary>The parts of a run that are alive, by name: makes them, watches them, and speaks to those that are there.</summary>
internal sealed class RunChildren(RunPlan plan, IActorContext context)
{
    public const string Replay = "replay";
    public const string Environments = "environments";
    public const string Nodes = "nodes";
    public const string WorldModel = "world-model";
    public const string Imagination = "imagination";
    public const string Evaluator = "evaluator";
    public const string Checkpoints = "checkpoints";
    public const string Metrics = "metrics";

    /// <summary>They come back together.</summary>
    public static readonly ImmutableArray<string> Pair = [Imagination, WorldModel];

    /// <summary>In lockstep these come back with the pair.</summary>
    public static readonly ImmutableArray<string> Acting = [Environments];

    /// <summary>They speak to replay, and come back with it: each knows the one it was made with.</summary>
    public static readonly ImmutableArray<string> OnReplay = [Nodes, .. Acting, .. Pair];

    /// <summary>They talk to one another, and end their work before any of them is stopped.</summary>
    public static readonly ImmutableArray<string> Working = [Nodes, Environments, Evaluator, Imagination, WorldModel, Replay];

    private static readonly ImmutableArray<string> StopOrder = [.. Working, Checkpoints, Metrics];

    private readonly Dictionary<string, IActorRef> alive = [];
    private int groups; // of environments, so far

    public void StartMetrics() => Start(Metrics, Props.Create(() => new Metrics(plan.Metrics)).WithDispatcher(plan.Dispatchers.Files));

    public void StartCheckpoints(ImmutableList<KnownCheckpoint> known)
    {
        var settings = plan.Checkpoints with { Known = known };
        Start(Checkpoints, Props.Create(() => new Checkpoints(settings)).WithDispatcher(plan.Dispatchers.Files));
    }

    public void StartReplay() => Start(Replay, plan.Replay(context.Self));

    public void StartEvaluator()
    {
        if (!alive.ContainsKey(Evaluator)) Start(Evaluator, Props.Create(() => new Evaluator(plan.Evaluator)).WithDispatcher(plan.Dispatchers.Evaluator));
    }

    /// <summary>Learner and imagination, both from the same cut or both fresh.</summary>
    public void StartPair(long update, LoadedCheckpoint? from, Action<IDisposable> retire)
    {
        CheckpointHalves? Halves() => from is null ? null : new CheckpointHalves(from.Parts[CheckpointParts.WorldModel], from.Parts[CheckpointParts.Imagination]);
        var learner = plan.Learner with { Update = update, From = Halves(), Retire = trainer => { lock (retire) retire(trainer); } };
        var imagination = learner with { From = Halves(), TakeComputeShare = plan.TakeImaginationShare };
        var replay = alive[Replay];
        var first = Start(WorldModel, Props.Create(() => new WorldModelLearner(learner, replay)).WithDispatcher(plan.Dispatchers.Learner));
        Start(Imagination, Props.Create(() => new Imagination(imagination, first, replay)).WithDispatcher(plan.Dispatchers.Imagination));
    }

    /// <summary>The environments, unless they are there: with new streams, or with those that were open at the cut.</summary>
    public void StartEnvironments(ReplayReady ready, LoadedCheckpoint? cut)
    {
        if (alive.ContainsKey(Environments)) return;
        var settings = new EnvironmentGroupSettings
        {
            Count = plan.Environments,
            Environment = plan.Environment,
            NextStream = plan.Nodes is null ? ready.NextStream : StreamBlocks.Local(ready.Epoch, groups++),
            Open = ready.Open,
            Captured = cut?.Parts ?? EnvironmentGroupSettings.NothingCaptured,
            Dispatcher = plan.Dispatchers.Environments,
        };
        var replay = alive[Replay];
        Start(Environments, Props.Create(() => new EnvironmentGroup(settings, replay)));
    }

    /// <summary>The desk for other machines, where there is a cluster and unless it is there.</summary>
    public void StartNodes(Guid run, long epoch)
    {
        if (plan.Nodes is { } nodes && !alive.ContainsKey(Nodes)) Start(Nodes, nodes(run, epoch, alive[Replay]));
    }

    /// <summary>True when a part is there.</summary>
    public bool Has(string name) => alive.ContainsKey(name);

    /// <summary>Says something to a part; false when it is not there: whoever asked asks again.</summary>
    public bool Tell(string name, object message)
    {
        if (!alive.TryGetValue(name, out var child)) return false;
        child.Tell(message);
        return true;
    }

    /// <summary>Passes on what another said.</summary>
    public void Forward(string name, object message)
    {
        if (alive.TryGetValue(name, out var child)) child.Forward(message);
    }

    /// <summary>Stops a part, those who only listen once they have heard everything; false when it is not there.</summary>
    public bool Stop(string name)
    {
        if (!alive.TryGetValue(name, out var child)) return false;
        if (name is Checkpoints or Metrics) child.Tell(PoisonPill.Instance);
        else context.Stop(child);
        return true;
    }

    /// <summary>The part to stop next at the end; null when all are gone.</summary>
    public string? NextToStop() => StopOrder.FirstOrDefault(alive.ContainsKey);

    /// <summary>A part is gone: its name, or null when it was none of these.</summary>
    public string? Gone(IActorRef dead)
    {
        foreach (var (name, child) in alive)
        {
            if (!child.Equals(dead)) continue;
            alive.Remove(name);
            return name;
        }

        return null;
    }

    private IActorRef Start(string name, Props props) => alive[name] = context.Watch(context.ActorOf(props, name));
}
