using AkkaDreamer.Environments;

namespace AkkaDreamer.Tests.Environments.Distractors;

/// <summary>A world that always shows one picture, and a vector of its own; episodes end after 12 steps.</summary>
internal sealed class Painted(byte[] picture, int height, int width) : IEnvironment
{
    private int time = -1;

    public EnvironmentSpaces Spaces { get; } = EnvironmentSpaces.Of(new DiscreteActions(2), ObservationSpace.Image("image", height, width, 3), ObservationSpace.Vector("time", 1));

    public EnvironmentStep Reset(ulong seed)
    {
        time = 0;
        return EnvironmentStep.First(See());
    }

    public EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        if (time < 0) throw new InvalidOperationException();
        time++;
        var seen = See();
        if (time < 12) return EnvironmentStep.Next(seen, 1);
        time = -1;
        return EnvironmentStep.End(seen, 1);
    }

    public void Dispose() { }

    private Observation See() => Observation.OfAll((byte[])picture.Clone(), new[] { (float)time });
}
