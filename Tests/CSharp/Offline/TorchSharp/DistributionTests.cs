using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Offline.Tensors;

public sealed class DistributionTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void A_normal_distribution_has_its_density_entropy_and_reparametrised_samples()
    {
        var scale = tensor(new[] { 1f, 2f }).requires_grad_();
        var normal = distributions.Normal(zeros(2), scale, new Generator(4));
        Assert.Equal([-1.4189f, -1.7371f], normal.log_prob(ones(2)).data<float>().ToArray().Select(v => MathF.Round(v, 4)));
        Assert.Equal([1.4189f, 2.1121f], normal.entropy().data<float>().ToArray().Select(v => MathF.Round(v, 4)));
        var draws = normal.rsample(20000);
        Assert.Equal([20000L, 2], draws.shape);
        Assert.InRange(draws[TensorIndex.Ellipsis, 1].std().item<float>(), 1.95f, 2.05f);
        draws.pow(2).mean().backward();
        Assert.InRange(scale.grad![0].item<float>(), 0.9f, 1.1f);
        Assert.False(normal.sample(3).requires_grad);
    }

    [Fact]
    public void Independent_adds_up_the_dimensions_of_an_event()
    {
        var inner = distributions.Normal(zeros(4, 3), ones(4, 3));
        var joint = distributions.Independent(inner, 1);
        Assert.Equal([4L], joint.batch_shape.Shape);
        Assert.Equal([3L], joint.event_shape.Shape);
        Assert.True(joint.log_prob(zeros(4, 3)).allclose(inner.log_prob(zeros(4, 3)).sum(-1L)));
    }

    [Fact]
    public void Categories_are_drawn_and_scored_by_their_probabilities()
    {
        var logits = tensor(new[,] { { 0f, MathF.Log(3) }, { 0f, 0f } });
        var categorical = distributions.Categorical(logits: logits, generator: new Generator(2));
        Assert.True(categorical.log_prob(tensor(new long[] { 1, 0 })).exp().allclose(tensor(new[] { 0.75f, 0.5f })));
        Assert.True(categorical.entropy().allclose(tensor(new[] { 0.5623351f, 0.6931472f })));
        Assert.InRange(categorical.sample(8000)[TensorIndex.Ellipsis, 0].to(float32).mean().item<float>(), 0.72f, 0.78f);
        var coin = distributions.Bernoulli(logits: tensor(new[] { 2f }));
        Assert.Equal(-0.126928f, coin.log_prob(ones(1)).item<float>(), 5);
    }
}
