using System.Buffers.Binary;
using System.IO.Compression;
using AkkaDreamer.Actors.Evaluating;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Environments;
using Xunit;

namespace AkkaDreamer.Tests.Reporting;

public sealed class PictureTests
{
    [Fact]
    public void A_picture_written_as_PNG_is_read_back_the_same()
    {
        var pixels = new byte[3 * 7 * 5];
        new Random(1).NextBytes(pixels);
        var (width, height, read) = Decode(PngFile.Encode(7, 5, pixels));
        Assert.Equal((7, 5), (width, height));
        Assert.Equal(pixels, read);
    }

    [Fact]
    public void A_picture_with_too_few_pixels_is_refused() => Assert.Throws<ArgumentException>(() => PngFile.Encode(4, 4, new byte[47]));

    [Theory]
    [InlineData(1, new byte[] { 1, 2 }, new byte[] { 1, 1, 1, 2, 2, 2 })]
    [InlineData(3, new byte[] { 1, 2, 3, 4, 5, 6 }, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(4, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new byte[] { 4, 4, 4, 8, 8, 8 })]
    [InlineData(6, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }, new byte[] { 4, 5, 6, 10, 11, 12 })]
    public void Of_stacked_frames_the_newest_is_shown(int channels, byte[] image, byte[] shown) => Assert.Equal(shown, NewestFrame.Of(ObservationSpace.Image("image", 1, 2, channels), image));

    [Fact]
    public void A_chart_draws_its_lines_where_the_axes_say()
    {
        var chart = LineChart.Draw("catch", "decisions", "return", [new ChartLine("eval", [(0, 0), (50, 5), (100, 10)], (255, 0, 0))], 300, 200);
        int Red(int x, int y) => chart.Pixels[3 * ((y * 300) + x)] - chart.Pixels[(3 * ((y * 300) + x)) + 1];
        var (left, right, top, bottom) = (86, 300 - 24, 44, 200 - 56);
        Assert.True(Red(left + 1, bottom - 1) > 60, "no line at its first point");
        Assert.True(Red((left + right) / 2, (top + bottom) / 2) > 60, "no line at its middle");
        Assert.True(Red(right - 1, top) > 60, "no line at its last point");
        Assert.InRange(Red(left + 20, top + 20), -10, 10);
    }

    [Fact]
    public void A_band_is_shaded_around_its_line_and_not_beyond()
    {
        var line = new ChartLine("eval", [(0, 5), (100, 5)], (255, 0, 0)) { Band = [(0, 4, 6), (100, 4, 10)] };
        var chart = LineChart.Draw("catch", "decisions", "return", [line, new ChartLine("span", [(0, 0), (100, 0)], (0, 0, 0))], 300, 200);
        int Red(int x, double share) => chart.Pixels[3 * ((Row(share) * 300) + x)] - chart.Pixels[(3 * ((Row(share) * 300) + x)) + 1];
        int Row(double value) => (int)(200 - 56 - (value / 10 * (200 - 44 - 56)));
        Assert.InRange(Red(100, 5.7), 30, 80);   // inside: a light tint
        Assert.InRange(Red(270, 9.2), 30, 80);   // it widens to the right
        Assert.InRange(Red(100, 9.2), -10, 10);
        Assert.InRange(Red(100, 3.0), -10, 10);
    }

    [Fact]
    public void A_chart_without_points_and_one_with_a_single_point_can_be_drawn()
    {
        Assert.Equal(3 * 960 * 540, LineChart.Draw("nothing", "x", "y", []).Pixels.Length);
        Assert.Equal(3 * 960 * 540, LineChart.Draw("one", "x", "y", [new ChartLine("a", [(3, 3), (double.NaN, 2)], (0, 0, 0))]).Pixels.Length);
    }

    private static (int Width, int Height, byte[] Pixels) Decode(byte[] file)
    {
        Assert.Equal<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        var (width, height, at) = (0, 0, 8);
        using var packed = new MemoryStream();
        while (at < file.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var type = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            if (type == "IHDR") (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 8)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 12)));
            if (type == "IDAT") packed.Write(file, at + 8, length);
            if (type == "IEND") Assert.Equal(0xAE426082, BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8))); // the well-known checksum of an empty IEND
            at += 12 + length;
        }

        packed.Position = 0;
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Decompress)) zlib.CopyTo(unpacked);
        var rows = unpacked.ToArray();
        var pixels = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
            for (var i = 0; i < 3 * width; i++)
                pixels[(y * 3 * width) + i] = (byte)(rows[(y * ((3 * width) + 1)) + 1 + i] + (y == 0 ? 0 : pixels[((y - 1) * 3 * width) + i]));
        return (width, height, pixels);
    }
}
