using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Checkpointing;

/// <summary>A checkpoint that is durable under its final name: what the journal will name, its <see cref="RunDigest"/> and its size in bytes.</summary>
public sealed record WrittenCheckpoint(KnownCheckpoint Known, string Digest, long Bytes);
