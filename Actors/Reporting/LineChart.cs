using System.Globalization;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>Draws lines over axes with ticks, a title and a legend into RGB bytes; the learning curve at the end of a run. No image library: a small anti-aliased line drawer and a font of 5 x 7.</summary>
public sealed class LineChart
{
    private const int Left = 86;
    private const int Right = 24;
    private const int Top = 44;
    private const int Bottom = 56;
    private static readonly (byte, byte, byte) Ink = (40, 44, 52);
    private static readonly (byte, byte, byte) Faint = (226, 229, 234);

    private readonly byte[] pixels;

    private LineChart(int width, int height)
    {
        (Width, Height) = (width, height);
        pixels = new byte[3 * width * height];
        Array.Fill(pixels, (byte)255);
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>RGB bytes [Height, Width, 3].</summary>
    public ReadOnlySpan<byte> Pixels => pixels;

    /// <summary>Draws. Points that are not finite are left out; a chart without points has empty axes.</summary>
    public static LineChart Draw(string title, string xLabel, string yLabel, IReadOnlyList<ChartLine> lines, int width = 960, int height = 540)
    {
        var chart = new LineChart(width, height);
        var points = lines.SelectMany(line => line.Points.Concat(line.Band.SelectMany(at => new (double X, double Y)[] { (at.X, at.Low), (at.X, at.High) }))).Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToArray();
        var xTicks = Ticks(points.Select(point => point.X), 8);
        var yTicks = Ticks(points.Select(point => point.Y), 6);
        double X(double x) => Left + ((x - xTicks[0]) / (xTicks[^1] - xTicks[0]) * (width - Left - Right));
        double Y(double y) => height - Bottom - ((y - yTicks[0]) / (yTicks[^1] - yTicks[0]) * (height - Top - Bottom));

        foreach (var tick in xTicks)
        {
            chart.Segment(X(tick), Top, X(tick), height - Bottom, 1, Faint);
            var text = Number(tick);
            chart.Text(text, (int)X(tick) - (text.Length * 6 / 2), height - Bottom + 8, 1, Ink);
        }

        foreach (var tick in yTicks)
        {
            chart.Segment(Left, Y(tick), width - Right, Y(tick), 1, Faint);
            var text = Number(tick);
            chart.Text(text, Left - 8 - (text.Length * 6), (int)Y(tick) - 3, 1, Ink);
        }

        foreach (var line in lines)
            for (var i = 1; i < line.Band.Length; i++) chart.Shade(line.Band[i - 1], line.Band[i], X, Y, line.Colour);

        foreach (var line in lines)
        {
            var known = line.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToArray();
            if (line.Dots || known.Length == 1)
                foreach (var (x, y) in known) chart.Segment(X(x), Y(y), X(x), Y(y), 3, line.Colour);
            else
                for (var i = 1; i < known.Length; i++) chart.Segment(X(known[i - 1].X), Y(known[i - 1].Y), X(known[i].X), Y(known[i].Y), 2, line.Colour);
        }

        chart.Text(title, Left, 6, 2, Ink);
        chart.Text(xLabel, (Left + width - Right - (xLabel.Length * 6)) / 2, height - 24, 1, Ink);
        chart.Text(yLabel, 8, Top - 18, 1, Ink);
        var at = width - Right;
        foreach (var line in lines.Reverse())
        {
            at -= (line.Name.Length * 6) + 28;
            chart.Segment(at, Top - 10, at + 14, Top - 10, 3, line.Colour);
            chart.Text(line.Name, at + 20, Top - 13, 1, Ink);
        }

        return chart;
    }

    /// <summary>Round numbers that span the given ones: the first at or below the least, the last at or above the greatest.</summary>
    internal static double[] Ticks(IEnumerable<double> numbers, int about)
    {
        var all = numbers.DefaultIfEmpty(0).ToArray();
        var (low, high) = (all.Min(), all.Max());
        if (high - low < 1e-12 * Math.Max(1, Math.Abs(high))) (low, high) = (low - 0.5, high + 0.5);
        var raw = (high - low) / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * new[] { 1.0, 2, 2.5, 5, 10 }.First(factor => factor * power >= raw * 0.999);
        var (first, last) = (Math.Floor((low / step) + 1e-9), Math.Ceiling((high / step) - 1e-9));
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Math.Round((first + i) * step, 12))];
    }

    private static string Number(double value) => Math.Abs(value) switch
    {
        >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 1e4 => (value / 1e3).ToString("0.##", CultureInfo.InvariantCulture) + "k",
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };

    private void Segment(double fromX, double fromY, double toX, double toY, double thickness, (byte Red, byte Green, byte Blue) colour)
    {
        var (dx, dy) = (toX - fromX, toY - fromY);
        var length = (dx * dx) + (dy * dy);
        var reach = (thickness / 2) + 1;
        for (var y = (int)(Math.Min(fromY, toY) - reach); y <= (int)(Math.Max(fromY, toY) + reach); y++)
        {
            for (var x = (int)(Math.Min(fromX, toX) - reach); x <= (int)(Math.Max(fromX, toX) + reach); x++)
            {
                var (px, py) = (x + 0.5, y + 0.5);
                var along = length == 0 ? 0 : Math.Clamp((((px - fromX) * dx) + ((py - fromY) * dy)) / length, 0, 1);
                var distance = Math.Sqrt(Math.Pow(px - fromX - (along * dx), 2) + Math.Pow(py - fromY - (along * dy), 2));
                Blend(x, y, colour, Math.Clamp((thickness / 2) + 0.5 - distance, 0, 1));
            }
        }
    }

    // Column by column between two places; the left one's column is shaded, the right one's is left to the next stretch.
    private void Shade((double X, double Low, double High) from, (double X, double Low, double High) to, Func<double, double> across, Func<double, double> down, (byte Red, byte Green, byte Blue) colour)
    {
        if (!double.IsFinite(from.Low + from.High + to.Low + to.High)) return;
        var (left, right) = (across(from.X), across(to.X));
        for (var x = (int)Math.Ceiling(left); x < right; x++)
        {
            var share = (x - left) / (right - left);
            var (low, high) = (down(from.Low + (share * (to.Low - from.Low))), down(from.High + (share * (to.High - from.High))));
            for (var y = (int)Math.Round(high); y <= (int)Math.Round(low); y++) Blend(x, y, colour, 0.2);
        }
    }

    private void Text(string text, int x, int y, int scale, (byte Red, byte Green, byte Blue) colour)
    {
        foreach (var letter in text)
        {
            var rows = PixelFont.Rows(letter);
            for (var row = 0; row < 7; row++)
                for (var column = 0; column < 5; column++)
                    if ((rows[row] >> (4 - column) & 1) == 1)
                        for (var i = 0; i < scale * scale; i++) Blend(x + (column * scale) + (i % scale), y + (row * scale) + (i / scale), colour, 1);
            x += 6 * scale;
        }
    }

    private void Blend(int x, int y, (byte Red, byte Green, byte Blue) colour, double cover)
    {
        if (cover <= 0 || x < 0 || y < 0 || x >= Width || y >= Height) return;
        var i = 3 * ((y * Width) + x);
        pixels[i] = (byte)Math.Round(pixels[i] + ((colour.Red - pixels[i]) * cover));
        pixels[i + 1] = (byte)Math.Round(pixels[i + 1] + ((colour.Green - pixels[i + 1]) * cover));
        pixels[i + 2] = (byte)Math.Round(pixels[i + 2] + ((colour.Blue - pixels[i + 2]) * cover));
    }
}
