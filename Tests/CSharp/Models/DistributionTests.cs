using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Latents;
using AkkaDreamer.Models.Objectives;
using TorchSharp;
using Xunit;
using static AkkaDreamer.Tests.Models.GoldenValues;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Models;

public sealed class DistributionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Symlog_and_its_inverse_match_the_formula_over_ten_orders_of_magnitude()
    {
        AssertClose(Golden("symlog", "y"), Symlog.Forward(Golden("symlog", "x")));
        AssertClose(Golden("symlog", "x"), Symlog.Inverse(Golden("symlog", "y")), 1e-4);
    }

    [Fact]
    public void Categoricals_are_mixed_with_one_percent_of_the_uniform()
    {
        AssertClose(Golden("categorical", "posterior"), Categorical.Probabilities(Golden("categorical", "q"), 0.01));
    }

    [Fact]
    public void Divergence_and_entropy_of_categoricals_match()
    {
        var (q, p) = (Golden("categorical", "posterior"), Golden("categorical", "prior"));
        AssertClose(Golden("categorical", "kl"), Categorical.Divergence(q, q.log(), p.log()));
        AssertClose(Golden("categorical", "entropy"), Categorical.Entropy(q, q.log()));
    }

    [Fact]
    public void Free_nats_hold_each_side_of_the_divergence_up_and_stop_its_gradient()
    {
        var logits = Golden("categorical", "q").requires_grad_();
        var priorLogits = Golden("categorical", "p").requires_grad_();
        var latents = new CategoricalLatents((int)logits.shape[^2], (int)logits.shape[^1], 0.01);
        var (q, p) = (Categorical.Probabilities(logits, 0.01), Categorical.Probabilities(priorLogits, 0.01));
        var kl = BalancedKl.Between(latents, q, p, new KlSettings { FreeNats = 3 });
        AssertClose(Golden("categorical", "summed").mean(), kl.Plain);
        AssertClose(Golden("categorical", "clipped3").mean(), kl.Dynamics);
        AssertClose(Golden("categorical", "clipped3").mean(), kl.Representation);
        var ofMean = BalancedKl.Between(latents, q, p, new KlSettings { FreeNats = 3, FreeNatsOfMean = true });
        AssertClose(Golden("categorical", "summed").mean().clamp_min(3), ofMean.Dynamics);

        kl.Dynamics.backward();
        Assert.Null(logits.grad); // the dynamics side trains the prior alone
        var moved = priorLogits.grad!.abs().sum([-1, -2]).gt(0);
        AssertClose(Golden("categorical", "summed").gt(3).to(float32), moved.to(float32));
    }

    [Fact]
    public void Draws_of_a_categorical_invert_its_distribution_function()
    {
        var drawn = Categorical.Sample(Golden("categorical", "posterior"), Golden("categorical", "uniform"));
        AssertClose(Golden("categorical", "draw"), drawn.argmax(-1));
        AssertClose(ones(2, 3), drawn.sum(-1));
    }

    [Fact]
    public void Draws_of_a_categorical_come_as_often_as_their_probabilities_say()
    {
        using var generator = new Generator(5);
        var probabilities = tensor(new[] { 0.05f, 0.15f, 0.8f });
        var drawn = Categorical.Sample(probabilities.expand(40_000, 3), generator).mean([0]);
        AssertClose(probabilities, drawn, 0.01);
    }

    [Fact]
    public void Straight_through_gradients_are_those_of_the_probabilities()
    {
        var logits = Golden("categorical", "q").requires_grad_();
        var probabilities = Categorical.Probabilities(logits, 0.01);
        var weight = Golden("categorical", "p");
        var value = Categorical.StraightThrough(Categorical.Mode(probabilities), probabilities);
        AssertClose(Categorical.Mode(probabilities), value);
        (value * weight).sum().backward();
        var other = Golden("categorical", "q").requires_grad_();
        (Categorical.Probabilities(other, 0.01) * weight).sum().backward();
        AssertClose(other.grad!, logits.grad!);
    }

    [Fact]
    public void Bounded_normal_matches()
    {
        var distribution = BoundedNormal.From(Golden("bounded_normal", "out"), 0.1, 1.0);
        AssertClose(Golden("bounded_normal", "mean"), distribution.Mean);
        AssertClose(Golden("bounded_normal", "deviation"), distribution.Deviation);
        AssertClose(Golden("bounded_normal", "log_probability"), distribution.LogProbability(Golden("bounded_normal", "action")));
        AssertClose(Golden("bounded_normal", "entropy"), distribution.Entropy());
    }

    [Theory]
    [InlineData("two_hot_2023")]
    [InlineData("two_hot_2024")]
    [InlineData("two_hot_2024_even")]
    public void Two_hot_codes_match_in_loss_and_expectation(string part)
    {
        using var code = part switch
        {
            "two_hot_2023" => TwoHot.SymlogSpaced(255, CPU),
            "two_hot_2024" => TwoHot.SymexpSpaced(255, CPU),
            _ => TwoHot.SymexpSpaced(16, CPU),
        };
        AssertClose(Golden(part, "loss"), code.Loss(Golden(part, "logits"), Golden(part, "targets")), 1e-4);
        AssertClose(Golden(part, "mean"), code.Mean(Golden(part, "logits")), 1e-3);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(16)]
    public void Uniform_symexp_bins_expect_exactly_zero(int bins)
    {
        using var code = TwoHot.SymexpSpaced(bins, CPU);
        Assert.Equal(0f, code.Mean(zeros(1, bins)).item<float>());
    }

    [Fact]
    public void Several_targets_of_a_two_hot_loss_add_up()
    {
        using var code = TwoHot.SymlogSpaced(255, CPU);
        var (logits, targets) = (Golden("two_hot_2023", "logits"), Golden("two_hot_2023", "targets"));
        var other = targets.flip(0);
        AssertClose(code.Loss(logits, targets) + code.Loss(logits, other), code.Loss(logits, targets, other));
    }
}
