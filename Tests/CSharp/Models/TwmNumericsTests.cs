using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Twm;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Objectives;
using AkkaDreamer.Models.Returns;
using TorchSharp;
using Xunit;
using static AkkaDreamer.Tests.Models.GoldenValues;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Models;

public sealed class TwmNumericsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Generalised_advantages_match_their_definition_as_a_sum() => AssertClose(
        Golden("advantages", "advantages"), GeneralisedAdvantage.Of(Golden("advantages", "rewards"), Golden("advantages", "discounts"), Golden("advantages", "values"), 0.95));

    [Fact]
    public void The_floor_under_entropy_matches_with_a_threshold_and_as_the_plain_bonus()
    {
        AssertClose(Golden("entropy_floor", "threshold"), EntropyFloor.Penalty(Golden("entropy_floor", "share"), 0.1));
        AssertClose(Golden("entropy_floor", "plain"), EntropyFloor.Penalty(Golden("entropy_floor", "share"), 1));
    }

    [Fact]
    public void Both_forms_of_the_observation_loss_match()
    {
        var (logQ, logP) = (Golden("twm_observation", "q").log_softmax(-1), Golden("twm_observation", "p").log_softmax(-1));
        var entropy = Categorical.Entropy(logQ.exp(), logQ).sum(-1);
        AssertClose(Golden("twm_observation", "entropy"), entropy);
        Tensor Entropy(LatentEntropy form) => ObservationLoss.Entropy(entropy.mean(), new ObservationSettings { Stochastic = 4, Classes = 5, EntropyForm = form });
        AssertClose(Golden("twm_observation", "threshold"), Entropy(LatentEntropy.Threshold));
        AssertClose(Golden("twm_observation", "bonus"), Entropy(LatentEntropy.Bonus));
        AssertClose(Golden("twm_observation", "prior_first"), ObservationLoss.Consistency(logQ, logP, Consistency.PriorFirst));
        AssertClose(Golden("twm_observation", "posterior_first"), ObservationLoss.Consistency(logQ, logP, Consistency.PosteriorFirst));
    }

    [Theory]
    [InlineData(Consistency.PriorFirst)]
    [InlineData(Consistency.PosteriorFirst)]
    public void The_consistency_loss_moves_the_encoder_and_never_the_prior(Consistency form)
    {
        var (q, p) = (Golden("twm_observation", "q").requires_grad_(), Golden("twm_observation", "p").requires_grad_());
        ObservationLoss.Consistency(q.log_softmax(-1), p.log_softmax(-1), form).sum().backward();
        Assert.NotEqual(0, q.grad!.abs().sum().item<float>());
        Assert.Null(p.grad);
    }

    [Fact]
    public void Parameters_at_the_papers_sizes_are_as_its_table_5_has_them()
    {
        var agent = new TwmAgent(TwmPresets.Settings("paper"), new AgentSpaces([new InputSpec("image", true, [64, 64, 4])], true, 18));
        var (observation, dynamics, actor, critic) = agent.Parameters;
        var expected = Numbers("twm_parameters");
        Assert.Equal((expected.GetProperty("observation").GetInt64(), expected.GetProperty("dynamics").GetInt64(), expected.GetProperty("actor").GetInt64(), expected.GetProperty("critic").GetInt64()), (observation, dynamics, actor, critic));
        Assert.Equal((8.2, 10.8, 1.3, 1.3), (Math.Round(observation / 1e6, 1), Math.Round(dynamics / 1e6, 1), Math.Round(actor / 1e6, 1), Math.Round(critic / 1e6, 1)));
    }
}
