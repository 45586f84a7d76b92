using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>Resizes every image [H, W, C] to [<paramref name="height"/>, <paramref name="width"/>, C] by averaging the area that each new pixel covers. Vectors pass unchanged.</summary>
public sealed class ImageResize(IEnvironment inner, int height, int width) : ObservationWrapper(inner)
{
    /// <inheritdoc/>
    public override EnvironmentSpaces Spaces { get; } = inner.Spaces with
    {
        Observations = [.. inner.Spaces.Observations.Select(space => space.IsImage ? space with { Shape = [height, width, space.Shape[2]] } : space)],
    };

    /// <inheritdoc/>
    protected override Array Change(ObservationSpace space, Array array) => space.IsImage ? Resize((byte[])array, space.Shape) : array;

    private byte[] Resize(byte[] image, ImmutableArray<int> shape)
    {
        var (oldHeight, oldWidth, channels) = (shape[0], shape[1], shape[2]);
        if (oldHeight == height && oldWidth == width) return image;
        var sums = new double[height * width * channels];
        foreach (var (y, row, high) in Cover(oldHeight, height))
            foreach (var (x, column, wide) in Cover(oldWidth, width))
                for (var c = 0; c < channels; c++)
                    sums[(((y * width) + x) * channels) + c] += high * wide * image[(((row * oldWidth) + column) * channels) + c];
        return [.. sums.Select(sum => (byte)Math.Clamp(Math.Round(sum), 0, 255))];
    }

    // Each new pixel's share of each old one along one axis; the shares of a new pixel sum to one.
    private static IEnumerable<(int New, int Old, double Share)> Cover(int oldSize, int newSize)
    {
        var scale = (double)oldSize / newSize;
        for (var i = 0; i < newSize; i++)
        {
            var (from, to) = (i * scale, (i + 1) * scale);
            for (var old = (int)from; old < oldSize && old < to; old++)
            {
                var share = (Math.Min(to, old + 1) - Math.Max(from, old)) / scale;
                if (share > 1e-12) yield return (i, old, share);
            }
        }
    }
}
