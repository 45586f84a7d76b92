using System.Collections.Immutable;

namespace AkkaDreamer.Environments.Distractors;

/// <summary>Videos in a row, cut off after <see cref="BackgroundVideo.MostFrames"/>.</summary>
internal sealed class JoinedVideo : BackgroundVideo
{
    private readonly ImmutableArray<BackgroundVideo> parts;

    /// <summary>The first of them that fill it.</summary>
    public JoinedVideo(IBackgroundVideos videos, int height, int width, bool isGrey) : base(height, width)
    {
        var taken = ImmutableArray.CreateBuilder<BackgroundVideo>();
        for (var index = 0; index < videos.Count && Frames < MostFrames; index++)
        {
            taken.Add(videos.Open(index, height, width, isGrey));
            Frames = Math.Min(MostFrames, Frames + taken[^1].Frames);
        }

        parts = taken.ToImmutable();
    }

    public override int Frames { get; }

    protected override ReadOnlySpan<byte> Picture(int frame)
    {
        foreach (var part in parts)
        {
            if (frame < part.Frames) return part.At(frame);
            frame -= part.Frames;
        }

        throw new ArgumentOutOfRangeException(nameof(frame));
    }
}
