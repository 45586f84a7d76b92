namespace AkkaDreamer.Environments;

/// <summary>The actions that an environment is likeliest to stumble over: every choice; every end of the range.</summary>
internal static class ActionEnds
{
    /// <summary>How many steps each is held.</summary>
    public const int Held = 20;

    private const int MostDimensions = 16;

    public static IEnumerable<float[]> Of(ActionSpace space)
    {
        if (space is DiscreteActions discrete) return Enumerable.Range(0, discrete.Count).Select(choice => ActionVector.OneHot(choice, discrete.Count));
        var range = (ContinuousActions)space;
        var middle = range.Low.Zip(range.High, (low, high) => low + ((high - low) / 2)).ToArray();
        return
        [
            [.. range.Low], [.. range.High], middle,
            .. Enumerable.Range(0, Math.Min(MostDimensions, range.Size)).SelectMany(i => new[] { With(middle, i, range.Low[i]), With(middle, i, range.High[i]) }),
        ];
    }

    private static float[] With(float[] action, int place, float number)
    {
        var changed = (float[])action.Clone();
        changed[place] = number;
        return changed;
    }
}
