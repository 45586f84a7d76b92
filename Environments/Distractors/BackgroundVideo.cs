namespace AkkaDreamer.Environments.Distractors;

/// <summary>A video of pictures [height, width, 3] that begins again after its last one.</summary>
internal abstract class BackgroundVideo(int height, int width)
{
    /// <summary>Frames of a video that are used, in every convention.</summary>
    public const int MostFrames = 1000;

    /// <summary>How many pictures it has.</summary>
    public abstract int Frames { get; }

    /// <summary>Pixels of one.</summary>
    protected int Pixels => height * width;

    /// <summary>The picture at a time, which may lie beyond the last: [height, width, 3], valid until the next call.</summary>
    public ReadOnlySpan<byte> At(long time) => Picture((int)(time % Frames));

    /// <summary>One of its pictures.</summary>
    protected abstract ReadOnlySpan<byte> Picture(int frame);
}
