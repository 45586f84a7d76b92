using Akka.Actor;
using AkkaDreamer.Actors.Imagining;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>
/// Imagination, as a node's environments and evaluator see it: pulls the newest weights from the learner's process, part by part, and lends them out. It begins to pull at most once in an interval, or when a credit demands
/// newer ones; what was pulled in part is given up for something newer when the learner no longer has it.
/// </summary>
public sealed class PolicyMirror : ReceiveActor, IWithTimers
{
    private readonly NodeSettings settings;
    private readonly IActorRef guest;
    private readonly int weightBytes;
    private readonly PolicyDesk desk = new(null);
    private RequestWeights? asked;
    private DateTimeOffset askedAt;
    private (WeightsOffered Offer, IActorRef From, Incoming Bytes)? pulling;
    private long requestId, generation, required;

    /// <summary>A mirror of what <paramref name="guest"/> offers; weights have exactly <paramref name="weightBytes"/>.</summary>
    public PolicyMirror(NodeSettings settings, IActorRef guest, long generation, int weightBytes)
    {
        this.settings = settings;
        this.guest = guest;
        this.generation = generation;
        this.weightBytes = weightBytes;

        Receive<RequestPolicy>(OnRequest);
        Receive<CreditGranted>(granted => { required = Math.Max(required, granted.PolicyVersion); });
        Receive<WeightsOffered>(OnOffer);
        Receive<PartReady>(OnPart);
        Receive<TransferGone>(gone =>
        {
            if (pulling?.Offer.Offer.Transfer == gone.Transfer) pulling = null;
            Ask();
        });
        Receive<GenerationBegan>(began => Restart(began.Generation));
        Receive<Terminated>(dead => desk.Forget(dead.ActorRef));
        Receive<Tick>(_ => OnTick());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer("tick", Tick.Instance, settings.PolicyTick);

    /// <inheritdoc/>
    protected override void PostStop() => desk.Close();

    private void OnRequest(RequestPolicy request)
    {
        if (desk.Ask(Sender, request)) Context.Watch(Sender);
        Ask();
    }

    /// <summary>Asks for something newer, when somebody waits for it and it is time.</summary>
    private void Ask()
    {
        var now = Context.System.SteadyNow();
        if (asked is not null || pulling is not null || !desk.IsWaitedFor) return;
        if (desk.Version >= required && now - askedAt < settings.PolicyEvery) return;
        asked = new RequestWeights(++requestId, Math.Max(required, desk.Version + 1));
        askedAt = now;
        guest.Tell(asked);
    }

    private void OnOffer(WeightsOffered offer)
    {
        if (asked?.RequestId != offer.RequestId || offer.Generation != generation) return;
        asked = null;
        if (offer.Offer.Bytes != weightBytes) throw new InvalidDataException($"the weights of this policy take {weightBytes} bytes here and {offer.Offer.Bytes} at the learner: another version, or other options");
        pulling = (offer, Sender, new Incoming(offer.Offer, weightBytes, settings.Window, settings.PartPatience));
        Pull();
    }

    private void Pull()
    {
        foreach (var part in pulling!.Value.Bytes.Wanted(Context.System.SteadyNow())) pulling.Value.From.Tell(part);
    }

    private void OnPart(PartReady part)
    {
        if (pulling is not { } now) return;
        now.Bytes.Take(part);
        if (!now.Bytes.IsComplete)
        {
            Pull();
            return;
        }

        pulling = null;
        try
        {
            desk.Put(PublishedPolicy.Of(now.Offer.Version, now.Bytes.Whole()));
            Context.Parent.Tell(new PolicyTaken(now.Offer.Version));
            desk.Serve();
        }
        catch (InvalidDataException fault)
        {
            Context.Parent.Tell(new FaultSeen("cluster", Self.Path.Name, fault.Message)); // pulled anew
        }

        Ask();
    }

    private void Restart(long began)
    {
        if (began == generation) return;
        (generation, asked, pulling, required) = (began, null, null, 0);
        desk.Restart();
    }

    private void OnTick()
    {
        if (pulling is not null) Pull();
        if (asked is not null && Context.System.SteadyNow() - askedAt >= settings.Tick)
        {
            askedAt = Context.System.SteadyNow();
            guest.Tell(asked);
        }

        Ask();
    }

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
