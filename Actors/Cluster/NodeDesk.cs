using System.Security.Cryptography;
using Akka.Actor;
using Akka.Event;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Actors.Serialization;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>
/// Where nodes knock: it lets in who knows the cluster's secret, and gives each a guest, who speaks for it in this process. Whoever cannot prove it is refused, logged, counted, put out of the cluster, and told nothing.
/// It never waits for a node; a node that dies is a guest that ends, and replay cuts its streams on hearing of that.
/// </summary>
public sealed class NodeDesk : ReceiveActor, IWithTimers
{
    private const int MostPending = 64;

    private readonly NodeDeskSettings settings;
    private readonly IActorRef replay;
    private readonly IActorRef weights;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Dictionary<Guid, Knocked> pending = [];
    private readonly Dictionary<IActorRef, Guest> guests = [];
    private readonly Dictionary<Address, DateTimeOffset> strangers = []; // members, and when they were last known to be none
    private readonly bool[] taken;
    private Evaluate? evaluating;
    private long versionAsked; // the request that is to say which policy is the newest; 0: it is known
    private IActorRef? evaluator;
    private long generation, refusals, sent, received, requestId;
    private DateTimeOffset countedAt;
    private int learners = 1;

    /// <summary>A desk whose guests hand chunks to <paramref name="replay"/>. Its parent routes RequestPolicy and reports.</summary>
    public NodeDesk(NodeDeskSettings settings, IActorRef replay)
    {
        this.settings = settings;
        this.replay = replay;
        taken = new bool[settings.MostEnvironments];
        weights = Context.ActorOf(Props.Create(() => new WeightsDesk(settings)).WithDispatcher(settings.Dispatcher), "weights");

        Receive<Knock>(OnKnock);
        Receive<Prove>(OnProve);
        Receive<RequestPolicy>(request => Context.Parent.Forward(request));
        Receive<PolicyReady>(OnPolicy);
        Receive<EvaluationFinished>(OnEvaluated);
        Receive<IReport>(report => Context.Parent.Forward(report));
        Receive<Evaluate>(OnEvaluate);
        Receive<PolicyRestarted>(OnPolicyRestarted);
        Receive<WeightsBegan>(_ => weights.Tell(new GenerationBegan(generation)));
        Receive<MembersSeen>(OnMembers);
        Receive<BytesMoved>(moved =>
        {
            sent += moved.Sent;
            received += moved.Received;
        });
        Receive<RunOver>(over =>
        {
            foreach (var (guest, known) in guests) known.Knocked.From.Tell(over, guest);
        });
        Receive<Terminated>(dead => OnGone(dead.ActorRef));
        Receive<EndWork>(OnEndWork);
        Receive<Tick>(_ => OnTick());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(fault =>
    {
        Context.Parent.Tell(new FaultSeen("cluster", Self.Path.Name, OneLine.Of(fault)));
        return Sender.Equals(weights) ? Directive.Restart : Directive.Stop;
    });

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("tick", Tick.Instance, settings.Tick);
        var self = Self;
        if (ClusterSystem.IsMember(Context.System)) Context.ActorOf(Props.Create(() => new MemberWatch(self)), "members");
    }

    private void OnKnock(Knock knock)
    {
        if (knock.Protocol != Knock.Spoken)
        {
            Sender.Tell(new Refused($"this run speaks version {Knock.Spoken} of the conversation between nodes, not {knock.Protocol}: both sides must run the same version of AkkaDreamer"));
            return;
        }

        if (knock.Nonce.Length != Proofs.Bytes || !Enum.IsDefined(knock.Role) || knock.Count < 1)
        {
            Refuse("its first message makes no sense");
            return;
        }

        var known = pending.GetValueOrDefault(knock.Node);
        if (known is null || !known.From.Equals(Sender) || !known.Knock.Nonce.AsSpan().SequenceEqual(knock.Nonce))
        {
            if (known is null && pending.Count >= MostPending) pending.Remove(pending.MinBy(one => one.Value.At).Key);
            pending[knock.Node] = known = new Knocked(knock, Sender, Proofs.Nonce(), Context.System.SteadyNow());
        }

        Sender.Tell(new Challenged(known.Challenge));
    }

