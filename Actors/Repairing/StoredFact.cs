using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Repairing;

/// <summary>A row of the journal as it was found.</summary>
/// <param name="Number">Its sequence number.</param>
/// <param name="Fact">What it says; null when it cannot be read.</param>
/// <param name="Damage">Why it cannot be read, in one line; null when it can.</param>
public sealed record StoredFact(long Number, IReplayFact? Fact, string? Damage);
