using AkkaDreamer.Environments;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Evaluating;

/// <summary>Evenly spaced frames of an episode's first image observation, side by side; a task without images gives no picture.</summary>
public sealed class FilmStrip
{
    private readonly int index;
    private readonly int most;
    private readonly ObservationSpace? space;
    private readonly List<byte[]> frames = [];

    /// <summary>A strip of at most <paramref name="most"/> frames.</summary>
    public FilmStrip(EnvironmentSpaces spaces, int most)
    {
        this.most = most;
        index = spaces.Observations.IndexOf(spaces.Observations.FirstOrDefault(space => space.IsImage)!);
        space = index < 0 || most <= 0 ? null : spaces.Observations[index];
    }

    /// <summary>One more frame.</summary>
    public void Add(Observation observation)
    {
        if (space is not null) frames.Add((byte[])observation.Arrays[index]);
    }

    /// <summary>The strip; null when there is nothing to show.</summary>
    public PredictionStrip? Take()
    {
        if (space is null || frames.Count == 0) return null;
        int height = space.Shape[0], width = space.Shape[1];
        var shown = Math.Min(most, frames.Count);
        var pixels = new byte[height * width * shown * 3];
        for (var i = 0; i < shown; i++)
        {
            var frame = NewestFrame.Of(space, frames[shown == 1 ? 0 : i * (frames.Count - 1) / (shown - 1)]);
            for (var row = 0; row < height; row++) Array.Copy(frame, 3 * row * width, pixels, 3 * width * ((row * shown) + i), 3 * width);
        }

        frames.Clear();
        return new PredictionStrip(width * shown, height, pixels);
    }
}
