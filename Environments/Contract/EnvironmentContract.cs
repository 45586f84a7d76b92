namespace AkkaDreamer.Environments;

/// <summary>
/// What an environment must keep, in one place: whoever holds one to it gives a function that takes what is wrong, as words after the environment's name ("gave the reward NaN; it must be finite").
/// That function may throw at the first, or gather.
/// </summary>
internal static class EnvironmentContract
{
    /// <summary>What is shown and accepted.</summary>
    public static void Spaces(EnvironmentSpaces spaces, Action<string> wrong)
    {
        if (spaces.Observations.IsDefaultOrEmpty) wrong("shows no observation; at least one array is needed");
        foreach (var space in spaces.Observations.IsDefault ? [] : spaces.Observations)
        {
            if (space.Shape.IsDefaultOrEmpty || space.Shape.Any(size => size < 1)) wrong($"has the space '{space}'; every dimension must be 1 or more");
            if (spaces.Observations.Count(other => other.Name == space.Name) > 1) wrong($"names two observations '{space.Name}'; names must differ");
        }

        if (spaces.Actions is null || spaces.Actions.Size < 1) wrong("accepts no action; one number or more is needed");
        if (spaces.Actions is not ContinuousActions range) return;
        if (range.Low.Length != range.High.Length || range.Low.Zip(range.High).Any(pair => !(pair.First < pair.Second))) wrong("has an action range whose low end is not below its high end");
        if (!range.Low.All(float.IsFinite) || !range.High.All(float.IsFinite)) wrong("has an action range without bounds; actions arrive as numbers from -1 to 1 and are scaled to the range, so both its ends must be finite");
    }

    /// <summary>What a reset gives, besides its observation.</summary>
    public static void First(EnvironmentStep step, Action<string> wrong)
    {
        if (!step.IsFirst || step.IsLast || step.IsTerminal || step.LifeLost) wrong($"began an episode with the flags {Flags(step)}; a reset gives IsFirst alone");
        if (step.Reward != 0) wrong($"began an episode with reward {step.Reward}; a reset gives 0");
    }

    /// <summary>What a step gives, besides its observation.</summary>
    public static void Next(EnvironmentStep step, Action<string> wrong)
    {
        if (step.IsFirst) wrong("says IsFirst after a step; only a reset may");
        if (step.IsTerminal && !step.IsLast) wrong("says IsTerminal without IsLast; an end for good is also an end");
        if (!float.IsFinite(step.Reward)) wrong($"gave the reward {step.Reward}; it must be finite");
    }

    /// <summary>An observation against its spaces.</summary>
    public static void Observation(EnvironmentSpaces spaces, Observation observation, Action<string> wrong)
    {
        var given = observation is null || observation.Arrays.IsDefault ? 0 : observation.Arrays.Length;
        if (given != spaces.Observations.Length) wrong($"gave {given} arrays; its spaces name {spaces.Observations.Length}");
        for (var i = 0; i < Math.Min(given, spaces.Observations.Length); i++) Holds(spaces.Observations[i], observation!.Arrays[i], wrong);
    }

    /// <summary>Whether two of them show and accept the same.</summary>
    public static bool IsSame(EnvironmentSpaces one, EnvironmentSpaces other) =>
        ReferenceEquals(one, other) || (one.Observations.AsSpan().SequenceEqual(other.Observations.AsSpan()) && one.Actions == other.Actions);

    /// <summary>In words.</summary>
    public static string Text(EnvironmentSpaces spaces) => $"{string.Join("; ", spaces.Observations)} and {(spaces.Actions is DiscreteActions discrete ? $"{discrete.Count} discrete" : $"{spaces.Actions.Size} continuous")} actions";

    private static void Holds(ObservationSpace space, Array? array, Action<string> wrong)
    {
        var fits = space.Type == ElementType.UInt8 ? array is byte[] : array is float[];
        if (!fits) wrong($"gave {(array is null ? "nothing" : array.GetType().Name)} for '{space}'; it must be {(space.Type == ElementType.UInt8 ? "byte[]" : "float[]")}");
        else if (array!.Length != space.Count) wrong($"gave {array.Length} numbers for '{space}'; it must be {space.Count}");
        else if (array is float[] vector && !AllFinite(vector)) wrong($"gave a number that is not finite in '{space.Name}'");
    }

    private static bool AllFinite(float[] vector)
    {
        foreach (var number in vector) if (!float.IsFinite(number)) return false;
        return true;
    }

    private static string Flags(EnvironmentStep step) => $"IsFirst {step.IsFirst}, IsLast {step.IsLast}, IsTerminal {step.IsTerminal}{(step.LifeLost ? ", LifeLost" : "")}";
}
