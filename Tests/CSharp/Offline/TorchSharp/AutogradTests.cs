using System.Runtime.InteropServices;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Offline.Tensors;

public sealed class AutogradTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Gradients_add_up_until_they_are_cleared()
    {
        var x = tensor(new[] { 1f, 2f, 3f }).requires_grad_();
        Assert.Null(x.grad);
        (x * x).sum().backward();
        (x * x).sum().backward();
        Assert.Equal([4f, 8f, 12f], x.grad!.data<float>().ToArray());
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void No_grad_detach_and_straight_through_stop_gradients()
    {
        var x = tensor(new[] { 0.2f, 0.8f }).requires_grad_();
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
        }

        var sample = tensor(new[] { 0f, 1f });
        var straight = sample + x - x.detach();
        Assert.Equal([0f, 1f], straight.data<float>().ToArray().Select(v => MathF.Round(v)));
        (straight * tensor(new[] { 3f, 5f })).sum().backward();
        Assert.Equal([3f, 5f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Gradients_of_gradients_are_computed_when_asked_for()
    {
        var x = tensor(3f).requires_grad_();
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        var second = autograd.grad([first], [x])[0];
        Assert.Equal(27f, first.item<float>());
        Assert.Equal(18f, second.item<float>());
    }

    [Fact]
    public void Backward_of_a_vector_takes_the_weights_of_its_elements()
    {
        var x = tensor(new[] { 1f, 2f }).requires_grad_();
        (x * x).backward([tensor(new[] { 10f, 100f })]);
        Assert.Equal([20f, 400f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void A_second_backward_through_a_freed_graph_says_so()
    {
        var x = tensor(2f).requires_grad_();
        var y = x * x;
        y.backward();
        var error = Assert.Throws<ExternalException>(() => y.backward());
        Assert.Contains("backward through the graph a second time", error.Message);
    }

    [Fact]
    public void A_function_written_here_has_the_backward_written_here()
    {
        var x = tensor(new[] { -2f, 0.5f, 4f }).requires_grad_();
        var y = ClippedCube.apply(x, 2.0f);
        Assert.Equal([-8f, 0.125f, 64f], y.data<float>().ToArray());
        y.sum().backward();
        Assert.Equal([2f, 0.75f, 2f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void A_function_of_two_outputs_gets_a_gradient_for_each()
    {
        var a = tensor(3f).requires_grad_();
        var b = tensor(5f).requires_grad_();
        var outputs = SumAndProduct.apply(a, b);
        (outputs[0] * 10 + outputs[1]).backward();
        Assert.Equal(15f, a.grad!.item<float>());
        Assert.Equal(13f, b.grad!.item<float>());
        SumAndProduct.apply(a, b)[0].backward();
        Assert.Equal(16f, a.grad!.item<float>());
    }

    [Fact]
    public void A_function_under_no_grad_records_nothing()
    {
        var x = tensor(new[] { 1f }).requires_grad_();
        using (no_grad()) Assert.False(ClippedCube.apply(x, 2.0f).requires_grad);
        Assert.False(ClippedCube.apply(tensor(new[] { 1f }), 2.0f).requires_grad);
    }

    private sealed class ClippedCube : autograd.SingleTensorFunction<ClippedCube>
    {
        public override string Name => nameof(ClippedCube);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            ctx.save_data("limit", (float)vars[1]);
            return x.pow(3);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var x = ctx.get_saved_variables()[0];
            var limit = (float)ctx.get_data("limit")!;
            return [grad_output * (3 * x * x).clamp(-limit, limit), null!];
        }
    }

    private sealed class SumAndProduct : autograd.MultiTensorFunction<SumAndProduct>
    {
        public override string Name => nameof(SumAndProduct);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (a, b) = ((Tensor)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([a, b]);
            return [a + b, a * b];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var saved = ctx.get_saved_variables();
            return [grad_outputs[0] + grad_outputs[1] * saved[1], grad_outputs[0] + grad_outputs[1] * saved[0]];
        }
    }
}
