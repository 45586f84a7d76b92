using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Offline.Tensors;

public sealed class ModuleTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void A_module_knows_its_components_by_their_fields()
    {
        using var net = new Net();
        Assert.Equal(
            ["scale", "first.weight", "first.bias", "rest.0.weight", "rest.0.bias", "rest.2.weight", "rest.2.bias", "list.0.weight"],
            net.named_parameters().Select(p => p.name));
        Assert.Equal(["mean"], net.named_buffers().Select(b => b.name));
        Assert.Equal(["first", "rest", "list"], net.named_children().Select(c => c.name));
        Assert.Equal(9, net.state_dict().Count);
        net.eval();
        Assert.All(net.modules(), m => Assert.False(m.training));
    }

    [Fact]
    public void A_state_dict_goes_from_one_module_to_another()
    {
        using var one = new Net();
        using var two = new Net();
        var x = randn(5, 3);
        Assert.False(one.call(x).allclose(two.call(x)));
        two.load_state_dict(one.state_dict());
        Assert.True(one.call(x).Equals(two.call(x)));
        var state = one.state_dict();
        state.Remove("scale");
        Assert.Throws<InvalidOperationException>(() => two.load_state_dict(state));
        Assert.Equal(["scale"], two.load_state_dict(state, strict: false).missing_keys);
    }

    [Fact]
    public void A_module_saved_to_a_file_comes_back_from_it()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        using var one = new Net();
        using var two = new Net();
        try
        {
            one.save(path);
            two.load(path);
        }
        finally
        {
            File.Delete(path);
        }

        foreach (var (name, tensor) in one.state_dict()) Assert.True(tensor.Equals(two.state_dict()[name]), name);
    }

    [Fact]
    public void A_module_converted_to_bfloat16_computes_in_it()
    {
        using var net = new Net();
        net.to(bfloat16);
        Assert.All(net.parameters(), p => Assert.Equal(ScalarType.BFloat16, p.dtype));
        Assert.All(net.parameters(), p => Assert.True(p.requires_grad));
        var y = net.call(randn(5, 3).bfloat16());
        Assert.Equal(ScalarType.BFloat16, y.dtype);
        y.sum().backward();
        Assert.All(net.parameters().Take(3), p => Assert.NotNull(p.grad));
    }

    [Fact]
    public void A_disposed_module_frees_its_parameters()
    {
        var net = new Net();
        var all = net.parameters().Concat(net.buffers()).ToArray();
        net.Dispose();
        Assert.All(all, t => Assert.True(t.IsInvalid));
    }

    [Fact]
    public void Batch_norm_learns_its_statistics_while_training_and_uses_them_after()
    {
        using var norm = nn.BatchNorm1d(2, momentum: 0.5);
        var x = tensor(new[,] { { 0f, 10f }, { 2f, 30f } });
        Assert.Equal([-1f, -1f, 1f, 1f], norm.call(x).data<float>().ToArray().Select(v => MathF.Round(v, 3)));
        Assert.Equal([0.5f, 10f], norm.running_mean!.data<float>().ToArray());
        Assert.Equal([1.5f, 100.5f], norm.running_var!.data<float>().ToArray());
        norm.eval();
        Assert.True(norm.call(x).allclose((x - norm.running_mean) / (norm.running_var + 1e-5).sqrt(), atol: 1e-5));
    }

    [Fact]
    public void Hooks_see_and_change_calls()
    {
        using var layer = nn.Linear(2, 2);
        var remover = layer.register_forward_hook((_, _, y) => y * 0);
        Assert.Equal(0f, layer.call(ones(1, 2)).abs().sum().item<float>());
        remover.remove();
        Assert.NotEqual(0f, layer.call(ones(1, 2)).abs().sum().item<float>());
    }

    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter scale = nn.Parameter(ones(4));
        private readonly Tensor mean = zeros(4);
        private readonly Linear first = nn.Linear(3, 4);
        private readonly Sequential rest = nn.Sequential(nn.Linear(4, 4), nn.SiLU(), nn.Linear(4, 4));
        private readonly ModuleList<Linear> list = nn.ModuleList(nn.Linear(4, 1, hasBias: false));

        public Net()
            : base(nameof(Net)) => RegisterComponents();

        public override Tensor forward(Tensor input) => list[0].call(rest.call(first.call(input) * scale + mean));
    }
}
