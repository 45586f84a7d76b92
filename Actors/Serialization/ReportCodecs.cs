using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Serialization;

/// <summary>Reports, version 1. Field numbers are for ever.</summary>
internal static class ReportCodecs
{
    public static IEnumerable<IMessageCodec> All { get; } =
    [
        new MessageCodec<Report>(
            "report/1",
            (to, message) =>
            {
                to.Put(1, message.Source);
                to.Put(2, message.Update);
                foreach (var (name, value) in message.Values)
                {
                    to.Put(3, inner =>
                    {
                        inner.Put(1, name);
                        inner.Put(2, value);
                    });
                }
            },
            from => new Report(from.Text(1), from.Optional(2), [.. from.Messages(3).Select(inner => KeyValuePair.Create(inner.Text(1), inner.Double(2)))])),
        new MessageCodec<EpisodeFinished>(
            "episode-finished/1",
            (to, message) =>
            {
                to.Put(1, message.Environment);
                to.Put(2, message.Return);
                to.Put(3, message.Length);
            },
            from => new EpisodeFinished(from.Int32(1), from.Double(2), from.Int32(3))),
        new MessageCodec<FaultSeen>(
            "fault-seen/1",
            (to, message) =>
            {
                to.Put(1, message.Class);
                to.Put(2, message.Source);
                to.Put(3, message.Line);
            },
            from => new FaultSeen(from.Text(1), from.Text(2), from.Text(3))),
        new MessageCodec<Waiting>(
            "waiting/1",
            (to, message) =>
            {
                to.Put(1, message.Source);
                if (message.For is { } what) to.Put(2, what);
            },
            from => new Waiting(from.Text(1), from.Has(2) ? from.Text(2) : null)),
        new MessageCodec<Progress>(
            "progress/1",
            (to, message) =>
            {
                to.Put(1, message.Steps);
                to.Put(2, message.Frames);
                to.Put(3, message.Updates);
                to.Put(4, message.HeldSteps);
                to.Put(5, message.HeldBytes);
                to.Put(6, message.TrainRatio);
            },
            from => new Progress(from.Int64(1), from.Int64(2), from.Int64(3), from.Int64(4), from.Int64(5), from.Double(6))),
        new MessageCodec<PhaseSeen>("phase-seen/1", (to, message) => to.Put(1, message.Phase), from => new PhaseSeen(from.Text(1))),
    ];
}
