using System.Collections.Immutable;

namespace AkkaDreamer.Hosts.Local.Chaos;

/// <summary>What became of it.</summary>
/// <param name="Recoveries">Every fault in order, and how long it took until steps were stored again (its own waiting included).</param>
/// <param name="Violations">What should not have been, one line for each; empty when the promise held.</param>
/// <param name="Steps">Decisions stored in the end.</param>
public sealed record ChaosReport(ImmutableArray<(ChaosFault Fault, TimeSpan Took)> Recoveries, ImmutableArray<string> Violations, long Steps);
