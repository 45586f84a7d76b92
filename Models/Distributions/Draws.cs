using static TorchSharp.torch;

namespace AkkaDreamer.Models.Distributions;

/// <summary>Random numbers as tensors, from the generator of the actor that draws.</summary>
internal static class Draws
{
    /// <summary>Uniform in [0, 1).</summary>
    public static Tensor Uniform(RandomState random, Device device, params long[] shape)
    {
        // Rounding to float32 could reach 1; the largest float below it is as good.
        return Fill(shape, device, () => Math.Min((float)random.NextDouble(), 0.99999994f));
    }

    /// <summary>Standard normal.</summary>
    public static Tensor Normal(RandomState random, Device device, params long[] shape) => Fill(shape, device, () => (float)random.NextNormal());

    private static Tensor Fill(long[] shape, Device device, Func<float> next)
    {
        var numbers = new float[shape.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = next();
        return tensor(numbers, shape, device: device);
    }
}
