using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Serialization;

/// <summary>Messages between the machines of a cluster, version 1. Field numbers are for ever.</summary>
internal static class ClusterCodecs
{
    public static IEnumerable<IMessageCodec> All { get; } =
    [
        new MessageCodec<RequestPart>(
            "request-part/1",
            (to, message) =>
            {
                to.Put(1, message.Transfer);
                to.Put(2, message.Index);
            },
            from => new RequestPart(from.Int64(1), from.Int32(2))),
        new MessageCodec<PartReady>(
            "part-ready/1",
            (to, message) =>
            {
                to.Put(1, message.Transfer);
                to.Put(2, message.Index);
                to.Put(3, (long)message.Checksum);
                to.PutArray(4, message.Bytes);
            },
            from => new PartReady(from.Int64(1), from.Int32(2), Checksum(from, 3), from.Array<byte>(4))),
        new MessageCodec<TransferGone>("transfer-gone/1", (to, message) => to.Put(1, message.Transfer), from => new TransferGone(from.Int64(1))),
        new MessageCodec<Knock>(
            "knock/1",
            (to, message) =>
            {
                to.Put(1, message.Protocol);
                Put(to, 2, message.Node);
                to.PutArray(3, message.Nonce);
                to.Put(4, (long)message.Role);
                to.Put(5, message.Count);
            },
            from => new Knock(from.Int32(1), Id(from, 2), from.Array<byte>(3), (NodeRole)from.Int32(4), from.Int32(5))),
        new MessageCodec<Challenged>("challenged/1", (to, message) => to.PutArray(1, message.Nonce), from => new Challenged(from.Array<byte>(1))),
        new MessageCodec<Prove>(
            "prove/1",
            (to, message) =>
            {
                Put(to, 1, message.Node);
                to.PutArray(2, message.Proof);
            },
            from => new Prove(Id(from, 1), from.Array<byte>(2))),
        new MessageCodec<Admitted>(
            "admitted/1",
            (to, message) =>
            {
                to.PutArray(1, message.Proof);
                Put(to, 2, message.Run);
                to.Put(3, message.Epoch);
                to.Put(4, message.Generation);
                to.Put(5, message.FirstEnvironment);
                to.Put(6, message.FirstStream);
                to.Put(7, message.Configuration);
            },
            from => new Admitted(from.Array<byte>(1), Id(from, 2), from.Int64(3), from.Int64(4), from.Int32(5), from.Int64(6), from.Text(7))),
        new MessageCodec<Refused>("refused/1", (to, message) => to.Put(1, message.Reason), from => new Refused(from.Text(1))),
        new MessageCodec<NodeAlive>(
            "node-alive/1",
            (to, message) =>
            {
                to.Put(1, message.Number);
                to.Put(2, message.Policy);
                to.Put(3, message.Kept);
            },
            from => new NodeAlive(from.Int64(1), from.Int64(2), from.Int32(3))),
        new MessageCodec<LearnerAlive>(
            "learner-alive/1",
            (to, message) =>
            {
                to.Put(1, message.Number);
                to.Put(2, message.Epoch);
                to.Put(3, message.Generation);
            },
            from => new LearnerAlive(from.Int64(1), from.Int64(2), from.Int64(3))),
        new MessageCodec<NodeLeft>("node-left/1", (to, message) => to.Put(1, message.Reason), from => new NodeLeft(from.Text(1))),
        new MessageCodec<RunOver>(
            "run-over/1",
            (to, message) =>
            {
                to.Put(1, message.Done);
                to.Put(2, message.Line);
            },
            from => new RunOver(from.Bool(1), from.Text(2))),
        new MessageCodec<RequestWeights>(
            "request-weights/1",
            (to, message) =>
            {
                to.Put(1, message.RequestId);
                to.Put(2, message.AtLeast);
            },
            from => new RequestWeights(from.Int64(1), from.Int64(2))),
        new MessageCodec<WeightsOffered>(
            "weights-offered/1",
            (to, message) =>
            {
                to.Put(1, message.RequestId);
                to.Put(2, message.Version);
                to.Put(3, message.Generation);
                Put(to, 4, message.Offer);
            },
            from => new WeightsOffered(from.Int64(1), from.Int64(2), from.Int64(3), Offer(from, 4))),
        new MessageCodec<ChunkOffered>(
            "chunk-offered/1",
            (to, message) =>
            {
                to.Put(1, message.Stream);
                to.Put(2, message.Number);
                to.Put(3, message.Late);
                Put(to, 4, message.Offer);
            },
            from => new ChunkOffered(from.Int64(1), from.Int64(2), from.Bool(3), Offer(from, 4))),
        new MessageCodec<AskSide>("ask-side/1", (_, _) => { }, _ => new AskSide()),
        new MessageCodec<SideAnswered>("side-answered/1", (to, message) => to.Put(1, message.May), from => new SideAnswered(from.Bool(1))),
        new MessageCodec<LateChunk>("late-chunk/1", (to, message) => to.Put(1, inner => ActingCodecs.Write(inner, message.Append)), from => new LateChunk(ActingCodecs.ReadAppend(from.Message(1)))),
    ];

    private static void Put(FieldWriter to, int field, Guid id) => to.Put(field, id.ToByteArray(bigEndian: true).AsSpan());

    private static Guid Id(FieldReader from, int field) => new(from.Bytes(field), bigEndian: true);

    private static uint Checksum(FieldReader from, int field) => checked((uint)from.Int64(field));

    private static void Put(FieldWriter to, int field, TransferOffer offer) => to.Put(field, inner =>
    {
        inner.Put(1, offer.Transfer);
        inner.Put(2, offer.Bytes);
        inner.Put(3, (long)offer.Checksum);
    });

    private static TransferOffer Offer(FieldReader from, int field)
    {
        var inner = from.Message(field);
        return new TransferOffer(inner.Int64(1), inner.Int32(2), Checksum(inner, 3));
    }
}
