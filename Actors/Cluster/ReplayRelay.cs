using Akka.Actor;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>
/// Replay, as a node's environments see it: passes on what they say to the guest in the learner's process, and what replay answers to the environment whose stream it is. Chunks go as one message or, when they are too large,
/// as an offer that the guest pulls. Each is kept outside the actor system until it is stored; those that an earlier system left behind are handed in first, each stream's in order.
/// </summary>
public sealed class ReplayRelay : ReceiveActor, IWithTimers
{
    private readonly ChunkKeep keep;
    private readonly IActorRef guest;
    private readonly TimeSpan tick;
    private readonly Dictionary<long, IActorRef> environments = [];       // by stream
    private readonly Dictionary<(long Stream, long Number), (Outgoing Bytes, int Environment)> offered = [];
    private readonly SortedDictionary<long, Queue<AppendChunk>> late = []; // by stream
    private readonly Dictionary<long, EndStream> ends = []; // of streams whose last chunks are still being pulled: what has ended takes no more
    private long transfers;

    /// <summary>A relay to <paramref name="guest"/>; what waits for an answer is repeated every <paramref name="tick"/>.</summary>
    public ReplayRelay(ChunkKeep keep, IActorRef guest, TimeSpan tick)
    {
        this.keep = keep;
        this.guest = guest;
        this.tick = tick;
        foreach (var left in keep.All.GroupBy(chunk => chunk.Stream)) late[left.Key] = new Queue<AppendChunk>(left);

        Receive<RequestCredit>(asked => !IsPulled(asked.Environment, but: asked.Stream), asked => Pass(asked.Stream, asked)); // a newer stream ends the one before; it asks again
        Receive<RequestCredit>(_ => { });
        Receive<EndStream>(OnEnd);
        Receive<AppendChunk>(OnChunk);
        Receive<CreditGranted>(granted => Answer(granted.Stream, granted));
        Receive<ChunkStored>(OnStored);
        Receive<StreamClosed>(OnClosed);
        Receive<RequestPart>(OnPart);
        Receive<Tick>(_ => HandInLate());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("tick", Tick.Instance, tick);
        HandInLate();
    }

    private void Pass(long stream, IProtocolMessage message)
    {
        environments[stream] = Sender;
        guest.Tell(message);
    }

    private void Answer(long stream, IProtocolMessage answer)
    {
        if (environments.TryGetValue(stream, out var environment)) environment.Tell(answer);
        if (answer is CreditGranted) Context.Parent.Tell(answer); // says how new the weights must be
    }

    private void OnChunk(AppendChunk append)
    {
        environments[append.Stream] = Sender;
        keep.Add(append);
        Send(append, append, isLate: false);
    }

    private void OnEnd(EndStream end)
    {
        if (IsPulled(end.Stream)) ends[end.Stream] = end;
        else Pass(end.Stream, end);
    }

    private bool IsPulled(long stream) => offered.Keys.Any(key => key.Stream == stream);

    private bool IsPulled(int environment, long but) => offered.Any(one => one.Value.Environment == environment && one.Key.Stream != but && !late.ContainsKey(one.Key.Stream));

    private void HandInLate()
    {
        foreach (var stream in late.Values) Send(stream.Peek(), new LateChunk(stream.Peek()), isLate: true);
    }

    private void Send(AppendChunk append, IProtocolMessage chunk, bool isLate)
    {
        var key = (append.Stream, append.Number);
        if (!offered.TryGetValue(key, out var bytes))
        {
            var written = ChunkBytes.Write(chunk);
            if (ChunkBytes.FitsOneMessage(written))
            {
                guest.Tell(chunk);
                return;
            }

            bytes = offered[key] = (new Outgoing(++transfers, written), append.Chunk.Environment);
        }

        guest.Tell(new ChunkOffered(append.Stream, append.Number, isLate, bytes.Bytes.Offer));
    }

    private void OnPart(RequestPart request)
    {
        var bytes = offered.Values.Select(one => one.Bytes).FirstOrDefault(bytes => bytes.Offer.Transfer == request.Transfer);
        if (bytes is null) Sender.Tell(new TransferGone(request.Transfer));
        else if (bytes.Part(request.Index) is { } part) Sender.Tell(part);
    }

    private void OnStored(ChunkStored stored)
    {
        keep.Remove(stored.Stream, stored.Number);
        offered.Remove((stored.Stream, stored.Number));
        Answer(stored.Stream, stored);
        if (!IsPulled(stored.Stream) && ends.Remove(stored.Stream, out var end)) guest.Tell(end);
        if (!late.TryGetValue(stored.Stream, out var left) || left.Peek().Number != stored.Number) return;
        left.Dequeue();
        if (left.Count == 0) late.Remove(stored.Stream);
        else Send(left.Peek(), new LateChunk(left.Peek()), isLate: true);
    }

    private void OnClosed(StreamClosed closed)
    {
        keep.Drop(closed.Stream);
        foreach (var key in offered.Keys.Where(key => key.Stream == closed.Stream).ToList()) offered.Remove(key);
        late.Remove(closed.Stream);
        ends.Remove(closed.Stream);
        Answer(closed.Stream, closed);
        environments.Remove(closed.Stream);
    }

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
