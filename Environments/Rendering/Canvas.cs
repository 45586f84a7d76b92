namespace AkkaDreamer.Environments;

/// <summary>A colour of three bytes.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue);

/// <summary>
/// A picture of 64 x 64 x 3 bytes to draw on, anti-aliased: a shape covers a pixel by its signed distance from the pixel's centre, from 0 half a pixel outside to 1 half a pixel inside.
/// Coordinates are pixels, x to the right and y down, pixel (0, 0) centred at (0.5, 0.5).
/// </summary>
internal sealed class Canvas
{
    public const int Size = 64;

    public Canvas(Colour background)
    {
        Pixels = new byte[Size * Size * 3];
        for (var i = 0; i < Pixels.Length; i += 3) (Pixels[i], Pixels[i + 1], Pixels[i + 2]) = (background.Red, background.Green, background.Blue);
    }

    /// <summary>A copy of a background that is drawn once.</summary>
    public Canvas(Canvas background) => Pixels = (byte[])background.Pixels.Clone();

    /// <summary>The space of such a picture.</summary>
    public static ObservationSpace Space { get; } = new("image", ElementType.UInt8, [Size, Size, 3]);

    /// <summary>[64, 64, 3].</summary>
    public byte[] Pixels { get; }

    /// <summary>A box around a centre, with half its width and height.</summary>
    public void Box(double x, double y, double halfWidth, double halfHeight, Colour colour) =>
        Fill(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, colour, (px, py) => Math.Max(Math.Abs(px - x) - halfWidth, Math.Abs(py - y) - halfHeight));

    /// <summary>A thick line with round ends.</summary>
    public void Capsule(double fromX, double fromY, double toX, double toY, double radius, Colour colour)
    {
        var (dx, dy) = (toX - fromX, toY - fromY);
        var length = (dx * dx) + (dy * dy);
        Fill(
            Math.Min(fromX, toX) - radius, Math.Min(fromY, toY) - radius, Math.Max(fromX, toX) + radius, Math.Max(fromY, toY) + radius, colour,
            (px, py) =>
            {
                var along = length == 0 ? 0 : Math.Clamp((((px - fromX) * dx) + ((py - fromY) * dy)) / length, 0, 1);
                var (ox, oy) = (px - fromX - (along * dx), py - fromY - (along * dy));
                return Math.Sqrt((ox * ox) + (oy * oy)) - radius;
            });
    }

    private void Fill(double left, double top, double right, double bottom, Colour colour, Func<double, double, double> distance)
    {
        var (firstX, lastX) = (Math.Max(0, (int)Math.Floor(left - 1)), Math.Min(Size - 1, (int)Math.Ceiling(right + 1)));
        var (firstY, lastY) = (Math.Max(0, (int)Math.Floor(top - 1)), Math.Min(Size - 1, (int)Math.Ceiling(bottom + 1)));
        for (var y = firstY; y <= lastY; y++)
        {
            for (var x = firstX; x <= lastX; x++)
            {
                var cover = Math.Clamp(0.5 - distance(x + 0.5, y + 0.5), 0, 1);
                if (cover == 0) continue;
                var i = 3 * ((y * Size) + x);
                Pixels[i] = Blend(Pixels[i], colour.Red, cover);
                Pixels[i + 1] = Blend(Pixels[i + 1], colour.Green, cover);
                Pixels[i + 2] = Blend(Pixels[i + 2], colour.Blue, cover);
            }
        }
    }

    private static byte Blend(byte under, byte over, double cover) => (byte)Math.Round(under + ((over - under) * cover));
}
