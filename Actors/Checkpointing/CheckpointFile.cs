namespace AkkaDreamer.Actors.Checkpointing;

/// <summary>One file of a checkpoint.</summary>
public sealed record CheckpointFile(string Name, long Bytes, string Sha256);
