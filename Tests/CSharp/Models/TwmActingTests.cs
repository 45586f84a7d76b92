using AkkaDreamer.Models;
using Xunit;
using static AkkaDreamer.Tests.Models.TestAgents;

namespace AkkaDreamer.Tests.Models;

public sealed class TwmActingTests
{
    [Theory]
    [MemberData(nameof(TwmTrainingTests.Kinds), MemberType = typeof(TwmTrainingTests))]
    public void Weights_by_lease_and_by_checkpoint_act_alike_and_equal_generators_give_equal_actions(string kind)
    {
        var agent = TwmAgents.Create(kind);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        for (ulong update = 0; update < 2; update++) Update(agent, model, behaviour, Random(agent.Spaces, update));
        using var leased = agent.CreatePolicy();
        using var loaded = agent.CreatePolicy();
        using (var start = model.Train(Random(agent.Spaces, 3), false).Start)
        {
            Assert.Equal(["z", "action", "reward", "episode", "is_terminal"], start.Capture().Tensors.Select(tensor => tensor.Name));
            using var lease = behaviour.Publish(start)!;
            leased.Load(lease);
        }

        loaded.Load(model.Capture(), behaviour.Capture());
        var (first, second) = (Play(leased, agent.Spaces, new RandomState(5)), Play(loaded, agent.Spaces, new RandomState(5)));
        Assert.Equal(first, second);
        Assert.NotEqual(first, Play(leased, agent.Spaces, new RandomState(6)));
        Assert.Equal(Play(leased, agent.Spaces, null), Play(leased, agent.Spaces, null));
        Assert.All(first.Chunk(3), action => Assert.Equal([0f, 0f, 1f], action.Order()));
    }

    [Fact]
    public void A_policy_on_latents_remembers_nothing_and_one_on_hidden_states_its_window()
    {
        PolicyState State(string kind, int steps)
        {
            var agent = TwmAgents.Create(kind);
            using var model = agent.CreateWorldModel(1);
            using var behaviour = agent.CreateBehaviour(2);
            using var policy = agent.CreatePolicy();
            policy.Load(model.Capture(), behaviour.Capture());
            var state = (PolicyState?)null;
            for (var step = 0; step < steps; step++) state = policy.Act([new byte[16 * 16 * 3]], state, new RandomState(1)).State;
            if (kind == "hidden") Assert.Throws<ArgumentException>(() => policy.Act([new byte[16 * 16 * 3]], new PolicyState([[1f]]), null));
            return state!;
        }

        Assert.Empty(State("image", 3).Parts);
        Assert.Equal([3, 3 * 4, 3 * 3, 16, 1], State("hidden", 3).Parts.Select(part => part.Length));
        Assert.Equal(5, State("hidden", 9).Parts[0].Length); // a memory of four steps, and the present one
    }

    [Fact]
    public void A_policy_without_weights_is_refused()
    {
        using var policy = TwmAgents.Create("vector").CreatePolicy();
        Assert.Throws<InvalidOperationException>(() => policy.Act([new float[6]], null, null));
    }

    [Fact]
    public void Open_loop_prediction_shows_true_model_and_error_frames_of_images_only()
    {
        using var model = TwmAgents.Create("image").CreateWorldModel(1);
        var batch = Random(ImageDiscrete, 0);
        var strip = model.Predict(batch, 2)!;
        Assert.Equal((Length * 16, 2 * 3 * 16), (strip.Width, strip.Height));
        Assert.Equal(((byte[])batch.Observations[0])[..(16 * 3)], strip.Pixels[..(16 * 3)]); // the first line of the first true frame
        using var vectors = TwmAgents.Create("vector").CreateWorldModel(1);
        Assert.Null(vectors.Predict(Random(VectorDiscrete, 0), 2));
    }

    [Fact]
    public void Start_states_on_loan_stay_as_they_were_while_the_world_model_trains_on()
    {
        byte[] Run(bool late)
        {
            var agent = TwmAgents.Create("vector");
            using var model = agent.CreateWorldModel(1);
            using var behaviour = agent.CreateBehaviour(2);
            using var held = model.Train(Random(agent.Spaces, 0), exact: false).Start;
            if (late) for (ulong update = 1; update < 4; update++) model.Train(Random(agent.Spaces, update), exact: false).Start.Dispose();
            behaviour.Train(held);
            return Bytes(behaviour.Capture());
        }

        Assert.Equal(Run(late: false), Run(late: true));
    }

    [Fact]
    public void When_every_buffer_is_lent_the_next_update_says_so_and_one_given_back_is_enough()
    {
        var agent = TwmAgents.Create("vector");
        using var model = agent.CreateWorldModel(1);
        var leases = Enumerable.Range(0, 4).Select(i => model.Train(Random(agent.Spaces, (ulong)i), false).Start).ToArray();
        Assert.Contains("on loan", Assert.Throws<InvalidOperationException>(() => model.Train(Random(agent.Spaces, 9), false)).Message, StringComparison.Ordinal);
        leases[2].Dispose();
        using var behaviour = agent.CreateBehaviour(2);
        using var start = model.Train(Random(agent.Spaces, 9), false).Start;
        var published = new List<PolicyWeights>();
        while (behaviour.Publish(start) is { } lease) published.Add(lease);
        published[0].Dispose();
        using var again = behaviour.Publish(start);
        Assert.NotNull(again);
    }

    private static float[] Play(IPolicy policy, AgentSpaces spaces, RandomState? random)
    {
        var (actions, state) = (new List<float>(), (PolicyState?)null);
        var observation = Random(spaces, 4).Observations[0];
        var input = spaces.Inputs[0];
        for (var step = 0; step < 6; step++)
        {
            Array seen = input.IsImage ? ((byte[])observation)[(step * input.Count)..((step + 1) * input.Count)] : ((float[])observation)[(step * input.Count)..((step + 1) * input.Count)];
            var decision = policy.Act([seen], state, random);
            state = decision.State;
            actions.AddRange(decision.Action);
        }

        return [.. actions];
    }
}
