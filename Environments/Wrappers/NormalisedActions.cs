namespace AkkaDreamer.Environments;

/// <summary>Accepts every continuous action within [-1, 1] (clipped to it) and rescales it linearly to the range of the environment inside. Discrete actions pass unchanged.</summary>
public sealed class NormalisedActions : EnvironmentWrapper
{
    private readonly ContinuousActions? range;

    /// <summary>Around an environment whose continuous actions have finite ranges; throws <see cref="ArgumentException"/> for others.</summary>
    public NormalisedActions(IEnvironment inner) : base(inner)
    {
        Spaces = inner.Spaces;
        range = inner.Spaces.Actions as ContinuousActions;
        if (range is null) return;
        if (!range.Low.All(float.IsFinite) || !range.High.All(float.IsFinite)) throw new ArgumentException("An action without bounds cannot be rescaled from [-1, 1].", nameof(inner));
        Spaces = inner.Spaces with { Actions = ContinuousActions.Unit(range.Size) };
    }

    /// <inheritdoc/>
    public override EnvironmentSpaces Spaces { get; }

    /// <inheritdoc/>
    public override EnvironmentStep Step(ReadOnlySpan<float> action) => Inner.Step(Scaled(action));

    /// <inheritdoc/>
    public override EnvironmentStep Repeat(ReadOnlySpan<float> action, int times) => Inner.Repeat(Scaled(action), times);

    private ReadOnlySpan<float> Scaled(ReadOnlySpan<float> action)
    {
        if (range is null) return action;
        var scaled = new float[action.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            var unit = Math.Clamp(action[i], -1f, 1f);
            scaled[i] = Math.Clamp(range.Low[i] + ((unit + 1) / 2 * (range.High[i] - range.Low[i])), range.Low[i], range.High[i]); // rounding may reach beyond an end that is no sum of powers of two
        }

        return scaled;
    }
}
