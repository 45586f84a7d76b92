using Akka.Actor;
using Akka.Event;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>
/// The root of a node: knocks until a learner lets it in, works for it, and looks for one anew when it falls silent or dies. When nobody has answered for long it ends, so that its process can make a new actor system.
/// It keeps nothing but <see cref="NodeSettings.Keep"/>.
/// </summary>
public sealed class Node : ReceiveActor, IWithTimers
{
    private const int Impatience = 4; // who looks for a learner knocks more often than it looks around when it has one

    private readonly NodeSettings settings;
    private readonly TaskCompletionSource<NodeEnd> ended;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Dictionary<string, byte[]> challenges = []; // by the desk's path
    private Knock knock;
    private Admitted? admitted;
    private IActorRef guest = ActorRefs.Nobody;
    private IActorRef lastGuest = ActorRefs.Nobody;
    private IActorRef work = ActorRefs.Nobody;
    private DateTimeOffset heardAt;
    private NodeView view = NodeView.Empty;
    private Exception? failure;
    private NodeEnd? ending;
    private long alive, generation, workers;

    /// <summary>A node; <paramref name="ended"/> is completed when it ends, and never faulted.</summary>
    public Node(NodeSettings settings, TaskCompletionSource<NodeEnd> ended)
    {
        this.settings = settings;
        this.ended = ended;
        knock = NewKnock();

        Receive<Challenged>(OnChallenged);
        Receive<Admitted>(OnAdmitted);
        Receive<Prepared>(OnPrepared);
        Receive<Refused>(OnRefused);
        Receive<LearnerAlive>(OnAlive);
        Receive<Evaluate>(asked => Sender.Equals(guest), asked => work.Tell(asked));
        Receive<RunOver>(OnRunOver);
        Receive<EnvironmentsGone>(gone => End(new NodeEnd(NodeEndKind.Refused, gone.Line)));
        Receive<PolicyTaken>(taken => Show(view with { Policy = taken.Version }));
        Receive<EpisodeFinished>(_ => Show(view with { Episodes = view.Episodes + 1 }));
        Receive<FaultSeen>(fault => log.Warning("{0} fault, {1}: {2}", fault.Class, fault.Source, fault.Line));
        Receive<IReport>(_ => { });
        Receive<StopNode>(stop => End(new NodeEnd(NodeEndKind.Stopped, stop.Reason)));
        Receive<Terminated>(dead => OnTerminated(dead.ActorRef));
        Receive<Tick>(_ => OnTick());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(fault =>
    {
        failure = fault;
        return Directive.Stop;
    });

    /// <inheritdoc/>
    protected override void PreStart()
    {
        heardAt = Context.System.SteadyNow();
        LookAround(settings.Tick / Impatience);
        Show(view with { Doing = "looking for the learner" });
        Knock();
    }

    private void LookAround(TimeSpan every) => Timers.StartPeriodicTimer("tick", Tick.Instance, every);

    /// <inheritdoc/>
    protected override void PostStop() => ended.TrySetResult(ending ?? new NodeEnd(NodeEndKind.Lost, "the node's actors were stopped"));

    private Knock NewKnock() => new(Protocol.Knock.Spoken, settings.Id, Proofs.Nonce(), settings.Role, settings.Role == NodeRole.Environments ? settings.Count : 1);

    private void Knock()
    {
        foreach (var desk in settings.Desks(Context.System)) desk.Tell(knock, Self);
    }

    private void OnChallenged(Challenged challenge)
    {
        if (admitted is not null || challenge.Nonce.Length != Proofs.Bytes) return;
        challenges[PathOf(Sender.Path)] = challenge.Nonce;
        Sender.Tell(new Prove(settings.Id, Proofs.OfNode(settings.Secret, knock, challenge.Nonce)));
    }

    private void OnAdmitted(Admitted message)
    {
        if (admitted is not null || !challenges.TryGetValue(PathOf(Sender.Path.Parent), out var challenge)) return;
        if (!Proofs.Match(Proofs.OfLearner(settings.Secret, knock, challenge, message), message.Proof))
        {
            log.Warning("{0} does not know the cluster's secret: it is not believed", Sender.Path);
            return;
        }

        (admitted, guest, generation) = (message, Context.Watch(Sender), message.Generation);
        heardAt = Context.System.SteadyNow();
        challenges.Clear();
        settings.Keep.BeginRun(message.Run);
        LookAround(settings.Tick);
        log.Info("Admitted by {0} to run {1}, epoch {2}", guest.Path.Address, message.Run, message.Epoch);
        if (settings.Role == NodeRole.Learner)
        {
            Show(view with { Doing = "standing by", Run = message.Run });
            return;
        }

        Show(view with { Doing = "making its environments", Run = message.Run, FirstEnvironment = message.FirstEnvironment, Policy = -1 });
        var make = settings.Part;
        Task.Run(() => make(message)).PipeTo(Self, success: part => new Prepared(message, part, null), failure: fault => new Prepared(message, null, fault));
    }

    private void OnPrepared(Prepared prepared)
    {
        if (prepared.For != admitted) return;
        if (prepared.Part is not { } part)
        {
            End(new NodeEnd(NodeEndKind.Refused, $"this machine cannot do what the run wants: {OneLine.Of(prepared.Fault)}"));
            return;
        }

        var (told, behind) = (admitted, guest);
        work = Context.Watch(Context.ActorOf(Props.Create(() => new NodeWork(settings, told, part, behind)), $"work-{workers++}"));
        if (generation != told.Generation) work.Tell(new GenerationBegan(generation));
        Show(view with { Doing = settings.Role == NodeRole.Evaluator ? "evaluating" : "acting" });
    }

    private void OnRefused(Refused refused)
    {
        if (admitted is null) End(new NodeEnd(NodeEndKind.Refused, refused.Reason == "refused"
            ? $"the learner at {Sender.Path.Address} refused this node: both need the same secret (dreamer.cluster.secret)"
            : $"the learner at {Sender.Path.Address} refused this node: {refused.Reason}"));
    }

    private void OnAlive(LearnerAlive answer)
    {
        if (!Sender.Equals(guest)) return;
        heardAt = Context.System.SteadyNow();
        if (answer.Generation == generation) return;
        generation = answer.Generation;
        work.Tell(new GenerationBegan(generation));
    }

    private void OnRunOver(RunOver over)
    {
        if (!Sender.Equals(guest) && !Sender.Equals(lastGuest)) return; // its death may be heard of first
        log.Info("The run is over{0}: {1}", over.Done ? "" : " for now", over.Line);
        if (over.Done) End(new NodeEnd(NodeEndKind.RunOver, over.Line));
        else if (admitted is not null) Seek("the run stopped");
    }

    private void OnTerminated(IActorRef dead)
    {
        if (dead.Equals(guest)) Seek("the learner is gone");
        else if (dead.Equals(work)) End(new NodeEnd(NodeEndKind.Refused, OneLine.Of(failure)));
    }

    private void OnTick()
    {
        var silent = Context.System.SteadyNow() - heardAt;
        if (silent >= settings.GiveUp) End(new NodeEnd(NodeEndKind.Lost, $"no learner has answered for {silent.TotalSeconds:0} s"));
        else if (admitted is null) Knock();
        else if (silent >= settings.Silence) Seek($"the learner has said nothing for {silent.TotalSeconds:0} s");
        else guest.Tell(new NodeAlive(++alive, view.Policy, settings.Keep.Count));
        if (settings.Keep.Count != view.Kept) Show(view with { Kept = settings.Keep.Count });
    }

    /// <summary>Ends the work, and looks for a learner anew. What is not stored yet stays in the keep.</summary>
    private void Seek(string why)
    {
        log.Warning("Looking for the learner: {0}; {1} chunks are kept", why, settings.Keep.Count);
        Context.Unwatch(guest);
        Context.Unwatch(work);
        Context.Stop(work);
        (admitted, lastGuest, guest, work) = (null, guest, ActorRefs.Nobody, ActorRefs.Nobody);
        challenges.Clear();
        knock = NewKnock();
        LookAround(settings.Tick / Impatience);
        Show(view with { Doing = $"looking for the learner: {why}" });
        Knock();
    }

    private void End(NodeEnd how)
    {
        if (ending is not null) return;
        ending = how;
        guest.Tell(new NodeLeft(OneLine.Cut(how.Line, 250)));
        Context.Stop(Self);
    }

    private void Show(NodeView next) => settings.Show(view = next);

    private static string PathOf(ActorPath path) => path.ToStringWithoutAddress() + "@" + path.Address;

    private sealed record Prepared(Admitted For, NodePart? Part, Exception? Fault) : INoSerializationVerificationNeeded;

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
