using Akka.Actor;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>
/// Weights for nodes: asks imagination for a policy when a node wants one that is newer than what it has as bytes, and lets nodes pull the bytes part by part. It holds <see cref="Most"/> versions at most; one that is being
/// pulled goes last, so a slow node comes to its end while the others get newer ones.
/// </summary>
public sealed class WeightsDesk : WorkingPart, IWithTimers
{
    /// <summary>Versions held at once.</summary>
    public const int Most = 4;

    private static readonly TimeSpan Unused = TimeSpan.FromSeconds(5);

    private readonly NodeDeskSettings settings;
    private readonly IPolicy bytes;
    private readonly PolicyHolder policy;
    private readonly List<Held> held = []; // oldest first
    private readonly Dictionary<IActorRef, RequestWeights> waiting = [];
    private long requestId, transfers, sent;
    private long? generation; // told by the parent; before, nothing is offered

    /// <summary>A desk whose parent routes RequestPolicy and reports.</summary>
    public WeightsDesk(NodeDeskSettings settings)
    {
        this.settings = settings;
        bytes = settings.CreatePolicy();
        policy = new PolicyHolder(bytes);

        Receive<RequestWeights>(OnRequest);
        Receive<PolicyReady>(OnPolicy);
        Receive<RequestPart>(OnPart);
        Receive<GenerationBegan>(began => OnBegan(began.Generation));
        Receive<Terminated>(dead => { waiting.Remove(dead.ActorRef); });
        EndsWork<PolicyReady>(late => late.Policy.Dispose());
        Receive<Tick>(_ => OnTick());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("tick", Tick.Instance, settings.Tick);
        Context.Parent.Tell(WeightsBegan.Instance);
    }

    /// <inheritdoc/>
    protected override void PostStop() => policy.Dispose();

    private void OnRequest(RequestWeights request)
    {
        waiting[Sender] = request;
        Context.Watch(Sender);
        Serve();
    }

    /// <summary>Offers the newest to everyone whom it serves, and asks for a newer one when somebody waits.</summary>
    private void Serve()
    {
        if (generation is not { } now) return; // nodes ask again
        if (held.LastOrDefault() is { } newest)
        {
            foreach (var (node, request) in waiting.Where(one => one.Value.AtLeast <= newest.Version).ToList())
            {
                waiting.Remove(node);
                newest.UsedAt = Context.System.SteadyNow();
                node.Tell(new WeightsOffered(request.RequestId, newest.Version, now, newest.Weights.Offer));
            }
        }

        if (waiting.Count == 0 || policy.Asked is not null) return;
        Context.Parent.Tell(policy.Ask(++requestId, waiting.Values.Min(request => request.AtLeast)));
    }

    private void OnPolicy(PolicyReady ready)
    {
        settings.TakeComputeShare();
        if (!policy.Take(ready)) return;
        var buffer = Room() ?? GC.AllocateUninitializedArray<byte>(bytes.WeightBytes);
        bytes.CopyWeights(buffer);
        held.Add(new Held(policy.Version, buffer, new Outgoing(++transfers, buffer)) { UsedAt = Context.System.SteadyNow() });
        Serve();
    }

    /// <summary>Makes room for one more; the buffer of what went, to be used again.</summary>
    private byte[]? Room()
    {
        var now = Context.System.SteadyNow();
        var idle = held.Where(one => now - one.UsedAt >= Unused).ToList();
        if (held.Count >= Most && idle.Count == 0) idle.Add(held.MinBy(one => one.UsedAt)!);
        foreach (var one in idle) held.Remove(one);
        return idle.FirstOrDefault()?.Buffer;
    }

    private void OnPart(RequestPart request)
    {
        var from = held.Find(one => one.Weights.Offer.Transfer == request.Transfer);
        if (from is null)
        {
            Sender.Tell(new TransferGone(request.Transfer));
        }
        else if (from.Weights.Part(request.Index) is { } part)
        {
            from.UsedAt = Context.System.SteadyNow();
            sent += part.Bytes.Length;
            Sender.Tell(part);
        }
    }

    private void OnBegan(long began)
    {
        if (generation == began) return;
        generation = began;
        held.Clear();
        waiting.Clear(); // they hear of it too, and ask again
        policy.Forget();
    }

    private void OnTick()
    {
        if (policy.Asked is { } asked) Context.Parent.Tell(asked);
        Context.Parent.Tell(new BytesMoved(sent, 0));
        sent = 0;
    }

    private sealed record Held(long Version, byte[] Buffer, Outgoing Weights)
    {
        public DateTimeOffset UsedAt { get; set; }
    }

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
