// Written by native/bindings.py from native/nn.cpp.
using System.Runtime.InteropServices;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [DllImport(Library, EntryPoint = "ad_softmax")] internal static extern nint @softmax(nint @a, long @dim, sbyte @dtype);
    [DllImport(Library, EntryPoint = "ad_log_softmax")] internal static extern nint @log_softmax(nint @a, long @dim, sbyte @dtype);
    [DllImport(Library, EntryPoint = "ad_softplus")] internal static extern nint @softplus(nint @a, double @beta, double @threshold);
    [DllImport(Library, EntryPoint = "ad_silu")] internal static extern nint @silu(nint @a);
    [DllImport(Library, EntryPoint = "ad_silu_")] internal static extern int @silu_(nint @a);
    [DllImport(Library, EntryPoint = "ad_mish")] internal static extern nint @mish(nint @a);
    [DllImport(Library, EntryPoint = "ad_gelu")] internal static extern nint @gelu(nint @a, bool @tanh);
    [DllImport(Library, EntryPoint = "ad_elu")] internal static extern nint @elu(nint @a, Num @alpha, Num @scale, Num @input_scale);
    [DllImport(Library, EntryPoint = "ad_elu_")] internal static extern int @elu_(nint @a, Num @alpha, Num @scale, Num @input_scale);
    [DllImport(Library, EntryPoint = "ad_selu")] internal static extern nint @selu(nint @a);
    [DllImport(Library, EntryPoint = "ad_celu")] internal static extern nint @celu(nint @a, Num @alpha);
    [DllImport(Library, EntryPoint = "ad_leaky_relu")] internal static extern nint @leaky_relu(nint @a, Num @slope);
    [DllImport(Library, EntryPoint = "ad_leaky_relu_")] internal static extern int @leaky_relu_(nint @a, Num @slope);
    [DllImport(Library, EntryPoint = "ad_relu6")] internal static extern nint @relu6(nint @a);
    [DllImport(Library, EntryPoint = "ad_hardtanh")] internal static extern nint @hardtanh(nint @a, Num @min, Num @max);
    [DllImport(Library, EntryPoint = "ad_hardsigmoid")] internal static extern nint @hardsigmoid(nint @a);
    [DllImport(Library, EntryPoint = "ad_hardswish")] internal static extern nint @hardswish(nint @a);
    [DllImport(Library, EntryPoint = "ad_log_sigmoid")] internal static extern nint @log_sigmoid(nint @a);
    [DllImport(Library, EntryPoint = "ad_glu")] internal static extern nint @glu(nint @a, long @dim);
    [DllImport(Library, EntryPoint = "ad_threshold")] internal static extern nint @threshold(nint @a, Num @threshold, Num @value);
    [DllImport(Library, EntryPoint = "ad_dropout")] internal static extern nint @dropout(nint @a, double @p, bool @train);
    [DllImport(Library, EntryPoint = "ad_dropout_")] internal static extern int @dropout_(nint @a, double @p, bool @train);
    [DllImport(Library, EntryPoint = "ad_feature_dropout")] internal static extern nint @feature_dropout(nint @a, double @p, bool @train);
    [DllImport(Library, EntryPoint = "ad_linear")] internal static extern nint @linear(nint @a, nint @weight, nint @bias);
    [DllImport(Library, EntryPoint = "ad_embedding")] internal static extern nint @embedding(nint @weight, nint @index, long @padding, bool @scale, bool @sparse);
    [DllImport(Library, EntryPoint = "ad_embedding_renorm_")] internal static extern int @embedding_renorm_(nint @weight, nint @index, double @max, double @p);
    [DllImport(Library, EntryPoint = "ad_conv1d")] internal static extern nint @conv1d(nint @a, nint @w, nint @b, long* @stride, int @n, long* @pad, int @m, long* @dilation, int @k, long @groups);
    [DllImport(Library, EntryPoint = "ad_conv2d")] internal static extern nint @conv2d(nint @a, nint @w, nint @b, long* @stride, int @n, long* @pad, int @m, long* @dilation, int @k, long @groups);
    [DllImport(Library, EntryPoint = "ad_conv_same")] internal static extern nint @conv_same(nint @a, nint @w, nint @b, long* @stride, int @n, byte* @pad, long* @dilation, int @k, long @groups);
    [DllImport(Library, EntryPoint = "ad_conv_transpose2d")] internal static extern nint @conv_transpose2d(nint @a, nint @w, nint @b, long* @stride, int @n, long* @pad, int @m, long* @outpad, int @o, long @groups, long* @dilation, int @k);
    [DllImport(Library, EntryPoint = "ad_layer_norm")] internal static extern nint @layer_norm(nint @a, long* @shape, int @n, nint @w, nint @b, double @eps);
    [DllImport(Library, EntryPoint = "ad_group_norm")] internal static extern nint @group_norm(nint @a, long @groups, nint @w, nint @b, double @eps);
    [DllImport(Library, EntryPoint = "ad_batch_norm")] internal static extern nint @batch_norm(nint @a, nint @w, nint @b, nint @mean, nint @var, bool @train, double @momentum, double @eps);
    [DllImport(Library, EntryPoint = "ad_instance_norm")] internal static extern nint @instance_norm(nint @a, nint @w, nint @b, nint @mean, nint @var, bool @use_input, double @momentum, double @eps);
    [DllImport(Library, EntryPoint = "ad_gru_cell")] internal static extern nint @gru_cell(nint @a, nint @h, nint @wi, nint @wh, nint @bi, nint @bh);
    [DllImport(Library, EntryPoint = "ad_max_pool2d")] internal static extern nint @max_pool2d(nint @a, long* @kernel, int @n, long* @stride, int @m, long* @pad, int @k, long* @dilation, int @l, bool @ceil);
    [DllImport(Library, EntryPoint = "ad_max_pool1d")] internal static extern nint @max_pool1d(nint @a, long* @kernel, int @n, long* @stride, int @m, long* @pad, int @k, long* @dilation, int @l, bool @ceil);
    [DllImport(Library, EntryPoint = "ad_avg_pool2d")] internal static extern nint @avg_pool2d(nint @a, long* @kernel, int @n, long* @stride, int @m, long* @pad, int @k, bool @ceil, bool @count_pad, Num @divisor);
    [DllImport(Library, EntryPoint = "ad_adaptive_avg_pool2d")] internal static extern nint @adaptive_avg_pool2d(nint @a, long* @size, int @n);
    [DllImport(Library, EntryPoint = "ad_pad")] internal static extern nint @pad(nint @a, long* @pad, int @n, byte* @mode, Num @value);
    [DllImport(Library, EntryPoint = "ad_interpolate")] internal static extern nint @interpolate(nint @a, long* @size, int @n, int @mode, bool @corners, double @sh, double @sw);
    [DllImport(Library, EntryPoint = "ad_mse_loss")] internal static extern nint @mse_loss(nint @a, nint @b, int @r);
    [DllImport(Library, EntryPoint = "ad_l1_loss")] internal static extern nint @l1_loss(nint @a, nint @b, int @r);
    [DllImport(Library, EntryPoint = "ad_huber_loss")] internal static extern nint @huber_loss(nint @a, nint @b, int @r, double @delta);
    [DllImport(Library, EntryPoint = "ad_smooth_l1_loss")] internal static extern nint @smooth_l1_loss(nint @a, nint @b, int @r, double @beta);
    [DllImport(Library, EntryPoint = "ad_bce")] internal static extern nint @bce(nint @a, nint @b, nint @w, int @r);
    [DllImport(Library, EntryPoint = "ad_bce_logits")] internal static extern nint @bce_logits(nint @a, nint @b, nint @w, nint @pos, int @r);
    [DllImport(Library, EntryPoint = "ad_cross_entropy")] internal static extern nint @cross_entropy(nint @a, nint @b, nint @w, long @ignore, int @r, double @smoothing);
    [DllImport(Library, EntryPoint = "ad_nll_loss")] internal static extern nint @nll_loss(nint @a, nint @b, nint @w, long @ignore, int @r);
    [DllImport(Library, EntryPoint = "ad_kl_div")] internal static extern nint @kl_div(nint @a, nint @b, bool @log_target, int @r);
    [DllImport(Library, EntryPoint = "ad_cosine_similarity")] internal static extern nint @cosine_similarity(nint @a, nint @b, long @dim, double @eps);
    [DllImport(Library, EntryPoint = "ad_normalize")] internal static extern nint @normalize(nint @a, double @p, long @dim, double @eps);
    [DllImport(Library, EntryPoint = "ad_attention")] internal static extern nint @attention(nint @q, nint @k, nint @v, nint @mask, double @p, bool @causal);
}
