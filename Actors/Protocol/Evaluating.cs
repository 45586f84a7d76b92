using System.Collections.Immutable;

namespace AkkaDreamer.Actors.Protocol;

// Evaluating: whole episodes with the mode of the policy, beside training.
//
//   RunSupervisor -> Evaluator   Evaluate             one at a time
//   Evaluator -> RunSupervisor   EvaluationFinished   which passes it on to Metrics

/// <summary>RunSupervisor to Evaluator: play so many episodes with a policy of at least version <paramref name="PolicyVersion"/>; <paramref name="Step"/> is what the result is filed under. Under 100 bytes.</summary>
public sealed record Evaluate(long RequestId, long Step, long PolicyVersion, int Episodes) : IProtocolMessage;

/// <summary>A finished evaluation: every episode's return. When the environment failed, fewer than were asked for. A few hundred bytes.</summary>
public sealed record EvaluationFinished(long RequestId, long Step, long PolicyVersion, ImmutableArray<double> Returns) : IReport;
