using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Environments.MinAtar;

/// <summary>Options of the MinAtar games, <c>dreamer.task.minatar</c> in configuration. As they are by default, the published scores were made.</summary>
public sealed record MinAtarOptions
{
    /// <summary>Six actions in every game, or only those that do something in it.</summary>
    [Description("MinAtar: full = 6 actions in every game, as in the published scores; minimal = those that the game knows.")]
    public MinAtarActionSet Actions { get; init; } = MinAtarActionSet.Full;

    /// <summary>Probability per frame that the action carried out last is carried out again.</summary>
    [Description("MinAtar: sticky actions, the probability per frame that the last action is carried out instead of the new one.")]
    [Range(0.0, 1.0)]
    public double Sticky { get; init; } = 0.1;

    /// <summary>Whether asterix, seaquest and space-invaders become harder as an episode goes on.</summary>
    [Description("MinAtar: difficulty rises within an episode (asterix, seaquest, space-invaders).")]
    public bool Ramping { get; init; } = true;
}
