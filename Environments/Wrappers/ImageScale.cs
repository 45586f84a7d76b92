namespace AkkaDreamer.Environments;

/// <summary>Resizes pictures [H, W, C] of bytes from one size to another, with weights that are worked out once.</summary>
public sealed class ImageScale
{
    private const int Precision = 22; // bits after the point in Pillow's weights
    private readonly ImageFilter filter;
    private readonly int height, width, newHeight, newWidth;
    private readonly Taps[] rows, columns;

    /// <summary>From <paramref name="height"/> x <paramref name="width"/> to <paramref name="newHeight"/> x <paramref name="newWidth"/> pixels.</summary>
    public ImageScale(ImageFilter filter, int height, int width, int newHeight, int newWidth)
    {
        (this.filter, this.height, this.width, this.newHeight, this.newWidth) = (filter, height, width, newHeight, newWidth);
        Func<int, int, Taps[]> weights = filter == ImageFilter.Area ? Areas : Triangles;
        (rows, columns) = (weights(height, newHeight), weights(width, newWidth));
    }

    /// <summary>The picture in its new size; itself when that is its own.</summary>
    public byte[] Resize(byte[] image, int channels)
    {
        if (image.Length != height * width * channels) throw new ArgumentException($"A picture of {image.Length} bytes was given; {height} x {width} x {channels} are needed.", nameof(image));
        if (height == newHeight && width == newWidth) return image;
        return filter == ImageFilter.Area ? ResizeAreas(image, channels) : ResizeTriangles(image, channels);
    }

    private byte[] ResizeAreas(byte[] image, int channels)
    {
        var line = newWidth * channels;
        var narrow = new double[height * line];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < newWidth; x++)
            {
                var taps = columns[x];
                for (var c = 0; c < channels; c++)
                {
                    var sum = 0.0;
                    for (var k = 0; k < taps.Weights.Length; k++) sum += taps.Weights[k] * image[(((y * width) + taps.From + k) * channels) + c];
                    narrow[(y * line) + (x * channels) + c] = sum;
                }
            }

        var small = new byte[newHeight * line];
        var sums = new double[line];
        for (var y = 0; y < newHeight; y++)
        {
            Array.Clear(sums);
            for (var k = 0; k < rows[y].Weights.Length; k++)
            {
                var (weight, from) = (rows[y].Weights[k], (rows[y].From + k) * line);
                for (var i = 0; i < line; i++) sums[i] += weight * narrow[from + i];
            }

            for (var i = 0; i < line; i++) small[(y * line) + i] = (byte)Math.Clamp(Math.Round(sums[i]), 0, 255);
        }

        return small;
    }

    private byte[] ResizeTriangles(byte[] image, int channels)
    {
        var line = newWidth * channels;
        var narrow = width == newWidth ? image : new byte[height * line];
        if (width != newWidth)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < newWidth; x++)
                {
                    var taps = columns[x];
                    for (var c = 0; c < channels; c++)
                    {
                        var sum = 1 << (Precision - 1);
                        for (var k = 0; k < taps.Bits.Length; k++) sum += taps.Bits[k] * image[(((y * width) + taps.From + k) * channels) + c];
                        narrow[(y * line) + (x * channels) + c] = (byte)Math.Clamp(sum >> Precision, 0, 255);
                    }
                }

        if (height == newHeight) return narrow;
        var small = new byte[newHeight * line];
        var sums = new int[line];
        for (var y = 0; y < newHeight; y++)
        {
            Array.Fill(sums, 1 << (Precision - 1));
            for (var k = 0; k < rows[y].Bits.Length; k++)
            {
                var (weight, from) = (rows[y].Bits[k], (rows[y].From + k) * line);
                for (var i = 0; i < line; i++) sums[i] += weight * narrow[from + i];
            }

            for (var i = 0; i < line; i++) small[(y * line) + i] = (byte)Math.Clamp(sums[i] >> Precision, 0, 255);
        }

        return small;
    }

    // Each new pixel's share of each old one along one axis; the shares of a new pixel sum to one.
    private static Taps[] Areas(int oldSize, int newSize)
    {
        var (scale, taps) = ((double)oldSize / newSize, new Taps[newSize]);
        for (var i = 0; i < newSize; i++)
        {
            var (from, to) = (i * scale, (i + 1) * scale);
            var shares = new List<double>();
            for (var old = (int)from; old < oldSize && old < to; old++) shares.Add((Math.Min(to, old + 1) - Math.Max(from, old)) / scale);
            while (shares.Count > 1 && shares[^1] <= 1e-12) shares.RemoveAt(shares.Count - 1);
            taps[i] = new Taps((int)from, [.. shares], []);
        }

        return taps;
    }

    private static Taps[] Triangles(int oldSize, int newSize)
    {
        var taps = new Taps[newSize];
        var scale = (double)oldSize / newSize;
        var support = Math.Max(scale, 1);
        for (var i = 0; i < newSize; i++)
        {
            var centre = (i + 0.5) * scale;
            var from = Math.Max(0, (int)(centre - support + 0.5));
            var to = Math.Min(oldSize, (int)(centre + support + 0.5));
            var weights = Enumerable.Range(from, to - from).Select(old => Math.Max(0, 1 - Math.Abs((old - centre + 0.5) / support))).ToArray();
            var sum = weights.Sum();
            taps[i] = new Taps(from, [], [.. weights.Select(weight => (int)((weight / sum * (1 << Precision)) + 0.5))]);
        }

        return taps;
    }

    private readonly record struct Taps(int From, double[] Weights, int[] Bits);
}
