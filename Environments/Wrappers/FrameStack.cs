namespace AkkaDreamer.Environments;

/// <summary>
/// Shows the newest <paramref name="frames"/> observations at once, the oldest first: images [H, W, C] as [H, W, frames x C], any other array [...] as [frames, ...].
/// An episode begins with its first observation <paramref name="frames"/> times.
/// </summary>
public sealed class FrameStack(IEnvironment inner, int frames) : EnvironmentWrapper(inner)
{
    private readonly int frames = frames >= 1 ? frames : throw new ArgumentOutOfRangeException(nameof(frames), frames, "At least one observation is shown.");
    private readonly Queue<Observation> newest = new();

    /// <inheritdoc/>
    public override EnvironmentSpaces Spaces { get; } = inner.Spaces with
    {
        Observations = [.. inner.Spaces.Observations.Select(space => space with { Shape = space.IsImage ? [space.Shape[0], space.Shape[1], frames * space.Shape[2]] : [frames, .. space.Shape] })],
    };

    /// <inheritdoc/>
    public override EnvironmentStep Reset(ulong seed)
    {
        newest.Clear();
        return Stacked(Inner.Reset(seed));
    }

    /// <inheritdoc/>
    public override EnvironmentStep Step(ReadOnlySpan<float> action) => Stacked(Inner.Step(action));

    private EnvironmentStep Stacked(EnvironmentStep step)
    {
        if (newest.Count == frames) newest.Dequeue();
        do newest.Enqueue(step.Observation); while (newest.Count < frames);
        return step with { Observation = new Observation([.. Inner.Spaces.Observations.Select((space, i) => Stack(space, [.. newest.Select(observation => observation.Arrays[i])]))]) };
    }

    private static Array Stack(ObservationSpace space, Array[] parts)
    {
        var one = Buffer.ByteLength(parts[0]);
        var stacked = Array.CreateInstance(parts[0].GetType().GetElementType()!, parts.Length * parts[0].Length);
        var run = space.IsImage ? space.Shape[2] : one; // bytes that stay together: the channels of a pixel, or everything
        for (var frame = 0; frame < parts.Length; frame++)
            for (var from = 0; from < one; from += run) Buffer.BlockCopy(parts[frame], from, stacked, (parts.Length * from) + (frame * run), run);
        return stacked;
    }
}
