using System.Security.Cryptography;
using System.Text.Json;
using AkkaDreamer.Environments;
using Xunit;

namespace AkkaDreamer.Tests.Environments;

public sealed class ImageScaleTests
{
    /// <summary>Pillow's pictures, made by Golden/make_resize.py.</summary>
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden.GetArrayLength())];

    private static JsonElement Golden => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Environments", "Golden", "resize.json"))).RootElement.GetProperty("cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_triangle_filter_is_Pillows_to_the_bit(int number)
    {
        var golden = Golden[number];
        int[] from = [.. golden.GetProperty("from").EnumerateArray().Select(size => size.GetInt32())], to = [.. golden.GetProperty("to").EnumerateArray().Select(size => size.GetInt32())];
        var small = new ImageScale(ImageFilter.Triangle, from[0], from[1], to[0], to[1]).Resize(Picture(from[0], from[1], from[2]), from[2]);
        Assert.Equal([.. golden.GetProperty("first").EnumerateArray().Select(value => value.GetByte())], small[..24]);
        Assert.Equal(golden.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(small)));
    }

    [Fact]
    public void The_area_filter_is_the_mean_of_what_each_pixel_covers()
    {
        var picture = Picture(7, 5, 2);
        var small = new ImageScale(ImageFilter.Area, 7, 5, 3, 2).Resize(picture, 2);
        for (var y = 0; y < 3; y++)
            for (var x = 0; x < 2; x++)
                for (var c = 0; c < 2; c++)
                {
                    // A fine grid of points, each of which lies in one old pixel.
                    var sum = 0.0;
                    for (var i = 0; i < 210; i++)
                        for (var j = 0; j < 210; j++) sum += picture[(((int)((y + ((i + 0.5) / 210)) * 7 / 3) * 5) + (int)((x + ((j + 0.5) / 210)) * 5 / 2)) * 2 + c];
                    Assert.InRange(small[(((y * 2) + x) * 2) + c], (sum / 44100) - 0.6, (sum / 44100) + 0.6);
                }
    }

    private static byte[] Picture(int height, int width, int channels)
    {
        var picture = new byte[height * width * channels];
        for (var (i, at) = (0, 0); i < height; i++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < channels; c++) picture[at++] = (byte)((x * x * 3) + (i * 7) + (x * i) + (c * 50));
        return picture;
    }
}
