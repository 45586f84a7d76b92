using System.Text.Json;
using Xunit;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Offline.Tensors;

/// <summary>What PyTorch itself computed (Golden/generate.py), and the inputs it was given.</summary>
internal static class GoldenValues
{
    private static readonly Dictionary<string, double[]> Values =
        JsonSerializer.Deserialize<Dictionary<string, double[]>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Offline", "TorchSharp", "Golden", "torch.json")))!;

    public static Tensor Series(long[] shape, float shift = 0)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        var numbers = new float[count];
        for (var i = 0; i < count; i++) numbers[i] = (float)((i * 37 + 11) % 101 / 50.0 - 1.0 + shift);
        return tensor(numbers, shape);
    }

    public static void Same(string name, double tolerance, params Tensor[] tensors)
    {
        var actual = tensors.SelectMany(t => t.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray()).ToArray();
        var expected = Values[name];
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < actual.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"{name}[{i}]: {expected[i]} expected, {actual[i]} computed");
    }
}
