using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Serialization;

/// <summary>Messages of acting and of policies, version 1. Field numbers are for ever.</summary>
internal static class ActingCodecs
{
    public static IEnumerable<IMessageCodec> All { get; } =
    [
        new MessageCodec<RequestCredit>(
            "request-credit/1",
            (to, message) =>
            {
                to.Put(1, message.RequestId);
                to.Put(2, message.Environment);
                to.Put(3, message.Stream);
            },
            from => new RequestCredit(from.Int64(1), from.Int32(2), from.Int64(3))),
        new MessageCodec<CreditGranted>(
            "credit-granted/1",
            (to, message) =>
            {
                to.Put(1, message.RequestId);
                to.Put(2, message.Stream);
                to.Put(3, message.Steps);
                to.Put(4, message.PolicyVersion);
                to.Put(5, message.Random);
            },
            from => new CreditGranted(from.Int64(1), from.Int64(2), from.Int32(3), from.Int64(4), from.Bool(5))),
        new MessageCodec<AppendChunk>("append-chunk/1", Write, ReadAppend),
        new MessageCodec<ChunkStored>(
            "chunk-stored/1",
            (to, message) =>
            {
                to.Put(1, message.Stream);
                to.Put(2, message.Number);
                to.Put(3, message.Durability);
            },
            from => new ChunkStored(from.Int64(1), from.Int64(2), from.Text(3))),
        new MessageCodec<EndStream>(
            "end-stream/1",
            (to, message) =>
            {
                to.Put(1, message.Stream);
                to.Put(2, message.Reason);
            },
            from => new EndStream(from.Int64(1), from.Text(2))),
        new MessageCodec<StreamClosed>(
            "stream-closed/1",
            (to, message) =>
            {
                to.Put(1, message.Stream);
                to.Put(2, message.Reason);
            },
            from => new StreamClosed(from.Int64(1), from.Text(2))),
        new MessageCodec<RequestStream>(
            "request-stream/1",
            (to, message) =>
            {
                to.Put(1, message.Environment);
                to.Put(2, message.After);
            },
            from => new RequestStream(from.Int32(1), from.Int64(2))),
        new MessageCodec<StreamAssigned>(
            "stream-assigned/1",
            (to, message) =>
            {
                to.Put(1, message.Environment);
                to.Put(2, message.After);
                to.Put(3, message.Stream);
            },
            from => new StreamAssigned(from.Int32(1), from.Int64(2), from.Int64(3))),
        new MessageCodec<RequestPolicy>(
            "request-policy/1",
            (to, message) =>
            {
                to.Put(1, message.RequestId);
                to.Put(2, message.AtLeast);
            },
            from => new RequestPolicy(from.Int64(1), from.Int64(2))),
        new MessageCodec<PolicyRestarted>("policy-restarted/1", (to, message) => to.Put(1, message.Version), from => new PolicyRestarted(from.Int64(1))),
    ];

    public static void Write(FieldWriter to, AppendChunk append)
    {
        to.Put(1, append.Stream);
        to.Put(2, append.Number);
        to.Put(3, inner => Write(inner, append.Chunk));
    }

    public static AppendChunk ReadAppend(FieldReader from) => new(from.Int64(1), from.Int64(2), ReadChunk(from.Message(3)));

    private static void Write(FieldWriter to, Chunk chunk)
    {
        to.Put(1, chunk.Environment);
        to.Put(2, chunk.Count);
        to.Put(3, chunk.FirstIndex);
        foreach (var array in chunk.Observations)
        {
            to.Put(4, inner =>
            {
                if (array is byte[] bytes) inner.PutArray(1, bytes);
                else inner.PutArray(2, (float[])array);
            });
        }

        to.PutArray(5, chunk.Actions);
        to.PutArray(6, chunk.Rewards);
        to.PutArray(7, chunk.IsFirst);
        to.PutArray(8, chunk.IsLast);
        to.PutArray(9, chunk.IsTerminal);
        if (chunk.Latents is { } latents)
        {
            to.Put(10, inner =>
            {
                inner.Put(1, latents.Count);
                inner.PutArray(2, latents.Deterministic);
                inner.PutArray(3, latents.Stochastic);
                inner.PutArray<byte>(4, [.. latents.Valid.Select(valid => valid ? (byte)1 : (byte)0)]);
            });
        }

        to.Put(11, chunk.PolicyVersion);
    }

    private static Chunk ReadChunk(FieldReader from) => new(
        from.Int32(1),
        from.Int32(2),
        from.Int64(3),
        [.. from.Messages(4).Select(inner => inner.Has(1) ? (Array)inner.Array<byte>(1) : inner.Array<float>(2))],
        from.Array<float>(5),
        from.Array<float>(6),
        from.Array<byte>(7),
        from.Array<byte>(8),
        from.Array<byte>(9),
        from.Has(10) ? ReadLatents(from.Message(10)) : null,
        from.Int64(11));

    private static LatentBatch ReadLatents(FieldReader from) =>
        new(from.Int32(1), from.Array<ushort>(2), from.Array<byte>(3), [.. from.Array<byte>(4).Select(valid => valid == 1)]);
}
