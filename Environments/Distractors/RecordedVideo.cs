namespace AkkaDreamer.Environments.Distractors;

/// <summary>Pictures that lie in memory, in colour [frames, height, width, 3] or grey [frames, height, width].</summary>
internal sealed class RecordedVideo(byte[] bytes, int height, int width, bool isGrey) : BackgroundVideo(height, width)
{
    private readonly byte[] colour = new byte[isGrey ? height * width * 3 : 0];

    public override int Frames { get; } = bytes.Length / (height * width * (isGrey ? 1 : 3));

    protected override ReadOnlySpan<byte> Picture(int frame)
    {
        if (!isGrey) return bytes.AsSpan(frame * Pixels * 3, Pixels * 3);
        var grey = bytes.AsSpan(frame * Pixels, Pixels);
        for (var i = 0; i < Pixels; i++) colour[3 * i] = colour[(3 * i) + 1] = colour[(3 * i) + 2] = grey[i];
        return colour;
    }
}
