using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>A program that plays environments when it is started so.</summary>
/// <param name="File">The program: a path, or a name that PATH knows.</param>
/// <param name="Arguments">What it is given.</param>
internal sealed record ProcessCommand(string File, ImmutableArray<string> Arguments)
{
    /// <summary>Environment variables that it gets where they are not set already.</summary>
    public ImmutableDictionary<string, string> Defaults { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What words call it.</summary>
    public required string Name { get; init; }
}
