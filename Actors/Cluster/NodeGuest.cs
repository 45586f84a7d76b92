using Akka.Actor;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>
/// Speaks for an admitted node in the learner's process: to replay it is an environment like any other. It takes only what comes from the node's address, and only about the node's own environments and streams; pulls
/// chunks that are too large for a message, one at a time; and ends with the node, upon which replay cuts its streams.
/// </summary>
public sealed class NodeGuest : ReceiveActor, IWithTimers
{
    private const int MostOffers = 256;

    private readonly NodeDeskSettings settings;
    private readonly GuestPost post;
    private readonly IActorRef replay;
    private readonly Dictionary<(long Stream, long Number), IProtocolMessage> inHand = []; // pulled, not stored yet
    private readonly Queue<(ChunkOffered Offer, IActorRef From)> offers = new();
    private (ChunkOffered Offer, IActorRef From, Incoming Bytes)? pulling;
    private IActorRef relay;
    private long generation, received, strange;

    /// <summary>A guest at <paramref name="post"/>. Its parent passes on reports.</summary>
    public NodeGuest(NodeDeskSettings settings, GuestPost post, IActorRef replay, IActorRef weights)
    {
        this.settings = settings;
        this.post = post;
        this.replay = replay;
        relay = post.Node;
        generation = post.Generation;

        Receive<CreditGranted>(FromReplay);
        Receive<ChunkStored>(stored =>
        {
            inHand.Remove((stored.Stream, stored.Number));
            FromReplay(stored);
        });
        Receive<StreamClosed>(closed =>
        {
            foreach (var key in inHand.Keys.Where(key => key.Stream == closed.Stream).ToList()) inHand.Remove(key);
            FromReplay(closed);
        });
        Receive<PolicyRestarted>(_ =>
        {
            generation++;
            post.Node.Tell(new LearnerAlive(0, settings.Epoch, generation)); // at once, not when it asks
        });
        Receive<EndWork>(_ => Become(() => ReceiveAny(_ => { })));
        Receive<Evaluate>(asked => post.Node.Tell(asked));
        Receive<Terminated>(_ => Context.Stop(Self));
        Receive<Tick>(_ => OnTick());
        Receive<IProtocolMessage>(message => !IsFromNode, _ => strange++);

        Receive<NodeAlive>(alive => Sender.Tell(new LearnerAlive(alive.Number, settings.Epoch, generation)));
        Receive<NodeLeft>(_ => Context.Stop(Self));
        Receive<RequestCredit>(asked => Owns(asked.Environment) && Owns(asked.Stream), ToReplay);
        Receive<EndStream>(end => Owns(end.Stream), ToReplay);
        Receive<AppendChunk>(append => Owns(append.Chunk.Environment) && Owns(append.Stream), append =>
        {
            relay = Sender;
            received += ChunkBytes.Size(append.Chunk);
            replay.Tell(append);
        });
        Receive<LateChunk>(ToReplay);
        Receive<ChunkOffered>(OnOffer);
        Receive<PartReady>(OnPart);
        Receive<TransferGone>(gone => pulling?.Offer.Offer.Transfer == gone.Transfer, _ => Next());
        Receive<TransferGone>(_ => { }); // of one that has come already
        Receive<RequestWeights>(weights.Forward);
        Receive<EvaluationFinished>(finished => Context.Parent.Tell(finished));
        Receive<IReport>(report => Context.Parent.Tell(report));
        ReceiveAny(_ => strange++);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private bool IsFromNode => Sender.Path.Address.Equals(post.Node.Path.Address);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.Watch(post.Node);
        Timers.StartPeriodicTimer("tick", Tick.Instance, settings.Tick);
    }

    private bool Owns(int environment) => environment >= post.First && environment < post.First + post.Count;

    private bool Owns(long stream) => StreamBlocks.Holds(post.FirstStream, stream);

    private void ToReplay(IProtocolMessage message)
    {
        relay = Sender;
        replay.Tell(message);
    }

    private void FromReplay(IProtocolMessage answer) => relay.Tell(answer);

    private void OnOffer(ChunkOffered offer)
    {
        relay = Sender;
        if (inHand.TryGetValue((offer.Stream, offer.Number), out var chunk)) replay.Tell(chunk); // an answer was lost
        else if (pulling?.Offer != offer && offers.Count < MostOffers && !offers.Any(waiting => waiting.Offer == offer)) offers.Enqueue((offer, Sender));
        if (pulling is null) Next();
    }

    private void Next()
    {
        pulling = null;
        while (offers.TryDequeue(out var one))
        {
            try
            {
                pulling = (one.Offer, one.From, new Incoming(one.Offer.Offer, settings.LargestChunk, settings.Window, settings.PartPatience));
                Pull();
                return;
            }
            catch (InvalidDataException fault)
            {
                Refuse(one.Offer, one.From, fault.Message);
            }
        }
    }

    private void Pull()
    {
        foreach (var part in pulling!.Value.Bytes.Wanted(Context.System.SteadyNow())) pulling.Value.From.Tell(part);
    }

    private void OnPart(PartReady part)
    {
        if (pulling is not { } now) return;
        if (now.Bytes.Take(part)) received += part.Bytes.Length;
        if (!now.Bytes.IsComplete)
        {
            Pull();
            return;
        }

        try
        {
            var chunk = ChunkBytes.Read(now.Bytes.Whole(), now.Offer.Late);
            var append = chunk as AppendChunk ?? ((LateChunk)chunk).Append;
            if (append.Stream != now.Offer.Stream || append.Number != now.Offer.Number) throw new InvalidDataException("it is another chunk than was offered");
            if (chunk is AppendChunk && !(Owns(append.Stream) && Owns(append.Chunk.Environment))) throw new InvalidDataException("it belongs to another node");
            inHand[(append.Stream, append.Number)] = chunk;
            replay.Tell(chunk);
        }
        catch (Exception fault) when (fault is InvalidDataException or System.Runtime.Serialization.SerializationException)
        {
            Refuse(now.Offer, now.From, fault.Message);
        }

        Next();
    }

    private void Refuse(ChunkOffered offer, IActorRef from, string why)
    {
        Context.Parent.Tell(new FaultSeen("cluster", post.Node.Path.Address.ToString(), $"chunk {offer.Number} of stream {offer.Stream}: {why}"));
        from.Tell(new StreamClosed(offer.Stream, OneLine.Cut(why, 250)));
    }

    private void OnTick()
    {
        if (pulling is not null) Pull();
        Context.Parent.Tell(new BytesMoved(0, received));
        received = 0;
        if (strange == 0) return;
        Context.Parent.Tell(new FaultSeen("cluster", post.Node.Path.Address.ToString(), $"{strange} messages from elsewhere, or about what is not its own, were refused"));
        strange = 0;
    }

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
