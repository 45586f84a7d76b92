namespace AkkaDreamer.Environments;

/// <summary>The beginning of an episode as it was seen, to be compared with another play of it.</summary>
/// <param name="Seed">What it was reset with.</param>
/// <param name="Steps">The reset and the steps after it.</param>
/// <param name="Actions">The actions between them.</param>
internal sealed record PlayedEpisode(ulong Seed, List<PlayedStep> Steps, List<float[]> Actions);
