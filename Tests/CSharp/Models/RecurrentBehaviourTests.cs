using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Agents.Planet;
using AkkaDreamer.Models.Agents.Presets;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using TorchSharp;
using Xunit;
using static AkkaDreamer.Tests.Models.TestAgents;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Models;

public sealed class RecurrentBehaviourTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void The_cross_entropy_method_finds_the_best_of_a_quadratic_and_keeps_within_the_bounds()
    {
        var target = tensor(new[] { 0.5f, -0.3f, -0.9f, 0.1f, 1.7f, -0.2f }, [3, 1, 2]); // 1.7 is out of reach: 1 is the best
        using var generator = new Generator(7, CPU);
        var plan = CrossEntropyMethod.Plan(actions => -(actions - target).square().sum(-1).sum(0L), new PlanningSettings { Horizon = 3, Candidates = 500, Iterations = 10, Elites = 50 }, 2, generator, CPU);
        Assert.Equal([3, 2], plan.shape);
        Assert.True((plan - target.squeeze(1).clamp(-1, 1)).abs().max().item<float>() < 0.05, $"The plan is {string.Join(", ", plan.data<float>().ToArray())}.");
    }

    [Fact]
    public void Equal_generators_give_equal_plans_and_others_do_not()
    {
        float[] Plan(ulong seed)
        {
            using var generator = new Generator(seed, CPU);
            return CrossEntropyMethod.Plan(actions => -actions.square().sum(-1).sum(0L), new PlanningSettings { Horizon = 2, Candidates = 20, Iterations = 2, Elites = 5 }, 1, generator, CPU).data<float>().ToArray();
        }

        Assert.Equal(Plan(1), Plan(1));
        Assert.NotEqual(Plan(1), Plan(2));
    }

    [Fact]
    public void Planet_plans_alike_from_equal_random_states_and_alike_without_any()
    {
        var agent = new PlanetAgent(PlaNet.Settings("debug") with { Precision = Precision.Float32 }, VectorContinuous);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        using var policy = agent.CreatePolicy();
        policy.Load(model.Capture(), behaviour.Capture());
        float[] Act(RandomState? random) => policy.Act([new float[2], new float[3]], null, random).Action;
        Assert.Equal(Act(new RandomState(5)), Act(new RandomState(5)));
        Assert.NotEqual(Act(new RandomState(5)), Act(new RandomState(6)));
        Assert.Equal(Act(null), Act(null));
    }

    [Fact]
    public void Exploration_adds_noise_of_its_deviation_to_continuous_actions_within_their_bounds()
    {
        var random = new RandomState(3);
        float[] Draw(float from) => [.. Enumerable.Range(0, 4000).Select(_ => Exploration.Apply([from, 0f], 0.3, VectorContinuous, random)[0])];
        var middle = Draw(0);
        Assert.InRange(middle.Average(), -0.02, 0.02);
        Assert.InRange(Math.Sqrt(middle.Average(x => x * x)), 0.28, 0.31);
        var edge = Draw(1);
        Assert.All(edge, x => Assert.InRange(x, -1f, 1f));
        Assert.InRange(edge.Count(x => x == 1), 1800, 2200);
        Assert.Equal([0.4f, 0f], Exploration.Apply([0.4f, 0f], 0.3, VectorContinuous, null));
    }

    [Fact]
    public void Exploration_replaces_its_share_of_discrete_actions_by_any_of_them()
    {
        var random = new RandomState(3);
        var drawn = Enumerable.Range(0, 6000).Select(_ => Exploration.Apply([0f, 1f, 0f], 0.3, VectorDiscrete, random)).ToArray();
        Assert.All(drawn, action => Assert.Equal(1, action.Sum()));
        Assert.InRange(drawn.Count(action => action[1] == 0) / 6000.0, 0.18, 0.22); // 0.3 of them, of which a third choose the same again
        Assert.InRange(drawn.Count(action => action[0] == 1) / 6000.0, 0.08, 0.12);
    }

    [Fact]
    public void The_target_network_of_DreamerV2_is_a_copy_made_every_so_many_updates()
    {
        var settings = DreamerV2.Settings("debug");
        var agent = new DreamerAgent(settings with { Precision = Precision.Float32, Behaviour = settings.Behaviour with { SlowEvery = 3, Horizon = 3 } }, VectorDiscrete);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        var first = Slow(behaviour);
        for (var update = 1; update <= 6; update++)
        {
            var before = Slow(behaviour);
            Update(agent, model, behaviour, Random(agent.Spaces, (ulong)update));
            if (update % 3 == 0) Assert.Equal(Named(behaviour.Capture(), "value/"), Slow(behaviour));
            else Assert.Equal(before, Slow(behaviour));
        }

        Assert.NotEqual(first, Slow(behaviour));
    }

    [Fact]
    public void Weights_that_shrink_do_so_by_their_share_whatever_the_rate()
    {
        var settings = DreamerV2.Settings("debug");
        var agent = new DreamerAgent(settings with { ModelOptimiser = settings.ModelOptimiser with { Rate = 0, Shrink = 0.25 } }, VectorDiscrete);
        using var model = agent.CreateWorldModel(1);
        var before = Floats(model.Capture(), "model/rssm/gru/kernel");
        model.Train(Random(agent.Spaces, 1), exact: false).Start.Dispose();
        Assert.All(before.Zip(Floats(model.Capture(), "model/rssm/gru/kernel")), pair => Assert.Equal(pair.First * 0.75f, pair.Second, 6));
    }

    [Fact]
    public void An_update_that_is_not_finite_leaves_the_running_statistics_of_batch_norm_alone()
    {
        var agent = new DreamerAgent(MuDreamer.Settings("debug") with { Precision = Precision.Float32 }, VectorContinuous);
        using var model = agent.CreateWorldModel(1);
        var start = Floats(model.Capture(), Statistic);
        model.Train(Random(agent.Spaces, 1), exact: false).Start.Dispose();
        var before = Named(model.Capture(), "model/");
        Assert.NotEqual(start, Floats(model.Capture(), Statistic));
        var batch = Random(agent.Spaces, 2);
        var bad = batch with { Actions = [.. batch.Actions.Select(_ => 1e30f)] }; // their probability is beyond float32
        Assert.Throws<NonFiniteException>(() => model.Train(bad, exact: false));
        Assert.Equal(before, Named(model.Capture(), "model/"));
        model.Train(batch, exact: false).Start.Dispose();
    }

    [Fact]
    public void Running_statistics_of_batch_norm_travel_with_checkpoint_and_policy_and_are_what_acting_uses()
    {
        var agent = new DreamerAgent(MuDreamer.Settings("debug") with { Precision = Precision.Float32 }, VectorContinuous);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        var update = model.Train(Random(agent.Spaces, 1), exact: false);
        behaviour.Train(update.Start);
        using var published = behaviour.Publish(update.Start)!;
        update.Start.Dispose();
        var snapshot = model.Capture();
        float[] Act(Action<IPolicy> load)
        {
            using var policy = agent.CreatePolicy();
            load(policy);
            var first = policy.Act([new float[2], new float[3]], null, null);
            return [.. policy.Act([new float[2], new float[3]], first.State, null).State.Parts.SelectMany(part => part)];
        }

        var lent = Act(policy => policy.Load(published));
        Assert.Equal(lent, Act(policy => policy.Load(snapshot, behaviour.Capture())));
        var other = snapshot with { Tensors = [.. snapshot.Tensors.Select(tensor => tensor.Name == Statistic ? tensor with { Bytes = Shifted(tensor.Bytes) } : tensor)] };
        Assert.NotEqual(lent, Act(policy => policy.Load(other, behaviour.Capture())));
    }

    [Fact]
    public void Categoricals_without_a_uniform_share_stay_finite_however_far_their_logits_are_apart()
    {
        var logits = tensor(new[] { 0f, 500f, -500f }).requires_grad_();
        var probabilities = Categorical.Probabilities(logits, 0);
        var policy = new OneHotActions(probabilities);
        var loss = policy.Entropy() + policy.LogProbability(tensor(new[] { 0f, 1f, 0f })) + Categorical.Divergence(probabilities, probabilities.log(), Categorical.Probabilities(-logits, 0).log());
        loss.backward();
        Assert.True(float.IsFinite(loss.item<float>()) && logits.grad!.isfinite().all().item<bool>());
    }

    private const string Statistic = "model/rssm/posterior/hidden0/norm/mean";

    private static byte[] Shifted(byte[] bytes)
    {
        var numbers = new float[bytes.Length / 4];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = i % 2 == 0 ? 50 : -50;
        var result = new byte[bytes.Length];
        Buffer.BlockCopy(numbers, 0, result, 0, result.Length);
        return result;
    }

    private static float[] Floats(StateSnapshot snapshot, string name)
    {
        var bytes = snapshot.Tensors.Single(tensor => tensor.Name == name).Bytes;
        var numbers = new float[bytes.Length / 4];
        Buffer.BlockCopy(bytes, 0, numbers, 0, bytes.Length);
        return numbers;
    }

    private static byte[] Slow(IBehaviourTrainer behaviour) => Named(behaviour.Capture(), "slow/");

    private static byte[] Named(StateSnapshot snapshot, string prefix) => [.. snapshot.Tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)).SelectMany(tensor => tensor.Bytes)];
}
