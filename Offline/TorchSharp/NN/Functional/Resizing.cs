namespace TorchSharp;

public static partial class torch
{
    public enum InterpolationMode
    {
        Nearest = 0,
        Linear = 1,
        Bilinear = 2,
        Bicubic = 3,
        Trilinear = 4,
        Area = 5,
        NearestExact = 6,
    }

    public enum UpsampleMode
    {
        Nearest = 0,
        Linear = 1,
        Bilinear = 2,
        Bicubic = 3,
        Trilinear = 4,
    }

    public static partial class nn
    {
        public static unsafe partial class functional
        {
            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
            {
                strides ??= kernel_size;
                padding ??= [0];
                dilation ??= [1];
                fixed (long* k = kernel_size, s = strides, p = padding, d = dilation)
                    return Tensor.Of(Native.max_pool2d(input.Handle, k, kernel_size.Length, s, strides.Length, p, padding.Length, d, dilation.Length, ceil_mode), input);
            }

            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, [kernel_size], [stride ?? kernel_size], [padding ?? 0], [dilation ?? 1], ceil_mode);

            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Two(kernel_size), Two(stride ?? kernel_size), Two(padding ?? (0, 0)), Two(dilation ?? (1, 1)), ceil_mode);

            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
            {
                stride ??= kernel_size;
                padding ??= [0];
                fixed (long* k = kernel_size, s = stride, p = padding)
                    return Tensor.Of(Native.avg_pool2d(input.Handle, k, kernel_size.Length, s, stride.Length, p, padding.Length, ceil_mode, count_include_pad, Num.Of(divisor_override)), input);
            }

            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, [kernel_size], [stride ?? kernel_size], [padding], ceil_mode, count_include_pad, divisor_override);

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size)
            {
                fixed (long* s = output_size) return Tensor.Of(Native.adaptive_avg_pool2d(input.Handle, s, output_size.Length), input);
            }

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => adaptive_avg_pool2d(input, Two(output_size));

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, [output_size, output_size]);

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => functional.pad(input, (ReadOnlySpan<long>)pad, mode, value);

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                var name = mode switch { PaddingModes.Reflect => "reflect", PaddingModes.Replicate => "replicate", PaddingModes.Circular => "circular", _ => "constant" };
                var fill = name == "constant" ? (Num)value : Num.Absent;
                fixed (long* p = pad)
                fixed (byte* m = Text(name))
                    return Tensor.Of(Native.pad(input.Handle, p, pad.Length, m, fill), input);
            }

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            /// <summary>Resizes the dimensions after the second to a size or by a factor.</summary>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false)
            {
                var shape = x.shape;
                var spatial = shape.Length - 2;
                if (size is null == scale_factor is null) throw new ArgumentException("Give exactly one of size and scale_factor.");
                if (size is { Length: 1 } && spatial > 1) size = [.. Enumerable.Repeat(size[0], spatial)];
                if (scale_factor is { Length: 1 } && spatial > 1) scale_factor = [.. Enumerable.Repeat(scale_factor[0], spatial)];
                var target = size ?? [.. scale_factor!.Select((f, i) => (long)Math.Floor(shape[i + 2] * f))];
                var scales = scale_factor is null || recompute_scale_factor ? null : scale_factor;
                fixed (long* s = target)
                    return Tensor.Of(Native.interpolate(x.Handle, s, target.Length, (int)mode, align_corners ?? false, scales?[0] ?? 0, scales is { Length: > 1 } ? scales[1] : 0), x);
            }

            private static long[] Two((long, long) pair) => [pair.Item1, pair.Item2];
        }
    }
}
