using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Agents.Presets;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Latents;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Rssm;
using TorchSharp;
using Xunit;
using static AkkaDreamer.Tests.Models.TestAgents;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Models;

/// <summary>Every ablation switch of docs/agents/ablations.md has its effect.</summary>
public sealed class AblationTests : IDisposable
{
    private static readonly string[] Latents = ["model/encoder/", "model/rssm/"];

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Gaussian_latents_take_the_place_of_categorical_ones()
    {
        var settings = V2() with { Rssm = V2().Rssm with { Latents = LatentKind.Gaussian } };
        Assert.Equal(4, settings.Rssm.Flat);
        Assert.Equal([2 * 4, 16], Shape(settings, "rssm/posterior/out/kernel"));
        Assert.Equal([4 * 4, 16], Shape(V2(), "rssm/posterior/out/kernel"));
        Assert.All(One(settings).Scalars.Values, scalar => Assert.True(double.IsFinite(scalar.Value), scalar.Key));
    }

    [Theory]
    [InlineData(0.8, 0.2)]
    [InlineData(1.0, 1.0)] // no balancing
    [InlineData(0.5, 0.1)] // of DreamerV3
    public void The_two_sides_of_the_KL_count_as_they_are_weighted(double dynamics, double representation)
    {
        var scalars = Scalars(V2() with { PredictsContinue = false, Kl = V2().Kl with { Dynamics = dynamics, Representation = representation } });
        var divergence = scalars["loss/model"] - scalars["loss/board"] - scalars["loss/reward"];
        Assert.Equal((dynamics * scalars["loss/dynamics"]) + (representation * scalars["loss/representation"]), divergence, 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_image_gradients_latents_do_not_learn_from_the_decoder_and_it_still_learns(bool gradients)
    {
        DreamerSettings At(double scale) => V2() with { ImageGradients = gradients, VectorScale = scale, ImageScale = scale };
        Assert.Equal(!gradients, Same(At(1), At(3), Latents));
        Assert.False(Same(At(0), At(1), ["model/decoder/"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_reward_gradients_latents_do_not_learn_from_rewards_and_the_head_still_does(bool gradients)
    {
        DreamerSettings At(double scale) => V2() with { RewardGradients = gradients, RewardScale = scale };
        Assert.Equal(!gradients, Same(At(1), At(3), Latents));
        Assert.False(Same(At(0), At(1), ["model/reward/"]));
    }

    [Fact]
    public void Without_REINFORCE_discrete_actions_learn_through_the_dynamics()
    {
        byte[] Actor(ActorGradient gradient)
        {
            var agent = new DreamerAgent(V2() with { Behaviour = V2().Behaviour with { Gradient = gradient } }, VectorDiscrete);
            using var model = agent.CreateWorldModel(1);
            using var behaviour = agent.CreateBehaviour(2);
            Assert.True(Update(agent, model, behaviour, Random(agent.Spaces, 1)).Behaviour.Values.Single(scalar => scalar.Key == "gradient/actor").Value > 0);
            return Part(behaviour.Capture(), ["actor/"]);
        }

        Assert.Equal(Actor(ActorGradient.Auto), Actor(ActorGradient.Reinforce));
        Assert.NotEqual(Actor(ActorGradient.Auto), Actor(ActorGradient.Dynamics));
    }

    [Fact]
    public void Norms_are_there_or_not_as_asked()
    {
        Assert.Contains("rssm/gru/norm/scale", Names(V2()));
        Assert.DoesNotContain("rssm/gru/norm/scale", Names(V2() with { Rssm = V2().Rssm with { CellNorm = false } }));
        var mu = MuDreamer.Settings("debug");
        Assert.Contains("rssm/posterior/hidden0/norm/variance", Names(mu));
        var without = Names(mu with { Rssm = mu.Rssm with { PosteriorBatchNorm = false } });
        Assert.DoesNotContain("rssm/posterior/hidden0/norm/variance", without);
        Assert.Contains("rssm/posterior/hidden0/norm/shift", without); // layer norm
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void The_heads_of_MuDreamer_come_and_go_with_their_losses(bool value, bool action)
    {
        var settings = MuDreamer.Settings("debug") with { Predictive = new PredictiveSettings { Value = value, Action = action } };
        Assert.Equal(value, Names(settings).Any(name => name.StartsWith("replayed-value/", StringComparison.Ordinal)));
        Assert.Equal(action, Names(settings).Any(name => name.StartsWith("last-action/", StringComparison.Ordinal)));
        var scalars = Scalars(settings);
        Assert.Equal((value, action), (scalars.ContainsKey("loss/replayed-value"), scalars.ContainsKey("loss/last-action")));
    }

    [Fact]
    public void Stochastic_transitions_remember_nothing_but_z_and_deterministic_ones_draw_nothing()
    {
        RecurrentModel Model(StateParts parts)
        {
            var weights = new Weights();
            var model = new RecurrentModel(weights, "rssm", PlaNet.Settings("debug").Rssm with { State = parts }, 2, 3, LayerStyle.Of(NormKind.None, Activation.Relu));
            using var generator = new Generator(1, CPU);
            weights.Allocate(CPU, Precision.Float32, trained: false).Initialise(generator);
            return model;
        }

        using var generator = new Generator(5, CPU);
        var (z, action) = (ones(1, 4), ones(1, 2));
        bool SameNext(StateParts parts) => Model(parts).Deterministic(new LatentState(zeros(1, 16), z), action).sub(Model(parts).Deterministic(new LatentState(ones(1, 16), z), action)).abs().max().item<float>() == 0;
        bool SameDraw(StateParts parts)
        {
            var (model, parameters) = (Model(parts), Model(parts).Prior(ones(1, 16)));
            return model.Draw(parameters, generator).sub(model.Draw(parameters, generator)).abs().max().item<float>() == 0;
        }

        Assert.Equal((false, true, false), (SameNext(StateParts.Both), SameNext(StateParts.Stochastic), SameNext(StateParts.Deterministic)));
        Assert.Equal((false, false, true), (SameDraw(StateParts.Both), SameDraw(StateParts.Stochastic), SameDraw(StateParts.Deterministic)));
        Assert.Equal(0, Model(StateParts.Stochastic).Feature(ones(1, 16), z).narrow(-1, 4, 16).abs().sum().item<float>());
    }

    [Theory]
    [InlineData(20.0)]
    [InlineData(0.0)]
    public void Without_free_nats_the_KL_counts_as_it_is(double free)
    {
        var settings = DreamerV3.Settings(Generation.V2023, "debug");
        var scalars = Scalars(settings with { Kl = settings.Kl with { FreeNats = free } });
        Assert.Equal(free == 0, Math.Abs(scalars["loss/dynamics"] - scalars["loss/kl"]) < 1e-5);
        Assert.True(scalars["loss/dynamics"] >= free);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_return_normalisation_advantages_keep_their_scale(bool normalise)
    {
        var settings = DreamerV3.Settings(Generation.V2023, "debug");
        settings = settings with { Behaviour = settings.Behaviour with { NormaliseReturns = normalise, LeastReturnScale = 1e-9 } };
        var agent = new DreamerAgent(settings, VectorDiscrete);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        for (var i = 0; i < 2; i++) Update(agent, model, behaviour, Random(agent.Spaces, 1));
        var scale = Update(agent, model, behaviour, Random(agent.Spaces, 1)).Behaviour.Values.Single(scalar => scalar.Key == "behaviour/return-scale").Value;
        Assert.Equal(!normalise, scale == 1);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.0)]
    public void Without_unimix_a_class_may_be_all_but_impossible(double unimix)
    {
        var logits = tensor(new[] { 50f, 0f, 0f, 0f }, [1, 4]);
        var least = new CategoricalLatents(1, 4, unimix).Parameters(logits).min().item<float>();
        Assert.Equal(unimix == 0, least < 1e-6);
        var policy = (OneHotActions)PolicyNetworks.Distribution(logits, new BehaviourSettings { PolicyUnimix = unimix }, new AgentSpaces([new InputSpec("x", false, [1])], true, 4));
        Assert.Equal(unimix == 0, policy.Probabilities.min().item<float>() < 1e-6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_symlog_large_numbers_weigh_as_much_as_they_are(bool symlog)
    {
        var settings = DreamerV3.Settings(Generation.V2023, "debug") with { Symlog = symlog, Scalars = symlog ? ScalarKind.TwoHotSymlog : ScalarKind.Normal };
        var batch = Random(VectorDiscrete, 1);
        batch = batch with { Observations = [((float[])batch.Observations[0]).Select(x => x * 1000).ToArray()], Rewards = [.. batch.Rewards.Select(x => x * 1000)] };
        var scalars = One(settings, batch).Scalars.Values.ToDictionary(pair => pair.Key, pair => pair.Value);
        Assert.Equal(symlog, scalars["loss/board"] < 1000);
        Assert.Equal(symlog, scalars["loss/reward"] < 1000);
    }

    private static DreamerSettings V2()
    {
        var settings = DreamerV2.Settings("debug");
        return settings with { Precision = Precision.Float32, ModelOptimiser = settings.ModelOptimiser with { Clip = 0 } }; // clipping would couple what is to be kept apart
    }

    private static WorldModelUpdate One(DreamerSettings settings, SequenceBatch? batch = null)
    {
        using var model = new DreamerAgent(settings, VectorDiscrete).CreateWorldModel(1);
        var update = model.Train(batch ?? Random(VectorDiscrete, 1), exact: false);
        update.Start.Dispose();
        return update;
    }

    private static Dictionary<string, double> Scalars(DreamerSettings settings) => One(settings).Scalars.Values.ToDictionary(pair => pair.Key, pair => pair.Value);

    // Whether one update leaves the same weights under two settings.
    private static bool Same(DreamerSettings one, DreamerSettings other, string[] prefixes)
    {
        byte[] After(DreamerSettings settings)
        {
            using var model = new DreamerAgent(settings, VectorDiscrete).CreateWorldModel(1);
            model.Train(Random(VectorDiscrete, 1), exact: false).Start.Dispose();
            return Part(model.Capture(), prefixes);
        }

        return After(one).SequenceEqual(After(other));
    }

    private static byte[] Part(StateSnapshot snapshot, string[] prefixes) =>
        [.. snapshot.Tensors.Where(tensor => prefixes.Any(prefix => tensor.Name.StartsWith(prefix, StringComparison.Ordinal))).SelectMany(tensor => tensor.Bytes)];

    private static HashSet<string> Names(DreamerSettings settings) => [.. Declared(settings).Select(parameter => parameter.Name)];

    private static long[] Shape(DreamerSettings settings, string name) => [.. Declared(settings).Single(parameter => parameter.Name == name).Sizes];

    private static IReadOnlyList<Parameter> Declared(DreamerSettings settings)
    {
        var weights = new Weights();
        _ = new WorldModel(weights, settings, VectorDiscrete, ModelUse.Training);
        return weights.Parameters;
    }
}
