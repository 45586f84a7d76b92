using AkkaDreamer.Models;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Latents;
using AkkaDreamer.Models.Objectives;
using TorchSharp;
using Xunit;
using static AkkaDreamer.Tests.Models.GoldenValues;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Models;

public sealed class RecurrentDistributionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("tanh_normal_v1", 2e-3)] // at its first deviation of 5 the sum over the grid is coarsest
    [InlineData("tanh_normal_repo", 1e-4)]
    public void The_tanh_normal_matches_and_its_entropy_is_that_of_brute_force_integration(string part, double entropyTolerance)
    {
        double Number(string name) => Numbers(part).GetProperty(name).GetDouble();
        var policy = TanhNormal.From(Golden(part, "out"), Number("least"), Number("initial"));
        AssertClose(Golden(part, "mean"), policy.Mean);
        AssertClose(Golden(part, "deviation"), policy.Deviation);
        AssertClose(Golden(part, "mode"), policy.Mode());
        AssertClose(Golden(part, "draw"), policy.Draw(Golden(part, "noise")));
        AssertClose(Golden(part, "log_probability"), policy.LogProbability(Golden(part, "action")), 2e-3); // atanh near 1 has few digits in float32
        AssertClose(Golden(part, "entropy"), policy.Entropy(), entropyTolerance);
    }

    [Fact]
    public void The_entropy_of_a_tanh_normal_has_the_slope_of_its_own_differences()
    {
        var (mean, deviation) = (tensor(new[] { 0.3f }).requires_grad_(), tensor(new[] { 0.8f }).requires_grad_());
        double Entropy(double m, double s) => new TanhNormal(tensor(new[] { (float)m }), tensor(new[] { (float)s })).Entropy().item<float>();
        new TanhNormal(mean, deviation).Entropy().backward();
        Assert.Equal((Entropy(0.31, 0.8) - Entropy(0.29, 0.8)) / 0.02, mean.grad!.item<float>(), 2);
        Assert.Equal((Entropy(0.3, 0.81) - Entropy(0.3, 0.79)) / 0.02, deviation.grad!.item<float>(), 2);
    }

    [Fact]
    public void The_truncated_normal_matches_and_draws_the_quantiles_of_the_cut_distribution()
    {
        const string Part = "truncated_normal";
        var policy = TruncatedNormal.From(Golden(Part, "out"), 0.1);
        AssertClose(Golden(Part, "log_probability"), policy.LogProbability(Golden(Part, "action")), 1e-4);
        AssertClose(Golden(Part, "entropy"), policy.Entropy(), 1e-4);
        AssertClose(Golden(Part, "draw"), policy.Draw(Golden(Part, "noise")), 2e-4);
    }

    [Fact]
    public void Extreme_noise_stays_within_the_cuts_and_gives_finite_gradients()
    {
        foreach (var noise in new[] { -30f, -6f, 6f, 30f })
        {
            var output = tensor(new[] { 4f, -20f }, [1, 2]).requires_grad_();
            var policy = TruncatedNormal.From(output, 0.1);
            var action = policy.Differentiable(zeros(1, 1), full([1, 1], noise));
            (action.sum() + policy.LogProbability(action.detach()).sum() + policy.Entropy().sum()).backward();
            Assert.InRange(action.item<float>(), -1f, 1f);
            Assert.True(output.grad!.isfinite().all().item<bool>(), $"The gradient at noise {noise} is {string.Join(", ", output.grad!.data<float>().ToArray())}.");
        }
    }

    [Fact]
    public void A_normal_scalar_costs_half_the_squared_error_of_every_target()
    {
        const string Part = "normal_scalar";
        using var code = new NormalScalar();
        AssertClose(Golden(Part, "mean"), code.Mean(Golden(Part, "outputs")));
        AssertClose(Golden(Part, "loss"), code.Loss(Golden(Part, "outputs"), Golden(Part, "one")));
        AssertClose(Golden(Part, "both"), code.Loss(Golden(Part, "outputs"), Golden(Part, "one"), Golden(Part, "two")));
    }

    [Fact]
    public void Gaussian_latents_match_and_are_packed_without_loss()
    {
        const string Part = "gaussian_latents";
        var latents = new GaussianLatents(4, 0.1);
        var (q, p) = (latents.Parameters(Golden(Part, "raw_q")), latents.Parameters(Golden(Part, "raw_p")));
        AssertClose(Golden(Part, "q"), q);
        AssertClose(Golden(Part, "p"), p);
        AssertClose(Golden(Part, "divergence"), latents.Divergence(q, p));
        AssertClose(Golden(Part, "draw"), latents.Draw(q, Golden(Part, "noise")));
        AssertClose(Golden(Part, "q").select(-2, 0), latents.Mode(q));
        Assert.Equal([2, 3, 4], latents.Noise(q, new RandomState(1)).shape);
        var z = latents.Draw(q, Golden(Part, "noise")).reshape(-1, 4).narrow(0, 0, 1);
        Assert.Equal(z.data<float>().ToArray(), latents.Unpack(latents.Pack(z), CPU).data<float>().ToArray());
    }

    [Theory]
    [InlineData("mean_below", true)]
    [InlineData("mean_above", true)]
    [InlineData("steps", false)]
    public void Free_nats_hold_for_the_mean_of_the_batch_or_for_every_step(string name, bool ofMean)
    {
        var part = "balanced_kl_" + name;
        var settings = new KlSettings { Dynamics = 0.8, Representation = 0.2, FreeNats = Numbers(part).GetProperty("free").GetDouble(), FreeNatsOfMean = ofMean };
        var latents = new GaussianLatents(4, 0.1);
        var (q, p) = (Golden("gaussian_latents", "raw_q").requires_grad_(), Golden("gaussian_latents", "raw_p").requires_grad_());
        var kl = BalancedKl.Between(latents, latents.Parameters(q), latents.Parameters(p), settings);
        AssertClose(Golden(part, "dynamics"), kl.Dynamics);
        AssertClose(Golden(part, "representation"), kl.Representation);
        AssertClose(Golden("gaussian_latents", "divergence").mean(), kl.Plain);
        var loss = kl.Weighted(settings);
        AssertClose(Golden(part, "loss"), loss);
        loss.backward();
        AssertClose(Golden(part, "gradient_q"), q.grad!);
        AssertClose(Golden(part, "gradient_p"), p.grad!);
    }
}
