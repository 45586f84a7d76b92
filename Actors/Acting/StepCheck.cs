using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Acting;

/// <summary>The door between an environment and everything else: types, sizes and finiteness are looked at here, once.</summary>
public static class StepCheck
{
    /// <summary>Null when the step fits the spaces; else one line that says what was expected and what came.</summary>
    public static string? Fault(EnvironmentSpaces spaces, EnvironmentStep step, bool first)
    {
        var arrays = step.Observation.Arrays;
        if (arrays.Length != spaces.Observations.Length) return $"{arrays.Length} observations came, {spaces.Observations.Length} are declared";
        for (var i = 0; i < arrays.Length; i++)
        {
            var space = spaces.Observations[i];
            var expected = space.Type == ElementType.UInt8 ? typeof(byte[]) : typeof(float[]);
            if (arrays[i].GetType() != expected) return $"observation '{space.Name}' is {arrays[i].GetType().Name}, not {expected.Name}";
            if (arrays[i].Length != space.Count) return $"observation '{space}' has {arrays[i].Length} numbers, not {space.Count}";
            if (arrays[i] is float[] numbers && !AllFinite(numbers)) return $"observation '{space.Name}' is not finite";
        }

        if (!float.IsFinite(step.Reward)) return $"reward {step.Reward} is not finite";
        if (step.IsFirst != first) return first ? "a reset gave a step without IsFirst" : "a step in mid-episode says IsFirst";
        return step.IsTerminal && !step.IsLast && !step.LifeLost ? "IsTerminal without IsLast" : null;
    }

    /// <summary>The class of what an environment threw: <c>hang</c> when its own process gave no answer in time and was killed, else <c>environment</c>.</summary>
    public static string ClassOf(Exception? fault) => fault switch
    {
        AggregateException { InnerException: { } inner } => ClassOf(inner),
        EnvironmentFaultException { IsHang: true } => "hang",
        _ => "environment",
    };

    private static bool AllFinite(ReadOnlySpan<float> numbers)
    {
        foreach (var number in numbers)
        {
            if (!float.IsFinite(number)) return false;
        }

        return true;
    }
}
