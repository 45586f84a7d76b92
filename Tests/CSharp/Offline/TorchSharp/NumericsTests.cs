using TorchSharp;
using Xunit;
using static AkkaDreamer.Tests.Offline.Tensors.GoldenValues;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace AkkaDreamer.Tests.Offline.Tensors;

public sealed class NumericsTests : IDisposable
{
    private const double Close = 2e-5;
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Functions_of_networks_compute_what_PyTorch_computes()
    {
        var x = Series([2, 3, 8]);
        var image = Series([2, 3, 6, 6]);
        Same("layer_norm", Close, F.layer_norm(x, [8], Series([8]), Series([8], 1), 1e-3));
        Same("softplus", Close, F.softplus(x));
        Same("silu", Close, F.silu(x));
        Same("gelu", Close, F.gelu(x));
        Same("elu", Close, F.elu(x, 1.0));
        Same("logsumexp", Close, x.logsumexp(-1));
        Same("cumprod", Close, x.cumprod(1));
        Same("quantile", Close, x.flatten().quantile(tensor(new[] { 0.05f, 0.5f, 0.95f })));
        Same("conv_transpose2d", Close, F.conv_transpose2d(image, Series([3, 4, 4, 4], -0.1f), null, [2, 2], [1, 1]));
        Same("max_pool2d", Close, F.max_pool2d(image, 2));
        Same("interpolate", Close, F.interpolate(image, scale_factor: [2.0, 2.0])[0, 0]);
        Same("cross_entropy", Close, F.cross_entropy(x[0], tensor(new long[] { 1, 7, 0 }), reduction: nn.Reduction.None));
        Same("group_norm", Close, F.group_norm(image, 3, Series([3]), Series([3], 1)));
        Same("std_dim", Close, x.std(1));
        Same("var_biased", Close, x.var(-1, unbiased: false));
        Same("einsum", Close, einsum("bij,bkj->bik", x, x));
    }

    [Fact]
    public void A_convolution_and_its_gradient_are_PyTorchs()
    {
        var image = Series([2, 3, 6, 6]).requires_grad_();
        var kernel = Series([4, 3, 3, 3], 0.1f).requires_grad_();
        var result = F.conv2d(image, kernel, Series([4]), [2, 2], [1, 1]);
        Same("conv2d", Close, result);
        Same("conv2d_grad", Close, autograd.grad([result.pow(2).sum()], [kernel])[0]);
    }

    [Fact]
    public void A_GRU_cell_with_given_weights_takes_PyTorchs_step()
    {
        var cell = nn.GRUCell(3, 4);
        using (no_grad())
        {
            cell.weight_ih!.copy_(Series([12, 3]));
            cell.weight_hh!.copy_(Series([12, 4], 0.2f));
            cell.bias_ih!.copy_(Series([12]));
            cell.bias_hh!.copy_(Series([12], -0.2f));
        }

        Same("gru_cell", Close, cell.call(Series([2, 3]), Series([2, 4], 0.3f)));
    }

    [Fact]
    public void Bfloat16_matrices_multiply_with_eight_bits_of_precision()
    {
        var product = Series([8, 8]).bfloat16().matmul(Series([8, 8], 0.3f).bfloat16());
        Assert.Equal(ScalarType.BFloat16, product.dtype);
        Same("bfloat16_matmul", 0.01, product);
    }

    [Fact]
    public void Operators_follow_the_rules_of_types_and_broadcasting()
    {
        var whole = tensor(new long[] { 1, 2, 3 });
        Assert.Equal(ScalarType.Float32, (whole / 2).dtype);
        Assert.Equal(ScalarType.Int64, (whole * 2).dtype);
        Assert.Equal(ScalarType.Float32, (whole * 0.5).dtype);
        Assert.Equal([0f, -1f, -2f], (1 - whole).to(float32).data<float>().ToArray());
        Assert.Equal([2L, 3], (whole.unsqueeze(0) + zeros(2, 1, dtype: int64)).shape.Select(d => d));
        Assert.Equal([true, false, false], (whole < 2).data<bool>().ToArray());
        Assert.Equal([1f, 1f, 2f], clamp(whole.to(float32), 1, 2).sub(tensor(new[] { 0f, 1f, 0f })).data<float>().ToArray());
    }

