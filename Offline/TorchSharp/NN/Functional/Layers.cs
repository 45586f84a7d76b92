namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static unsafe partial class functional
        {
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Tensor.Of(Native.linear(input.Handle, weights.Handle, bias?.Handle ?? 0), input, weights, bias);

            public static Tensor one_hot(Tensor x, long num_classes = -1) => Tensor.Of(Native.one_hot(x.Handle, num_classes), x);

            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1)
            {
                long s = stride ?? 1, p = padding ?? 0, d = dilation ?? 1;
                return Tensor.Of(Native.conv1d(input.Handle, weight.Handle, bias?.Handle ?? 0, &s, 1, &p, 1, &d, 1, groups), input, weight, bias);
            }

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1)
            {
                strides ??= [1];
                padding ??= [0];
                dilation ??= [1];
                fixed (long* s = strides, p = padding, d = dilation)
                    return Tensor.Of(Native.conv2d(input.Handle, weight.Handle, bias?.Handle ?? 0, s, strides.Length, p, padding.Length, d, dilation.Length, groups), input, weight, bias);
            }

            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1)
            {
                strides ??= [1];
                dilation ??= [1];
                fixed (long* s = strides, d = dilation)
                fixed (byte* p = Text(padding == Padding.Same ? "same" : "valid"))
                    return Tensor.Of(Native.conv_same(input.Handle, weight.Handle, bias?.Handle ?? 0, s, strides.Length, p, d, dilation.Length, groups), input, weight, bias);
            }

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1)
            {
                strides ??= [1];
                padding ??= [0];
                output_padding ??= [0];
                dilation ??= [1];
                fixed (long* s = strides, p = padding, o = output_padding, d = dilation)
                    return Tensor.Of(Native.conv_transpose2d(input.Handle, weight.Handle, bias?.Handle ?? 0, s, strides.Length, p, padding.Length, o, output_padding.Length, groups, d, dilation.Length), input, weight, bias);
            }

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
            {
                fixed (long* s = normalized_shape)
                    return Tensor.Of(Native.layer_norm(input.Handle, s, normalized_shape.Length, weight?.Handle ?? 0, bias?.Handle ?? 0, eps), input, weight, bias);
            }

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Tensor.Of(Native.group_norm(input.Handle, num_groups, weight?.Handle ?? 0, bias?.Handle ?? 0, eps), input, weight, bias);

            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5)
            {
                var result = Native.batch_norm(input.Handle, weight?.Handle ?? 0, bias?.Handle ?? 0, running_mean?.Handle ?? 0, running_var?.Handle ?? 0, training, momentum, eps);
                GC.KeepAlive(running_mean);
                GC.KeepAlive(running_var);
                return Tensor.Of(result, input, weight, bias);
            }

            public static Tensor instance_norm(Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null, Tensor? bias = null, bool use_input_stats = true, double momentum = 0.1, double eps = 1e-5)
            {
                var result = Native.instance_norm(input.Handle, weight?.Handle ?? 0, bias?.Handle ?? 0, running_mean?.Handle ?? 0, running_var?.Handle ?? 0, use_input_stats, momentum, eps);
                GC.KeepAlive(running_mean);
                GC.KeepAlive(running_var);
                return Tensor.Of(result, input, weight, bias);
            }

            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1L, double eps = 1e-12) => Tensor.Of(Native.normalize(input.Handle, p, dim, eps), input);

            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) => Tensor.Of(Native.cosine_similarity(x1.Handle, x2.Handle, dim, eps), x1, x2);

            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false) =>
                Tensor.Of(Native.attention(query.Handle, key.Handle, value.Handle, attn_mask?.Handle ?? 0, p, is_casual), query, key, value, attn_mask);
        }
    }
}
