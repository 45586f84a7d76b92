namespace AkkaDreamer.Actors.Run;

/// <summary>
/// The outcome of a run: how it ended, one line about it, where it got to. <see cref="Evaluation"/>: mean return of the last evaluation. <see cref="Digest"/>: lockstep at the end of the budget,
/// one hash over weights, optimisers, replay, counters and generators.
/// </summary>
public sealed record RunOutcome(RunEnd End, string Line, long Steps, long Updates, double? Evaluation, string? Digest);
