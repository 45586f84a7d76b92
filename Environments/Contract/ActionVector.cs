namespace AkkaDreamer.Environments;

/// <summary>Reads actions in the form in which the system carries them.</summary>
public static class ActionVector
{
    /// <summary>The choice that a one-hot vector of <paramref name="count"/> numbers makes. Throws <see cref="ArgumentException"/> when it is not one-hot.</summary>
    public static int Choice(ReadOnlySpan<float> action, int count)
    {
        var choice = -1;
        for (var i = 0; i < action.Length; i++)
        {
            if (action[i] == 0) continue;
            if (action[i] != 1 || choice >= 0) { choice = -1; break; }
            choice = i;
        }

        return action.Length == count && choice >= 0
            ? choice
            : throw new ArgumentException($"A discrete action is a one-hot vector of {count} numbers; given was [{Text(action)}].", nameof(action));
    }

    /// <summary>The one-hot vector of a choice among <paramref name="count"/>.</summary>
    public static float[] OneHot(int choice, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(choice);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(choice, count);
        var action = new float[count];
        action[choice] = 1;
        return action;
    }

    /// <summary>An action drawn uniformly from a space.</summary>
    public static float[] Random(ActionSpace space, EpisodeRandom random)
    {
        if (space is DiscreteActions discrete) return OneHot(random.NextInt32(discrete.Count), discrete.Count);
        var continuous = (ContinuousActions)space;
        return [.. continuous.Low.Zip(continuous.High, (low, high) => (float)random.Uniform(low, high))];
    }

    internal static string Text(ReadOnlySpan<float> action)
    {
        var shown = string.Join(", ", action[..Math.Min(8, action.Length)].ToArray().Select(number => number.ToString("g4", null)));
        return action.Length > 8 ? $"{shown}, ... ({action.Length} numbers)" : shown;
    }
}
