using System.Collections.Immutable;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>Settings of a preset that hold always, or only for one agent, one size, or one agent at one size.</summary>
/// <param name="Agent">For this agent alone (<c>at-agent.NAME</c>); null: for every agent.</param>
/// <param name="Size">At this size alone (<c>at-size.NAME</c>); null: at every size.</param>
/// <param name="Settings">With the keys that they set (<c>dreamer.replay.batch</c>).</param>
public sealed record PresetPart(string? Agent, string? Size, ImmutableArray<Setting> Settings)
{
    /// <summary>The part with the higher rank is laid over the other: always &lt; for a size &lt; for an agent &lt; for both.</summary>
    public int Rank => (Agent is null ? 0 : 2) + (Size is null ? 0 : 1);

    /// <summary>Whether it holds for that agent at that size.</summary>
    public bool Holds(string agent, string size) => (Agent ?? agent) == agent && (Size ?? size) == size;
}
