using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>Changes what is observed, array by array, and nothing else.</summary>
public abstract class ObservationWrapper(IEnvironment inner) : EnvironmentWrapper(inner)
{
    /// <inheritdoc/>
    public override EnvironmentStep Reset(ulong seed) => Changed(Inner.Reset(seed));

    /// <inheritdoc/>
    public override EnvironmentStep Step(ReadOnlySpan<float> action) => Changed(Inner.Step(action));

    /// <summary>The array to show instead of one of the environment inside. May write to the array given.</summary>
    protected abstract Array Change(ObservationSpace space, Array array);

    private EnvironmentStep Changed(EnvironmentStep step)
    {
        var arrays = ImmutableArray.CreateBuilder<Array>(step.Observation.Arrays.Length);
        for (var i = 0; i < step.Observation.Arrays.Length; i++) arrays.Add(Change(Inner.Spaces.Observations[i], step.Observation.Arrays[i]));
        return step with { Observation = new Observation(arrays.MoveToImmutable()) };
    }
}