    [Fact]
    public void A_number_beside_a_tensor_takes_the_tensors_precision_and_passes_gradients()
    {
        var single = tensor(new[] { 1f, 3f });
        Assert.Equal([0.1f, 3 * 0.1f], (single * 0.1).data<float>().ToArray());
        Assert.Equal([1 / 0.3f, 3 / 0.3f], (single / 0.3).data<float>().ToArray());
        Assert.Equal([0.1 * 7], (tensor(new[] { 7.0 }) * 0.1).data<double>().ToArray());
        Assert.Equal(ScalarType.BFloat16, (single.bfloat16() * 0.1 + 1 - 2L).dtype);
        Assert.Equal(ScalarType.Float32, (tensor(true) + 0.5).dtype);
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => tensor(new[] { 1 }).add_(0.5));
        Assert.Equal([1.5f, 2.5f], single.add_(1).div_(2).add_(0.25, 2).data<float>().ToArray());
        var x = tensor(new[] { 2f }).requires_grad_();
        (2 * x * x - (1 - x) / 4).sum().backward();
        Assert.Equal(8.25f, x.grad!.item<float>());
    }

    [Fact]
    public void Indexing_reads_and_writes_slices_masks_and_places()
    {
        var t = arange(24).reshape(2, 3, 4);
        Assert.Equal(23, t[1, 2, 3].item<long>());
        Assert.Equal([2L, 3, 2], t[TensorIndex.Ellipsis, TensorIndex.Slice(1, 3)].shape);
        Assert.Equal([2L, 1, 3, 4], t[TensorIndex.Colon, TensorIndex.None].shape);
        Assert.Equal([3L, 7, 11, 15, 19, 23], t[.., .., 3].flatten().data<long>().ToArray());
        Assert.Equal([12L, 16, 20], t[1, .., 0].data<long>().ToArray());
        Assert.Equal(4, t[t % 6 == 0].numel());
        t[0, 0] = tensor(-1L);
        t[TensorIndex.Single(1), TensorIndex.Slice(0, 2), TensorIndex.Single(0)] = tensor(new long[] { 7, 8 });
        Assert.Equal([-1L, -1, -1, -1, 4], t.flatten().data<long>().ToArray().Take(5));
        Assert.Equal([7L, 8, 20], t[1, .., 0].data<long>().ToArray());
        t.index_put_(tensor(5L), t < 0);
        Assert.Equal(5, t.min().item<long>() + 1);
    }

    [Fact]
    public void Gather_scatter_where_and_one_hot_place_what_they_should()
    {
        var t = arange(6).reshape(2, 3);
        var index = tensor(new long[] { 2, 0 }).unsqueeze(1);
        Assert.Equal([2L, 3], t.gather(1, index).flatten().data<long>().ToArray());
        Assert.Equal([0L, 1, 9, 9, 4, 5], t.scatter(1, index, full_like(index, 9)).flatten().data<long>().ToArray());
        Assert.Equal([0L, 0, 0, 3, 4, 5], where(t > 2, t, zeros_like(t)).flatten().data<long>().ToArray());
        Assert.Equal([0L, 0, 1, 1, 0, 0], F.one_hot(index.squeeze(1), 3).flatten().data<long>().ToArray());
        Assert.Equal([0L, 2, 3], searchsorted(tensor(new[] { 1f, 2f, 3f }), tensor(new[] { 0.5f, 2.5f, 9f })).data<long>().ToArray());
        Assert.Equal([4L, 5, 1, 2], t[.., TensorIndex.Slice(1)].flip(0).flatten().data<long>().ToArray());
        Assert.Equal([1L, 2, 0, 4, 5, 3], t.roll(-1, 1).flatten().data<long>().ToArray());
    }

    [Fact]
    public void Data_goes_in_and_out_in_the_order_of_the_indices()
    {
        var t = tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        var turned = t.t();
        Assert.Equal([1f, 4, 2, 5, 3, 6], turned.data<float>().ToArray());
        Assert.Equal(5f, turned.data<float>()[1, 1]);
        turned.data<float>().CopyFrom([10, 40, 20, 50, 30, 60]);
        Assert.Equal([10f, 20, 30, 40, 50, 60], t.data<float>().ToArray());
        Assert.Equal(24, t.bytes.Length);
        t.bytes = new byte[24];
        Assert.Equal(0f, t.sum().item<float>());
        Assert.Throws<InvalidOperationException>(() => turned.bytes.Length);
        Assert.Throws<ArgumentException>(() => t.data<double>());
        Assert.Equal(new float[3, 2], turned.data<float>().ToNDArray());
        Assert.Equal(1.5f, tensor(1.5).to(bfloat16).ToSingle());
    }
}