    private void OnProve(Prove prove)
    {
        if (!pending.TryGetValue(prove.Node, out var knocked) || !knocked.From.Equals(Sender)) return; // it knocks again
        var here = guests.FirstOrDefault(one => one.Value.Knocked == knocked);
        if (here.Key is null)
        {
            if (!Proofs.Match(Proofs.OfNode(settings.Secret, knocked.Knock, knocked.Challenge), prove.Proof))
            {
                pending.Remove(prove.Node);
                Refuse("it does not know the cluster's secret");
                return;
            }

            foreach (var old in guests.Where(one => one.Value.Knocked.Knock.Node == prove.Node).Select(one => one.Key).ToList()) // the same process, anew
            {
                Context.Unwatch(old);
                Context.Stop(old);
                OnGone(old);
            }

            pending[prove.Node] = knocked;
            if (Admit(knocked) is not { } admitted) return;
            here = admitted;
        }

        knocked.From.Tell(here.Value.Admitted, here.Key);
    }

    private KeyValuePair<IActorRef, Guest>? Admit(Knocked knocked)
    {
        var count = knocked.Knock.Role == NodeRole.Environments ? knocked.Knock.Count : 0;
        var first = FreeRange(count);
        if (first < 0)
        {
            knocked.From.Tell(new Refused($"{count} environments do not fit: nodes may have {settings.MostEnvironments} together (dreamer.cluster.most-environments)"));
            return null;
        }

        taken.AsSpan(first, count).Fill(true);
        var number = settings.NextAdmission();
        var admitted = new Admitted([], settings.Run, settings.Epoch, generation, settings.FirstEnvironment + first, StreamBlocks.Node(settings.Epoch, number), settings.Configuration);
        admitted = admitted with { Proof = Proofs.OfLearner(settings.Secret, knocked.Knock, knocked.Challenge, admitted) };
        var post = new GuestPost(knocked.From, admitted.FirstEnvironment, count, admitted.FirstStream, generation);
        // Its name cannot be guessed: whoever was not admitted does not reach it.
        var name = $"node-{number}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}";
        var guest = Context.Watch(Context.ActorOf(Props.Create(() => new NodeGuest(settings, post, replay, weights)), name));
        log.Info("Node {0} joined from {1}: {2}{3}", number, knocked.From.Path.Address, knocked.Knock.Role, count > 0 ? $", environments {post.First} to {post.First + count - 1}" : "");
        var entry = guests[guest] = new Guest(knocked, admitted, first, count);
        if (knocked.Knock.Role == NodeRole.Evaluator) SayEvaluators();
        Report();
        return KeyValuePair.Create(guest, entry);
    }

    private int FreeRange(int count)
    {
        for (var first = 0; first + count <= taken.Length; first++)
            if (!taken.AsSpan(first, count).Contains(true)) return first;
        return -1;
    }

    private void Refuse(string why)
    {
        Sender.Tell(new Refused("refused"));
        RefuseMember(Sender.Path.Address, why);
    }

    private void OnMembers(MembersSeen seen)
    {
        learners = seen.Learners;
        foreach (var gone in strangers.Keys.Except(seen.Others).ToList()) strangers.Remove(gone);
        foreach (var member in seen.Others) strangers.TryAdd(member, Context.System.SteadyNow());
    }

    /// <summary>Members that have not been admitted for long are put out: who joins and says nothing has no business here.</summary>
    private void PutOutStrangers(DateTimeOffset now)
    {
        foreach (var known in guests.Values) strangers[known.Knocked.From.Path.Address] = now;
        foreach (var (address, since) in strangers.ToList())
        {
            if (now - since < settings.StrangersFor) continue;
            strangers[address] = now;
            RefuseMember(address, $"it has been a member for {settings.StrangersFor.TotalSeconds:0} s and was not admitted");
        }
    }

    private void RefuseMember(Address from, string why)
    {
        refusals++;
        log.Warning("{0} was refused: {1}", from, why);
        Context.Parent.Tell(new FaultSeen("intruder", from.ToString(), $"{from} was refused: {why}"));
        settings.Down(Context.System, from, why);
        Report();
    }

    private void OnGone(IActorRef dead)
    {
        if (!guests.Remove(dead, out var guest)) return;
        taken.AsSpan(guest.First, guest.Count).Clear();
        pending.Remove(guest.Knocked.Knock.Node);
        log.Info("The node at {0} is gone", guest.Knocked.From.Path.Address);
        if (guest.Knocked.Knock.Role == NodeRole.Evaluator) SayEvaluators();
        if (dead.Equals(evaluator) && evaluating is { } lost)
        {
            (evaluator, evaluating) = (null, null);
            Context.Parent.Tell(new EvaluationLost(lost));
        }

        Report();
    }

