using System.ComponentModel;
using AkkaDreamer.Models.Agents.Dreamer;

namespace AkkaDreamer.Models.Agents.Planet;

/// <summary>A world model, and planning in it.</summary>
public sealed record PlanetSettings : WorldModelSettings
{
    [Description("Planning at decision time.")]
    public PlanningSettings Planning { get; init; } = new();
}
