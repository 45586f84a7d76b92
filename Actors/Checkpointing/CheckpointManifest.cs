using System.Collections.Immutable;

namespace AkkaDreamer.Actors.Checkpointing;

/// <summary>manifest.json of a checkpoint: which files make it, and what each must hash to.</summary>
public sealed record CheckpointManifest(int Format, long Cut, long Update, string Digest, ImmutableArray<CheckpointFile> Files)
{
    /// <summary>The format written now.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Its file name.</summary>
    public const string FileName = "manifest.json";
}
