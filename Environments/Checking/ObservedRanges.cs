namespace AkkaDreamer.Environments;

/// <summary>What the numbers of observations and rewards were like, for remarks on what is allowed and seldom meant.</summary>
internal sealed class ObservedRanges(EnvironmentSpaces spaces)
{
    private const float Large = 1e6f;
    private readonly Array?[] first = new Array?[spaces.Observations.Length];
    private readonly bool[] changes = new bool[spaces.Observations.Length];
    private readonly float[] most = new float[spaces.Observations.Length];
    private bool hasReward;

    public void See(PlayedStep played)
    {
        hasReward |= played.Step.Reward != 0;
        for (var i = 0; i < Math.Min(first.Length, played.Arrays.Length); i++)
        {
            if (played.Arrays[i] is not { } array) continue;
            first[i] ??= array;
            changes[i] = changes[i] || !PlayedStep.IsSame(array, first[i]!);
            most[i] = Math.Max(most[i], array switch { byte[] image => image.Max(), float[] vector => vector.Max(Math.Abs), _ => 0 });
        }
    }

    public void Remark(Findings findings)
    {
        for (var i = 0; i < first.Length; i++)
        {
            var space = spaces.Observations[i];
            if (first[i] is null) continue;
            if (!changes[i]) findings.Allowed($"the observation '{space.Name}' was the same at every step; is it drawn?");
            if (space.Type == ElementType.UInt8 && most[i] <= 1) findings.Allowed($"the bytes of '{space.Name}' were 0 and 1 alone; images are 0 to 255");
            if (space.Type == ElementType.Float32 && most[i] > Large) findings.Allowed($"numbers of '{space.Name}' reach {most[i]:g3}; networks take them better around 1");
        }

        if (!hasReward) findings.Allowed("random actions never had a reward other than 0; an agent that never meets one cannot learn");
    }
}
