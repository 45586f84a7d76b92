using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using Xunit;
using static AkkaDreamer.Tests.Models.TestAgents;

namespace AkkaDreamer.Tests.Models;

public sealed class DreamerV3LeaseTests
{
    [Theory]
    [InlineData(Generation.V2023)]
    [InlineData(Generation.V2024)]
    public void Start_states_on_loan_stay_as_they_were_while_the_world_model_trains_on(Generation generation)
    {
        byte[] Run(bool late)
        {
            var agent = Create(generation, VectorDiscrete);
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
    public void Start_states_on_loan_can_be_copied_to_be_looked_at()
    {
        var agent = Create(Generation.V2023, VectorDiscrete);
        using var model = agent.CreateWorldModel(1);
        using var start = model.Train(Random(agent.Spaces, 0), exact: false).Start;
        var shapes = start.Capture().Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        Assert.Equal(Batch * Length, shapes["h"][0]);
        Assert.Equal(Batch * Length, shapes["z"][0]);
        Assert.All(["reward", "is_last", "is_terminal"], name => Assert.Equal<long>([Length, Batch], shapes[name]));
    }

    [Fact]
    public void When_every_buffer_is_lent_the_next_update_says_so_and_one_given_back_is_enough()
    {
        var agent = Create(Generation.V2023, VectorDiscrete);
        using var model = agent.CreateWorldModel(1);
        var leases = Enumerable.Range(0, 4).Select(i => model.Train(Random(agent.Spaces, (ulong)i), false).Start).ToArray();
        Assert.Contains("on loan", Assert.Throws<InvalidOperationException>(() => model.Train(Random(agent.Spaces, 9), false)).Message, StringComparison.Ordinal);
        leases[2].Dispose();
        model.Train(Random(agent.Spaces, 9), false).Start.Dispose();
    }

    [Fact]
    public void Publishing_gives_nothing_while_every_policy_is_lent()
    {
        var agent = Create(Generation.V2023, VectorDiscrete);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        using var start = model.Train(Random(agent.Spaces, 0), false).Start;
        var leases = new List<PolicyWeights>();
        while (behaviour.Publish(start) is { } lease) leases.Add(lease);
        Assert.NotEmpty(leases);
        leases[0].Dispose();
        using var again = behaviour.Publish(start);
        Assert.NotNull(again);
    }

    [Fact]
    public void Joint_and_exact_steps_the_world_model_only_when_completed()
    {
        var agent = Create(Generation.V2024, VectorDiscrete);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        Assert.Throws<InvalidOperationException>(() => model.Complete());
        var before = Weights(model);
        using var start = model.Train(Random(agent.Spaces, 0), exact: true).Start;
        behaviour.Train(start);
        Assert.Equal(before, Weights(model));
        Assert.Equal(0, model.Version);
        model.Complete();
        Assert.Equal(1, model.Version);
    }

    [Fact]
    public void A_pending_update_that_was_never_completed_leaves_nothing_behind()
    {
        byte[] Run(bool abandon)
        {
            var agent = Create(Generation.V2024, VectorDiscrete);
            using var model = agent.CreateWorldModel(1);
            using var behaviour = agent.CreateBehaviour(2);
            var clean = model.Capture();
            if (abandon)
            {
                using var start = model.Train(Random(agent.Spaces, 7), exact: true).Start;
                behaviour.Train(start);
                model.Restore(clean); // the generator went on; everything else must be as if nothing had been
            }

            using var other = agent.CreateBehaviour(3);
            Update(agent, model, other, Random(agent.Spaces, 0));
            return Bytes(model.Capture());
        }

        Assert.Equal(Run(abandon: false), Run(abandon: true));
    }

    [Fact]
    public void The_replay_value_loss_reaches_the_world_model_in_exact_and_in_overlapped_form()
    {
        byte[] Run(double scale, bool exact)
        {
            var agent = Create(Generation.V2024, VectorDiscrete, settings => settings with { ReplayValueScale = scale });
            using var model = agent.CreateWorldModel(1);
            using var behaviour = agent.CreateBehaviour(2);
            for (ulong update = 0; update < 4; update++)
            {
                var result = model.Train(Random(agent.Spaces, update), exact);
                behaviour.Train(result.Start);
                if (exact) model.Complete();
                else
                {
                    using var head = behaviour.Publish(result.Start)!;
                    model.UseValueHead(head);
                }
                result.Start.Dispose();
            }

            return Weights(model);
        }

        Assert.NotEqual(Run(0, exact: true), Run(0.3, exact: true));
        Assert.NotEqual(Run(0, exact: false), Run(0.3, exact: false));
    }

    [Fact]
    public void Latents_come_back_batch_first_and_serve_as_context()
    {
        var agent = Create(Generation.V2024, VectorDiscrete);
        var spec = agent.Latent!;
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        var (update, _) = Update(agent, model, behaviour, Random(agent.Spaces, 0));
        var latents = update.Latents!;
        Assert.Equal(Batch * Length, latents.Count);
        Assert.Equal((latents.Count * spec.Deterministic, latents.Count * spec.Stochastic), (latents.Deterministic.Length, latents.Stochastic.Length));
        Assert.All(latents.Valid, Assert.True);

        var rows = new LatentBatch(Batch, latents.Deterministic[..(Batch * spec.Deterministic)], latents.Stochastic[..(Batch * spec.Stochastic)], [true, false, true]);
        Update(agent, model, behaviour, Random(agent.Spaces, 1, rows));
        Assert.Throws<ArgumentException>(() => model.Train(Random(agent.Spaces, 1, rows with { Count = 2 }), true));
        Assert.Null(Create(Generation.V2023, VectorDiscrete).Latent);
    }


    private static byte[] Weights(IWorldModelTrainer model) =>
        [.. model.Capture().Tensors.Where(tensor => tensor.Name.StartsWith("model/", StringComparison.Ordinal)).SelectMany(tensor => tensor.Bytes)];
}
