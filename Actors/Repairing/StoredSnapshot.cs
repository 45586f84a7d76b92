using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Repairing;

/// <summary>A snapshot of the replay log in the journal's database as it was found: the log after the fact of that number, or why it cannot be read.</summary>
public sealed record StoredSnapshot(long Number, ReplaySnapshot? Log, string? Damage);
