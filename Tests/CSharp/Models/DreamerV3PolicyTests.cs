using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using Xunit;
using static AkkaDreamer.Tests.Models.TestAgents;

namespace AkkaDreamer.Tests.Models;

public sealed class DreamerV3PolicyTests
{
    [Theory]
    [MemberData(nameof(DreamerV3TrainingTests.Kinds), MemberType = typeof(DreamerV3TrainingTests))]
    public void Weights_by_lease_and_by_checkpoint_act_alike_and_equal_generators_give_equal_actions(Generation generation, string kind)
    {
        var agent = Create(generation, DreamerV3TrainingTests.Spaces(kind));
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        for (ulong update = 0; update < 2; update++) Update(agent, model, behaviour, Random(agent.Spaces, update));
        using var leased = agent.CreatePolicy();
        using var loaded = agent.CreatePolicy();
        using (var start = model.Train(Random(agent.Spaces, 3), false).Start)
        {
            using var lease = behaviour.Publish(start)!;
            leased.Load(lease);
        }

        Assert.Equal(behaviour.Version, leased.Version);
        loaded.Load(model.Capture(), behaviour.Capture());
        var (first, second) = (Play(leased, agent.Spaces, new RandomState(5)), Play(loaded, agent.Spaces, new RandomState(5)));
        Assert.Equal(first, second);
        Assert.NotEqual(first, Play(leased, agent.Spaces, new RandomState(6)));
        Assert.All(first, number => Assert.InRange(number, -1f, 1f));
        Assert.Equal(Play(leased, agent.Spaces, null), Play(leased, agent.Spaces, null));
    }

    [Fact]
    public void Discrete_decisions_are_one_hot()
    {
        var agent = Create(Generation.V2024, VectorDiscrete);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        using var policy = agent.CreatePolicy();
        policy.Load(model.Capture(), behaviour.Capture());
        var decision = policy.Act([new float[6]], null, new RandomState(1));
        Assert.Equal([0f, 0f, 1f], decision.Action.Order());
        Assert.Equal((1, agent.Latent!.Deterministic), (decision.Latent!.Count, decision.Latent.Deterministic.Length));
    }

    [Fact]
    public void A_policy_without_weights_and_an_observation_that_does_not_fit_are_refused()
    {
        var agent = Create(Generation.V2023, VectorDiscrete);
        using var policy = agent.CreatePolicy();
        Assert.Equal(-1, policy.Version);
        Assert.Throws<InvalidOperationException>(() => policy.Act([new float[6]], null, null));
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        policy.Load(model.Capture(), behaviour.Capture());
        Assert.Contains("board", Assert.Throws<ArgumentException>(() => policy.Act([new float[5]], null, null)).Message, StringComparison.Ordinal);
        Assert.Contains("board", Assert.Throws<ArgumentException>(() => policy.Act([new byte[6]], null, null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Generation.V2023)]
    [InlineData(Generation.V2024)]
    public void Open_loop_prediction_shows_true_model_and_error_frames_of_images_only(Generation generation)
    {
        using var model = Create(generation, Both).CreateWorldModel(1);
        var batch = Random(Both, 0);
        var strip = model.Predict(batch, 2)!;
        Assert.Equal((Length * 16, 2 * 3 * 16), (strip.Width, strip.Height));
        Assert.Equal(strip.Width * strip.Height * 3, strip.Pixels.Length);
        var image = (byte[])batch.Observations[1];
        Assert.Equal(image[..(16 * 3)], strip.Pixels[..(16 * 3)]); // the first line of the first true frame
        using var vectors = Create(generation, VectorDiscrete).CreateWorldModel(1);
        Assert.Null(vectors.Predict(Random(VectorDiscrete, 0), 2));
    }

    private static float[] Play(IPolicy policy, AgentSpaces spaces, RandomState? random)
    {
        var (actions, state) = (new List<float>(), (PolicyState?)null);
        var observations = Random(spaces, 4).Observations;
        for (var step = 0; step < 4; step++)
        {
            var observation = spaces.Inputs.Select((input, i) => input.IsImage
                ? (Array)((byte[])observations[i])[(step * input.Count)..((step + 1) * input.Count)]
                : ((float[])observations[i])[(step * input.Count)..((step + 1) * input.Count)]).ToArray();
            var decision = policy.Act(observation, state, random);
            state = decision.State;
            actions.AddRange(decision.Action);
        }

        return [.. actions];
    }
}
