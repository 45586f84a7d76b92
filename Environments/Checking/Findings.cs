using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>Gathers findings; the same one again is counted.</summary>
internal sealed class Findings
{
    private readonly Dictionary<string, EnvironmentFinding> found = [];

    /// <summary>Where an episode stands, for findings about it.</summary>
    public string Where { get; set; } = "";

    public ImmutableArray<EnvironmentFinding> All => [.. found.Values.OrderBy(finding => finding.IsAllowed).ThenBy(finding => finding.Rule)];

    public bool Has(ContractRule rule) => found.Values.Any(finding => finding.Rule == rule && !finding.IsAllowed);

    /// <summary>The contract is broken. <paramref name="kind"/>: findings of one kind are one finding, told by the first.</summary>
    public void Wrong(ContractRule rule, string what, string? kind = null) => Add(rule, what, isAllowed: false, kind);

    /// <summary>Nothing is broken.</summary>
    public void Allowed(string what) => Add(ContractRule.Habits, what, isAllowed: true, kind: null);

    /// <summary>Takes what <see cref="EnvironmentContract"/> says. What differs in numbers alone is one finding.</summary>
    public Action<string> Of(ContractRule rule) => what => Wrong(rule, $"it {what}", string.Concat(what.Where(letter => !char.IsDigit(letter))));

    private void Add(ContractRule rule, string what, bool isAllowed, string? kind)
    {
        var key = $"{rule} {kind ?? what}";
        found[key] = found.TryGetValue(key, out var known) ? known with { Times = known.Times + 1 } : new EnvironmentFinding(rule, what, isAllowed, isAllowed ? "" : Where, 1);
    }
}