    private void OnEvaluate(Evaluate asked)
    {
        evaluator = guests.FirstOrDefault(one => one.Value.Knocked.Knock.Role == NodeRole.Evaluator).Key;
        if (evaluator is null || asked.Episodes > settings.MostEpisodes)
        {
            Context.Parent.Tell(new EvaluationLost(asked));
            return;
        }

        evaluating = asked;
        AskVersion();
    }

    // The node must not play with the weights that it happens to have: it is told which ones are the newest here.
    private void AskVersion()
    {
        versionAsked = ++requestId;
        Context.Parent.Tell(new RequestPolicy(versionAsked, 0));
    }

    private void OnPolicy(PolicyReady ready)
    {
        var version = ready.Policy.Version;
        ready.Policy.Dispose();
        if (ready.RequestId != versionAsked || evaluating is null) return;
        versionAsked = 0;
        evaluating = evaluating with { PolicyVersion = Math.Max(evaluating.PolicyVersion, version) };
        evaluator?.Tell(evaluating);
    }

    private void OnEvaluated(EvaluationFinished finished)
    {
        if (!Sender.Equals(evaluator) || evaluating?.RequestId != finished.RequestId) return;
        (evaluator, evaluating) = (null, null);
        Context.Parent.Forward(finished);
    }

    private void OnPolicyRestarted(PolicyRestarted restarted)
    {
        generation++;
        if (evaluating is { } asked)
        {
            evaluating = asked with { PolicyVersion = 0 }; // versions count anew
            AskVersion();
        }

        weights.Tell(new GenerationBegan(generation));
        TellAll(restarted);
    }

    private void TellAll(IProtocolMessage message)
    {
        foreach (var guest in guests.Keys) guest.Tell(message);
    }

    private void SayEvaluators() => Context.Parent.Tell(new EvaluatorsSeen(CountOf(NodeRole.Evaluator)));

    private int CountOf(NodeRole role) => guests.Values.Count(guest => guest.Knocked.Knock.Role == role);

    private void OnTick()
    {
        var now = Context.System.SteadyNow();
        foreach (var late in pending.Where(one => now - one.Value.At > settings.ProveWithin && guests.Values.All(guest => guest.Knocked != one.Value)).ToList()) pending.Remove(late.Key);
        if (versionAsked != 0 && evaluating is not null) Context.Parent.Tell(new RequestPolicy(versionAsked, 0));
        else if (evaluating is { } asked) evaluator?.Tell(asked);
        PutOutStrangers(now);
        if (countedAt != default)
        {
            var seconds = (now - countedAt).TotalSeconds;
            Context.Parent.Tell(new Report(Self.Path.Name, null, [new("cluster/sent_mb_per_second", sent / 1e6 / seconds), new("cluster/received_mb_per_second", received / 1e6 / seconds)]));
        }

        (countedAt, sent, received) = (now, 0, 0);
        Report();
    }

    private void Report() => Context.Parent.Tell(new Report(Self.Path.Name, null,
    [
        new("cluster/nodes", guests.Count - CountOf(NodeRole.Learner) + learners),
        new("cluster/environments", guests.Values.Sum(guest => guest.Count)),
        new("cluster/evaluators", CountOf(NodeRole.Evaluator)),
        new("cluster/learners", learners),
        new("cluster/refused_nodes", refusals),
        new("cluster/refused_messages", DreamerSerializer.Refusals),
    ]));

    private void OnEndWork(EndWork end)
    {
        Become(() =>
        {
            Receive<EndWork>(OnEndWork);
            Receive<PolicyReady>(late => late.Policy.Dispose());
            ReceiveAny(_ => { });
        });
        TellAll(end); // what nodes have not handed in is handed in when the run goes on
        weights.Tell(end);
        Context.Parent.Tell(new WorkEnded(Self.Path.Name, end.Round));
    }

    private sealed record Knocked(Knock Knock, IActorRef From, byte[] Challenge, DateTimeOffset At);

    private sealed record Guest(Knocked Knocked, Admitted Admitted, int First, int Count);

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
