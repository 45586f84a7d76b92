using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Serialization;

/// <summary>Messages of recovering and checkpointing, version 1. Field numbers are for ever.</summary>
internal static class RunCodecs
{
    public static IEnumerable<IMessageCodec> All { get; } =
    [
        new MessageCodec<CutRequested>("cut-requested/1", (to, message) => to.Put(1, message.Reason), from => new CutRequested(from.Text(1))),
        new MessageCodec<CaptureRequested>("capture-requested/1", (to, message) => Put(to, 1, message.Cut), from => new CaptureRequested(Cut(from, 1))),
        new MessageCodec<CheckpointWritten>(
            "checkpoint-written/1",
            (to, message) =>
            {
                Put(to, 1, message.Cut);
                to.Put(2, message.Folder);
                to.Put(3, message.ManifestSha256);
            },
            from => new CheckpointWritten(Cut(from, 1), from.Text(2), from.Text(3))),
        new MessageCodec<CheckpointRecorded>(
            "checkpoint-recorded/2",
            (to, message) =>
            {
                Put(to, 1, message.Cut);
                to.Put(2, message.Folder);
                to.Put(3, message.ManifestSha256);
            },
            from => new CheckpointRecorded(Cut(from, 1), from.Text(2), from.Text(3))),
        new MessageCodec<CheckpointComplete>(
            "checkpoint-complete/1",
            (to, message) =>
            {
                Put(to, 1, message.Cut);
                to.Put(2, message.Folder);
                to.Put(3, message.Digest);
                to.Put(4, message.Bytes);
            },
            from => new CheckpointComplete(Cut(from, 1), from.Text(2), from.Text(3), from.Int64(4))),
        new MessageCodec<CheckpointFailed>(
            "checkpoint-failed/1",
            (to, message) =>
            {
                Put(to, 1, message.Cut);
                to.Put(2, message.Reason);
            },
            from => new CheckpointFailed(Cut(from, 1), from.Text(2))),
        new MessageCodec<FindCheckpoint>(
            "find-checkpoint/1",
            (to, message) =>
            {
                to.Put(1, message.RequestId);
                foreach (var known in message.Candidates) Put(to, 2, known);
            },
            from => new FindCheckpoint(from.Int64(1), [.. from.Messages(2).Select(Known)])),
        new MessageCodec<ReplayRecovered>(
            "replay-recovered/1",
            (to, message) =>
            {
                to.Put(1, message.RunId.ToByteArray(bigEndian: true).AsSpan());
                to.Put(2, message.Epoch);
                to.Put(3, message.IsNewRun);
                foreach (var known in message.Checkpoints) Put(to, 4, known);
            },
            from => new ReplayRecovered(new Guid(from.Bytes(1), bigEndian: true), from.Int64(2), from.Bool(3), [.. from.Messages(4).Select(Known)])),
        new MessageCodec<ReplayReady>(
            "replay-ready/1",
            (to, message) =>
            {
                to.Put(1, message.RequestId);
                to.Put(2, message.Epoch);
                to.Put(3, message.Update);
                to.Put(4, message.Steps);
                to.Put(5, message.NextStream);
                foreach (var open in message.Open) to.Put(6, inner => Write(inner, open));
            },
            from => new ReplayReady(from.Int64(1), from.Int64(2), from.Int64(3), from.Int64(4), from.Int64(5), [.. from.Messages(6).Select(Open)])),
        new MessageCodec<BudgetSpent>(
            "budget-spent/1",
            (to, message) =>
            {
                to.Put(1, message.Steps);
                to.Put(2, message.Updates);
            },
            from => new BudgetSpent(from.Int64(1), from.Int64(2))),
        new MessageCodec<ReplayStopped>(
            "replay-stopped/1",
            (to, message) =>
            {
                to.Put(1, message.Fenced);
                to.Put(2, message.Line);
            },
            from => new ReplayStopped(from.Bool(1), from.Text(2))),
        new MessageCodec<DescribeWaiting>("describe-waiting/1", (to, message) => to.Put(1, message.RequestId), from => new DescribeWaiting(from.Int64(1))),
        new MessageCodec<WaitingDescribed>(
            "waiting-described/1",
            (to, message) =>
            {
                to.Put(1, message.RequestId);
                foreach (var line in message.Lines) to.Put(2, inner => inner.Put(1, line));
            },
            from => new WaitingDescribed(from.Int64(1), [.. from.Messages(2).Select(inner => inner.Text(1))])),
        new MessageCodec<RequestDigest>("request-digest/1", (to, message) => to.Put(1, message.RequestId), from => new RequestDigest(from.Int64(1))),
        new MessageCodec<DigestReady>(
            "digest-ready/1",
            (to, message) =>
            {
                to.Put(1, message.RequestId);
                to.Put(2, message.Sha256);
            },
            from => new DigestReady(from.Int64(1), from.Text(2))),
        new MessageCodec<EndWork>("end-work/1", (to, message) => to.Put(1, message.Round), from => new EndWork((int)from.Int64(1))),
        new MessageCodec<WorkEnded>(
            "work-ended/1",
            (to, message) =>
            {
                to.Put(1, message.Part);
                to.Put(2, message.Round);
            },
            from => new WorkEnded(from.Text(1), (int)from.Int64(2))),
    ];

    private static void Put(FieldWriter to, int field, CutMark cut) => to.Put(field, inner =>
    {
        inner.Put(1, cut.Cut);
        inner.Put(2, cut.Update);
    });

    private static void Put(FieldWriter to, int field, KnownCheckpoint known) => to.Put(field, inner =>
    {
        Put(inner, 1, known.Cut);
        inner.Put(2, known.Folder);
        inner.Put(3, known.ManifestSha256);
    });

    private static void Write(FieldWriter to, OpenStream open)
    {
        to.Put(1, open.Environment);
        to.Put(2, open.Stream);
        to.Put(3, open.NextNumber);
        to.Put(4, open.NextIndex);
    }

    private static CutMark Cut(FieldReader from, int field) => new(from.Message(field).Int64(1), from.Message(field).Int64(2));

    private static KnownCheckpoint Known(FieldReader from) => new(Cut(from, 1), from.Text(2), from.Text(3));

    private static OpenStream Open(FieldReader from) => new(from.Int32(1), from.Int64(2), from.Int64(3), from.Int64(4));
}
