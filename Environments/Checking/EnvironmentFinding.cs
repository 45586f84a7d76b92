namespace AkkaDreamer.Environments;

/// <summary>Something that <see cref="EnvironmentCheck"/> found.</summary>
/// <param name="Rule">What it is about.</param>
/// <param name="What">In words: what was seen, and what is allowed.</param>
/// <param name="IsAllowed">True when nothing is broken by it, though it is worth a look.</param>
/// <param name="Where">When it was first seen: seed and step of an episode; empty where that says nothing.</param>
/// <param name="Times">How often.</param>
public sealed record EnvironmentFinding(ContractRule Rule, string What, bool IsAllowed, string Where, int Times)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(IsAllowed ? "allowed" : "wrong")}: {What}{(Where.Length == 0 ? "" : $" ({Where}{(Times > 1 ? $", and {Times - 1} more" : "")})")}.";
}
