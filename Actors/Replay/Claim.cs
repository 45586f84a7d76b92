namespace AkkaDreamer.Actors.Replay;

/// <summary>What the gate knows of one environment: its stream, the request that waits, the last answer, and the steps granted but not stored yet (its lease).</summary>
public sealed record Claim(long Stream, long? Waiting, long Arrival, GiveCredit? Answer, int Outstanding);
