namespace AkkaDreamer.Environments;

/// <summary>A step as it was when it was handed out: copies of its arrays, and the rest.</summary>
internal sealed record PlayedStep(Array?[] Arrays, EnvironmentStep Step)
{
    public static PlayedStep Of(EnvironmentStep step) =>
        new(step.Observation is null || step.Observation.Arrays.IsDefault ? [] : [.. step.Observation.Arrays.Select(array => (Array?)array?.Clone())], step);

    /// <summary>The first thing in which another step differs, in words; null when they are equal.</summary>
    public string? DifferenceFrom(PlayedStep other, EnvironmentSpaces spaces)
    {
        for (var i = 0; i < Math.Min(Arrays.Length, spaces.Observations.Length); i++)
        {
            var (one, two, name) = (Arrays[i], i < other.Arrays.Length ? other.Arrays[i] : null, spaces.Observations[i].Name);
            if (one is null || two is null || one.Length != two.Length || one.GetType() != two.GetType())
            {
                if (one is null && two is null) continue;
                return $"the observation '{name}' had another length or type";
            }

            if (IsSame(one, two)) continue;
            for (var k = 0; k < one.Length; k++)
                if (!Equals(one.GetValue(k), two.GetValue(k))) return $"number {k} of '{name}' was {one.GetValue(k):g6} and then {two.GetValue(k):g6}";
        }

        if (!Step.Reward.Equals(other.Step.Reward)) return $"the reward was {Step.Reward:g6} and then {other.Step.Reward:g6}";
        return Flags(Step) == Flags(other.Step) ? null : $"the flags were {Flags(Step)} and then {Flags(other.Step)}";
    }

    /// <summary>Whether two arrays hold the same; NaN is NaN.</summary>
    public static bool IsSame(Array one, Array other) => (one, other) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (float[] a, float[] b) => a.AsSpan().SequenceEqual(b),
        _ => one.GetType() == other.GetType() && one.Cast<object>().SequenceEqual(other.Cast<object>()),
    };

    private static string Flags(EnvironmentStep step) =>
        string.Join(", ", new[] { (step.IsFirst, "IsFirst"), (step.IsLast, "IsLast"), (step.IsTerminal, "IsTerminal"), (step.LifeLost, "LifeLost") }.Where(flag => flag.Item1).Select(flag => flag.Item2).DefaultIfEmpty("none"));
}
