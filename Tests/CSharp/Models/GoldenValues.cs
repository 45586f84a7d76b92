using System.Text.Json;
using Xunit;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Models;

/// <summary>Values made by the scripts in Golden/, as tensors. A part is found under its name in any of their files.</summary>
internal static class GoldenValues
{
    private static readonly Dictionary<string, JsonElement> Parts = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Models", "Golden"), "*.json")
        .SelectMany(file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.EnumerateObject()).ToDictionary(part => part.Name, part => part.Value);

    public static JsonElement Numbers(string part) => Parts[part];

    /// <summary>A float32 tensor of a part, by name.</summary>
    public static Tensor Golden(string part, string name)
    {
        var element = Numbers(part).GetProperty(name);
        var (values, shape) = (new List<float>(), new List<long>());
        for (var inner = element; inner.ValueKind == JsonValueKind.Array; inner = inner[0]) shape.Add(inner.GetArrayLength());
        Collect(element, values);
        return tensor(values.ToArray(), shape.ToArray());
    }

    /// <summary>Fills weights by the formula that the script uses.</summary>
    public static void Fill(AkkaDreamer.Models.Networks.Weights weights)
    {
        using var off = no_grad();
        var values = Enumerable.Range(0, (int)weights.Count).Select(i => (float)(0.2 * Math.Sin(0.37 * i))).ToArray();
        weights.Flat.copy_(tensor(values));
        weights.Refresh();
    }

    /// <summary>Fails when any number differs by more than the tolerance, relative to its size above 1.</summary>
    public static void AssertClose(Tensor expected, Tensor actual, double tolerance = 2e-5)
    {
        Assert.Equal(expected.shape, actual.shape);
        var (left, right) = (expected.to(float32).contiguous().data<float>().ToArray(), actual.detach().to(float32).contiguous().data<float>().ToArray());
        for (var i = 0; i < left.Length; i++)
        {
            Assert.True(Math.Abs(left[i] - right[i]) <= tolerance * Math.Max(1, Math.Abs(left[i])), $"Entry {i}: expected {left[i]}, got {right[i]}.");
        }
    }

    private static void Collect(JsonElement element, List<float> values)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            values.Add((float)element.GetDouble());
            return;
        }

        foreach (var inner in element.EnumerateArray()) Collect(inner, values);
    }
}
