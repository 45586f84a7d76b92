using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Serialization;

/// <summary>Messages of replaying, dreaming and evaluating, version 1. Field numbers are for ever.</summary>
internal static class LearningCodecs
{
    public static IEnumerable<IMessageCodec> All { get; } =
    [
        new MessageCodec<RequestBatch>(
            "request-batch/1",
            (to, message) =>
            {
                to.Put(1, message.RequestId);
                to.Put(2, message.Update);
            },
            from => new RequestBatch(from.Int64(1), from.Int64(2))),
        new MessageCodec<ReportNoted>("report-noted/1", (to, message) => to.Put(1, message.Update), from => new ReportNoted(from.Int64(1))),
        new MessageCodec<BehaviourReported>(
            "behaviour-reported/1",
            (to, message) =>
            {
                to.Put(1, message.Update);
                to.Put(2, message.PolicyVersion);
            },
            from => new BehaviourReported(from.Int64(1), from.Int64(2))),
        new MessageCodec<BehaviourNoted>("behaviour-noted/1", (to, message) => to.Put(1, message.Update), from => new BehaviourNoted(from.Int64(1))),
        new MessageCodec<RequestStartStates>(
            "request-start-states/1",
            (to, message) =>
            {
                to.Put(1, message.RequestId);
                to.Put(2, message.Update);
            },
            from => new RequestStartStates(from.Int64(1), from.Int64(2))),
        new MessageCodec<StartStatesNoted>("start-states-noted/1", (to, message) => to.Put(1, message.Update), from => new StartStatesNoted(from.Int64(1))),
        new MessageCodec<Evaluate>(
            "evaluate/1",
            (to, message) =>
            {
                to.Put(1, message.RequestId);
                to.Put(2, message.Step);
                to.Put(3, message.PolicyVersion);
                to.Put(4, message.Episodes);
            },
            from => new Evaluate(from.Int64(1), from.Int64(2), from.Int64(3), from.Int32(4))),
        new MessageCodec<EvaluationFinished>(
            "evaluation-finished/1",
            (to, message) =>
            {
                to.Put(1, message.RequestId);
                to.Put(2, message.Step);
                to.Put(3, message.PolicyVersion);
                to.PutArray<double>(4, [.. message.Returns]);
            },
            from => new EvaluationFinished(from.Int64(1), from.Int64(2), from.Int64(3), [.. from.Array<double>(4)])),
    ];
}
