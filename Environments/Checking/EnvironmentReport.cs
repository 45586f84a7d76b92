using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>What <see cref="EnvironmentCheck"/> saw of an environment.</summary>
/// <param name="Name">How it was called.</param>
/// <param name="Spaces">What it shows and accepts; null when it could not be made.</param>
/// <param name="Findings">Everything that is wrong, then what is allowed and worth a look.</param>
/// <param name="Returns">Returns of the episodes of random actions that were watched to their end (or to the longest that is watched).</param>
/// <param name="Steps">Steps of these episodes.</param>
/// <param name="StepsPerSecond">How fast they were.</param>
public sealed record EnvironmentReport(string Name, EnvironmentSpaces? Spaces, ImmutableArray<EnvironmentFinding> Findings, ImmutableArray<double> Returns, int Steps, double StepsPerSecond)
{
    /// <summary>Whether it keeps the contract.</summary>
    public bool IsInOrder => Findings.All(finding => finding.IsAllowed);

    /// <summary>What is wrong, one line each; empty when it is in order.</summary>
    public string Wrong => string.Join('\n', Findings.Where(finding => !finding.IsAllowed));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', [Summary, .. Findings.Select(finding => $"  {finding}")]);

    private string Summary
    {
        get
        {
            var wrong = Findings.Count(finding => !finding.IsAllowed);
            var verdict = wrong == 0 ? "in order" : $"{wrong} {(wrong == 1 ? "thing is" : "things are")} wrong";
            if (Spaces is null || Returns.IsEmpty) return $"{Name}: {verdict}";
            var actions = Spaces.Actions is DiscreteActions discrete ? $"{discrete.Count} discrete actions" : $"{Spaces.Actions.Size} continuous {(Spaces.Actions.Size == 1 ? "action" : "actions")}";
            return FormattableString.Invariant($"{Name}: {string.Join("; ", Spaces.Observations)}; {actions}; {Returns.Length} random {(Returns.Length == 1 ? "episode" : "episodes")}, {Steps} steps, returns {Returns.Min():g4} to {Returns.Max():g4}, {StepsPerSecond:0} steps a second: {verdict}");
        }
    }
}
