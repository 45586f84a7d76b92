using static TorchSharp.torch;

namespace TorchSharp.Utils.Tensorboard;

/// <summary>Encodes tensorflow.Summary with one value. The numbers are those of the fields of its messages.</summary>
internal static class Summary
{
    internal static byte[] Scalar(string tag, float value) => Value(tag, v => v.Write(2, value));

    internal static byte[] Image(string tag, Tensor tensor, string dataformats)
    {
        var (pixels, height, width, channels) = Pixels(tensor, dataformats);
        var image = Proto.Message(m =>
        {
            m.Write(1, (ulong)height);
            m.Write(2, (ulong)width);
            m.Write(3, (ulong)channels);
            m.Write(4, Png.Encode(pixels, width, height, channels));
        });
        return Value(tag, v => v.Write(4, image));
    }

    internal static byte[] Histogram(string tag, Tensor values, long? max_bins)
    {
        using var scope = NewDisposeScope();
        var flat = values.detach().cpu().to(ScalarType.Float64).reshape(-1).data<double>().ToArray();
        if (flat.Length == 0) throw new ArgumentException("The input has no element.");
        var (limits, counts) = Buckets(flat, max_bins);
        var histogram = Proto.Message(m =>
        {
            m.Write(1, flat.Min());
            m.Write(2, flat.Max());
            m.Write(3, (double)flat.Length);
            m.Write(4, flat.Sum());
            m.Write(5, flat.Sum(x => x * x));
            m.Write(6, limits);
            m.Write(7, counts);
        });
        return Value(tag, v => v.Write(5, histogram));
    }

    internal static byte[] Text(string tag, string text)
    {
        const int stringType = 7;
        var metadata = Proto.Message(m => m.Write(1, Proto.Message(plugin => plugin.Write(1, "text"))));
        var shape = Proto.Message(s => s.Write(2, Proto.Message(d => d.Write(1, 1UL))));
        var tensor = Proto.Message(t =>
        {
            t.Write(1, (ulong)stringType);
            t.Write(2, shape);
            t.Write(8, System.Text.Encoding.UTF8.GetBytes(text));
        });
        return Value(tag, v =>
        {
            v.Write(8, tensor);
            v.Write(9, metadata);
        });
    }

    private static byte[] Value(string tag, Action<Google.Protobuf.CodedOutputStream> content) => Proto.Message(summary => summary.Write(1, Proto.Message(value =>
    {
        value.Write(1, tag);
        content(value);
    })));

    private static (byte[] Pixels, int Height, int Width, int Channels) Pixels(Tensor tensor, string dataformats)
    {
        using var scope = NewDisposeScope();
        var format = dataformats.ToUpperInvariant();
        if (tensor.ndim != format.Length || !format.Contains('H') || !format.Contains('W'))
            throw new ArgumentException($"An image of {tensor.ndim} dimensions does not fit the format {dataformats}.");
        if (format.Length == 2) (tensor, format) = (tensor.unsqueeze(-1), format + "C");
        var image = tensor.detach().cpu().permute(format.IndexOf('H'), format.IndexOf('W'), format.IndexOf('C'));
        if (image.dtype != ScalarType.Byte) image = (image.to(ScalarType.Float32) * 255).clamp(0, 255).to(ScalarType.Byte);
        var shape = image.shape;
        return (image.contiguous().bytes.ToArray(), (int)shape[0], (int)shape[1], (int)shape[2]);
    }

    /// <summary>Bounds that grow by a tenth from 1e-12 on, on both sides of zero; only the stretch that has members, and one empty bucket before it.</summary>
    private static (double[] Limits, double[] Counts) Buckets(double[] values, long? max_bins)
    {
        var positive = new List<double>();
        for (var bound = 1e-12; bound < 1e20; bound *= 1.1) positive.Add(bound);
        List<double> bounds = [.. positive.AsEnumerable().Reverse().Select(b => -b), 0, .. positive];
        if (max_bins is { } most && bounds.Count - 1 > most)
            bounds = [.. bounds.Where((_, i) => i % ((bounds.Count - 1) / most) == 0), bounds[^1]];
        var counts = new double[bounds.Count];
        foreach (var value in values)
        {
            var place = bounds.BinarySearch(value);
            if (place < 0) place = ~place;
            else if (place < bounds.Count - 1) place++;
            counts[Math.Clamp(place, 0, bounds.Count - 1)]++;
        }

        int first = Math.Max(0, Array.FindIndex(counts, c => c > 0) - 1), last = Array.FindLastIndex(counts, c => c > 0);
        return ([.. bounds[first..(last + 1)]], counts[first..(last + 1)]);
    }
}
