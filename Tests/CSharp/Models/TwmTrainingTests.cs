using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Twm;
using AkkaDreamer.Models.Networks;
using Xunit;
using static AkkaDreamer.Tests.Models.TestAgents;

namespace AkkaDreamer.Tests.Models;

public sealed class TwmTrainingTests
{
    public static TheoryData<string> Kinds => [.. TwmAgents.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Equal_seeds_give_bit_equal_results_and_other_seeds_do_not(string kind)
    {
        byte[] Run(ulong seed)
        {
            var agent = TwmAgents.Create(kind);
            using var model = agent.CreateWorldModel(seed);
            using var behaviour = agent.CreateBehaviour(seed);
            for (ulong update = 0; update < 3; update++)
            {
                var (result, scalars) = Update(agent, model, behaviour, Random(agent.Spaces, update));
                Assert.All([.. result.Scalars.Values, .. scalars.Values], scalar => Assert.True(double.IsFinite(scalar.Value), scalar.Key));
            }

            return [.. Bytes(model.Capture()), .. Bytes(behaviour.Capture())];
        }

        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Training_resumed_from_a_snapshot_goes_on_bit_equal(string kind)
    {
        var agent = TwmAgents.Create(kind);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        for (ulong update = 0; update < 3; update++) Update(agent, model, behaviour, Random(agent.Spaces, update));
        var (first, second) = (Bytes(model.Capture()), Bytes(behaviour.Capture()));

        using var otherModel = agent.CreateWorldModel(8);
        using var otherBehaviour = agent.CreateBehaviour(9);
        otherModel.Restore(SafeTensors.Read(new MemoryStream(first)));
        otherBehaviour.Restore(SafeTensors.Read(new MemoryStream(second)));
        Assert.Equal((3, 3), (otherModel.Version, otherBehaviour.Version));
        for (ulong update = 3; update < 5; update++)
        {
            Update(agent, model, behaviour, Random(agent.Spaces, update));
            Update(agent, otherModel, otherBehaviour, Random(agent.Spaces, update));
        }

        Assert.Equal(Bytes(model.Capture()), Bytes(otherModel.Capture()));
        Assert.Equal(Bytes(behaviour.Capture()), Bytes(otherBehaviour.Capture()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_trained_weight_moves(string kind)
    {
        var agent = TwmAgents.Create(kind);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        var (before, actorBefore) = (model.Capture(), behaviour.Capture());
        for (ulong update = 0; update < 4; update++) Update(agent, model, behaviour, Random(agent.Spaces, update));
        var (after, actorAfter) = (model.Capture(), behaviour.Capture());
        var still = before.Tensors.Zip(after.Tensors).Concat(actorBefore.Tensors.Zip(actorAfter.Tensors))
            .Where(pair => pair.First.Name.Contains('/') && pair.First.Bytes.AsSpan().SequenceEqual(pair.Second.Bytes)).Select(pair => pair.First.Name);
        Assert.Empty(still);
    }

    [Fact]
    public void A_batch_that_is_not_finite_changes_no_weight_and_the_next_one_trains()
    {
        var agent = TwmAgents.Create("vector");
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        Update(agent, model, behaviour, Random(agent.Spaces, 0));
        var before = model.Capture().Tensors.Where(tensor => tensor.Name != "generator").Select(tensor => tensor.Bytes).ToArray();
        var poisoned = Random(agent.Spaces, 1);
        poisoned.Rewards[4] = float.NaN;
        for (var attempt = 0; attempt < 6; attempt++) Assert.Throws<NonFiniteException>(() => model.Train(poisoned, exact: false));
        Assert.Equal(before, model.Capture().Tensors.Where(tensor => tensor.Name != "generator").Select(tensor => tensor.Bytes));
        Update(agent, model, behaviour, Random(agent.Spaces, 2));
        Assert.Equal(2, model.Version);
    }

    [Fact]
    public void Half_precision_trains_close_to_float32()
    {
        double[] Losses(Precision precision)
        {
            var agent = TwmAgents.Create("image", settings => settings with { Precision = precision });
            using var model = agent.CreateWorldModel(1);
            using var behaviour = agent.CreateBehaviour(2);
            return [.. Enumerable.Range(0, 4).Select(_ => Update(agent, model, behaviour, Random(agent.Spaces, 0)).Model.Scalars.Values.Single(scalar => scalar.Key == "loss/image").Value)];
        }

        var (full, half) = (Losses(Precision.Float32), Losses(Precision.Bfloat16));
        Assert.All(full.Zip(half), pair => Assert.InRange(pair.Second / pair.First, 0.98, 1.02));
    }

    [Fact]
    public void Continuous_actions_are_refused_and_the_one_who_asked_is_told_which_agents_can_take_them()
    {
        Assert.Equal(
            "twm acts with discrete actions only, and this task takes 2 continuous ones", Assert.Throws<ArgumentException>(() => new TwmAgent(TwmPresets.Settings("debug"), VectorContinuous)).Message);
        var asked = new ConfigurationReader(ConfigurationReader.DefaultFile).Fresh([ConfigurationReader.Parse("dreamer.run.agent=twm"), ConfigurationReader.Parse("dreamer.run.task=cartpole-swingup")]);
        var refusal = Assert.Throws<ConfigurationException>(() => AgentCatalog.Create(asked, VectorContinuous)).Message;
        Assert.StartsWith("--agent twm: twm takes discrete actions", refusal, StringComparison.Ordinal);
        Assert.Contains("dreamer-v3", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Pretraining_moves_the_observation_model_then_the_dynamics_and_then_everything()
    {
        var agent = TwmAgents.Create("vector", settings => settings with { Observation = settings.Observation with { Pretrain = 2 }, Dynamics = settings.Dynamics with { Pretrain = 1 } });
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        byte[] Part(StateSnapshot state, string part) => [.. state.Tensors.Where(tensor => tensor.Name.StartsWith(part, StringComparison.Ordinal)).SelectMany(tensor => tensor.Bytes)];
        var moved = Enumerable.Range(0, 4).Select(update =>
        {
            var (before, actor) = (model.Capture(), behaviour.Capture());
            Update(agent, model, behaviour, Random(agent.Spaces, (ulong)update));
            var after = model.Capture();
            return (!Part(before, "observation/").SequenceEqual(Part(after, "observation/")), !Part(before, "dynamics/").SequenceEqual(Part(after, "dynamics/")),
                !Part(actor, "actor/").SequenceEqual(Part(behaviour.Capture(), "actor/")));
        });
        Assert.Equal([(true, false, false), (true, false, false), (false, true, false), (true, true, true)], moved);
        Assert.Equal(4, behaviour.Version);
    }

    [Theory]
    [InlineData("policy on (z, h)")]
    [InlineData("no rewards in the input")]
    [InlineData("plain entropy bonus")]
    [InlineData("memory 4")]
    [InlineData("latent entropy as the paper has it")]
    [InlineData("consistency as the paper has it")]
    [InlineData("rewards as they are")]
    [InlineData("no restarts")]
    public void Every_switch_changes_what_is_learned(string name)
    {
        byte[] Run(bool switched)
        {
            var agent = TwmAgents.Create("vector", settings => !switched ? settings with { Rewards = RewardTransform.Tanh } : Switched(settings with { Rewards = RewardTransform.Tanh }, name));
            using var model = agent.CreateWorldModel(1);
            using var behaviour = agent.CreateBehaviour(2);
            for (ulong update = 0; update < 3; update++) Update(agent, model, behaviour, Random(agent.Spaces, update));
            return [.. Bytes(model.Capture()), .. Bytes(behaviour.Capture())];
        }

        Assert.NotEqual(Run(false), Run(true));
    }

    private static TwmSettings Switched(TwmSettings settings, string name) => name switch
    {
        "policy on (z, h)" => settings with { Behaviour = settings.Behaviour with { Input = PolicyInput.LatentAndHidden } },
        "no rewards in the input" => settings with { Dynamics = settings.Dynamics with { RewardTokens = false } },
        "plain entropy bonus" => settings with { Behaviour = settings.Behaviour with { PlainEntropy = true } },
        "memory 4" => settings with { Dynamics = settings.Dynamics with { Transformer = settings.Dynamics.Transformer with { Memory = 2 } } },
        "latent entropy as the paper has it" => settings with { Observation = settings.Observation with { EntropyForm = LatentEntropy.Bonus } },
        "consistency as the paper has it" => settings with { Observation = settings.Observation with { ConsistencyForm = Consistency.PosteriorFirst } },
        "rewards as they are" => settings with { Rewards = RewardTransform.None },
        _ => settings with { Behaviour = settings.Behaviour with { RestartBelow = settings.Behaviour.RestartBelow == 0 ? 0.9 : 0 } },
    };
}
