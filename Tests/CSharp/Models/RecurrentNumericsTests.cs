using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Agents.Dreamer.Objectives;
using AkkaDreamer.Models.Agents.Presets;
using AkkaDreamer.Models.Latents;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Objectives;
using AkkaDreamer.Models.Returns;
using AkkaDreamer.Models.Rssm;
using TorchSharp;
using Xunit;
using static AkkaDreamer.Tests.Models.GoldenValues;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Models;

public sealed class RecurrentNumericsTests : IDisposable
{
    private static readonly LayerStyle Plain = LayerStyle.Of(NormKind.None, Activation.Elu);

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void The_GRU_of_Dreamer_V1_is_that_of_torch_with_the_update_gate_turned_round()
    {
        var weights = new Weights();
        var cell = new Gru(weights, "cell", Cell(), 2, Plain);
        Fill(weights.Allocate(CPU, Precision.Float32, trained: false));
        AssertClose(Golden("gru", "next"), cell.Step(Golden("gru", "h"), Golden("gru", "z"), Golden("gru", "a")));
    }

    [Fact]
    public void The_GRU_of_DreamerV2_without_its_layer_norm_matches()
    {
        var weights = new Weights();
        var cell = new NormGru(weights, "cell", Cell() with { CellNorm = false }, 2, Plain);
        Fill(weights.Allocate(CPU, Precision.Float32, trained: false));
        const string Part = "norm_gru_without_norm";
        AssertClose(Golden(Part, "next"), cell.Step(Golden(Part, "h"), Golden(Part, "z"), Golden(Part, "a")));
    }

    [Fact]
    public void Returns_and_weights_of_values_that_count_their_own_reward_match()
    {
        var (rewards, discounts, values) = (Golden("own_returns", "rewards"), Golden("own_returns", "discounts"), Golden("own_returns", "values"));
        AssertClose(Golden("own_returns", "returns"), LambdaReturn.CountingOwnReward(rewards, discounts, values, 0.95));
        AssertClose(Golden("own_returns", "weights"), LambdaReturn.Weights(discounts, countsOwnReward: true));
        AssertClose(Golden("own_returns", "weights_v3"), LambdaReturn.Weights(discounts, countsOwnReward: false));
    }

    [Fact]
    public void A_terminal_start_counts_once_where_values_count_their_own_reward_and_never_elsewhere()
    {
        var discounts = tensor(new[] { 0f, 0.9f, 0.9f }, [3, 1]);
        Assert.Equal([1f, 0f], LambdaReturn.Weights(discounts, countsOwnReward: true).data<float>().ToArray());
        Assert.Equal([0f, 0f], LambdaReturn.Weights(discounts, countsOwnReward: false).data<float>().ToArray());
    }

    [Fact]
    public void InfoNCE_equals_the_logarithm_of_a_ratio_of_densities() =>
        AssertClose(Golden("info_nce", "loss"), Contrast.InfoNce(Golden("info_nce", "states"), Golden("info_nce", "means")));

    [Fact]
    public void Latent_overshooting_matches_a_rerun_of_the_same_weights_and_leaves_the_posterior_alone()
    {
        var settings = DreamerV1.Settings("debug") with
        {
            Precision = Precision.Float32,
            Coder = new CoderSettings { Layers = 0, Units = 1, Blocks = 0 },
            Rssm = Cell() with { Stochastic = 3, State = StateParts.Deterministic },
            Kl = new KlSettings { FreeNats = 0.2 },
            Overshooting = new OvershootingSettings { Distance = 3, Scale = 0.7, GlobalPrior = 0 },
        };
        var weights = new Weights();
        var model = new WorldModel(weights, settings, new AgentSpaces([new InputSpec("angles", false, [3])], false, 2), ModelUse.Training);
        Fill(weights.Allocate(CPU, Precision.Float32, trained: true));
        Tensor Value(string name) => Golden("overshooting", name);
        var posterior = Value("posterior").requires_grad_();
        var first = Value("first");
        var flags = zeros_like(first);
        var input = new BatchTensors
        {
            Length = 5, Batch = 2, Observations = [], Actions = Value("actions"), Rewards = flags, First = first, Last = flags, Terminal = flags, AnyFirst = [true, false, false, true, false],
        };
        var replayed = new Replayed(input, flags, new ObservedSequence(Value("h"), Value("z"), posterior), flags, flags, flags);
        using var generator = new Generator(1, CPU);
        var loss = new Overshooting(model, settings, generator).Loss(replayed, new ScalarList());
        AssertClose(Value("loss"), loss);
        loss.backward();
        Assert.Null(posterior.grad);

        var global = settings with { Overshooting = new OvershootingSettings { Distance = 1, GlobalPrior = 2 } };
        AssertClose(Value("global_prior") * 2, new Overshooting(model, global, generator).Loss(replayed, new ScalarList()));
    }

    [Fact]
    public void The_dual_variable_climbs_as_Adam_of_torch_does_on_its_logarithm()
    {
        var settings = new BottleneckSettings { Beta = 0.02, Rate = 0.01 };
        var dual = DualVariable.Start(settings);
        var path = new List<float>();
        foreach (var violation in Golden("dual_variable", "violations").data<float>().ToArray())
        {
            dual = dual.Ascend(violation, settings);
            path.Add((float)dual.Logarithm);
        }

        AssertClose(Golden("dual_variable", "logarithms"), tensor(path.ToArray()), 1e-6);
    }

    [Fact]
    public void The_dual_variable_stays_below_its_bound_and_survives_as_text()
    {
        var settings = new BottleneckSettings { Beta = 1, Rate = 0.5, Most = 2 };
        var dual = DualVariable.Start(settings);
        for (var i = 0; i < 5; i++) dual = dual.Ascend(7.3, settings);
        Assert.Equal(2, dual.Beta, 9);
        Assert.Equal(dual, DualVariable.Parse(dual.ToString()));
        Assert.Throws<InvalidDataException>(() => DualVariable.Parse("1 2 3"));
        Assert.Throws<InvalidDataException>(() => DualVariable.Parse("1 2 three 4"));
    }

    [Fact]
    public void Batch_norm_matches_in_training_and_uses_its_running_statistics_elsewhere()
    {
        var weights = new Weights();
        var norm = new Norm(weights, "norm", 5, LayerStyle.Of(NormKind.Batch, Activation.Silu));
        Fill(weights.Allocate(CPU, Precision.Float32, trained: true));
        var variance = weights.Parameters.Single(parameter => parameter.Name == "norm/variance").Value;
        using (no_grad()) variance.copy_(variance.abs());
        for (var i = 0; i < 2; i++) AssertClose(Golden("batch_norm", "training")[i], norm.Forward(Golden("batch_norm", "batches")[i]), 1e-4);
        AssertClose(Golden("batch_norm", "mean"), weights.Parameters.Single(parameter => parameter.Name == "norm/mean").Value);
        AssertClose(Golden("batch_norm", "variance"), variance);
        using var off = no_grad();
        AssertClose(Golden("batch_norm", "running"), norm.Forward(Golden("batch_norm", "batches")[0]), 1e-4);
        AssertClose(Golden("batch_norm", "variance"), variance);
    }

    private static RssmSettings Cell() => new() { Deterministic = 8, Hidden = 6, Latents = LatentKind.Gaussian, Stochastic = 4, Cell = CellKind.Gru, PriorLayers = 1, PosteriorLayers = 1 };
}
