namespace AkkaDreamer.Environments;

/// <summary>Environments of Gymnasium (Farama Foundation), each by its ID: <c>gym:CartPole-v1</c>, or <c>gym:module:ID</c> to import a module first.</summary>
internal static class GymFamily
{
    /// <summary>What stands before the colon.</summary>
    public const string Name = "gym";

    /// <summary>The family: which IDs there are only Python knows, and says when one is opened.</summary>
    public static TaskFamily Family { get; } = new(
        Name, "Gymnasium environments by their ID (gym:CartPole-v1), in a Python process of their own. Needs Python 3.8 or newer with gymnasium 1.x and numpy (dreamer.task.gym.python).", [],
        static name => name.Length > Name.Length + 1 ? Describe(name) : null);

    private static TaskDescription Describe(string name) => new(
        name, "A Gymnasium environment, played in a Python process.", [ObservationKind.Native, ObservationKind.Vector, ObservationKind.Image, ObservationKind.Both], 1, 0, double.NaN, double.NaN,
        options => GymEnvironment.Open(name[(Name.Length + 1)..], options))
    {
        IsApart = static _ => true,
    };
}
