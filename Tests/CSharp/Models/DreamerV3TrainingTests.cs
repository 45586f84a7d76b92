using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Networks;
using Xunit;
using static AkkaDreamer.Tests.Models.TestAgents;

namespace AkkaDreamer.Tests.Models;

public sealed class DreamerV3TrainingTests
{
    public static TheoryData<Generation, string> Kinds
    {
        get
        {
            var kinds = new TheoryData<Generation, string>();
            foreach (var generation in Enum.GetValues<Generation>())
                foreach (var spaces in (string[])["vector discrete", "vector continuous", "image discrete", "both"]) kinds.Add(generation, spaces);
            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Equal_seeds_give_bit_equal_results_and_other_seeds_do_not(Generation generation, string kind)
    {
        byte[] Run(ulong seed)
        {
            var agent = Create(generation, Spaces(kind));
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
    public void Training_resumed_from_a_snapshot_goes_on_bit_equal(Generation generation, string kind)
    {
        var agent = Create(generation, Spaces(kind));
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
    [InlineData(Generation.V2023)]
    [InlineData(Generation.V2024)]
    public void Every_trained_weight_moves(Generation generation)
    {
        var agent = Create(generation, Both);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        var (before, actorBefore) = (model.Capture(), behaviour.Capture());
        for (ulong update = 0; update < 3; update++) Update(agent, model, behaviour, Random(agent.Spaces, update));
        var (after, actorAfter) = (model.Capture(), behaviour.Capture());
        var still = before.Tensors.Zip(after.Tensors).Concat(actorBefore.Tensors.Zip(actorAfter.Tensors))
            .Where(pair => pair.First.Name.Contains('/') && !pair.First.Name.StartsWith("value-copy/", StringComparison.Ordinal) && !pair.First.Name.StartsWith("slow/", StringComparison.Ordinal))
            .Where(pair => pair.First.Bytes.AsSpan().SequenceEqual(pair.Second.Bytes)).Select(pair => pair.First.Name);
        Assert.Empty(still);
    }

    [Theory]
    [InlineData(Generation.V2023)]
    [InlineData(Generation.V2024)]
    public void A_batch_that_is_not_finite_changes_no_weight_and_the_next_one_trains(Generation generation)
    {
        var agent = Create(generation, VectorDiscrete);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        Update(agent, model, behaviour, Random(agent.Spaces, 0), exact: false);
        var before = model.Capture().Tensors.Where(tensor => tensor.Name != "generator").Select(tensor => tensor.Bytes).ToArray();
        var poisoned = Random(agent.Spaces, 1);
        poisoned.Rewards[4] = float.NaN;
        for (var attempt = 0; attempt < 6; attempt++) Assert.Throws<NonFiniteException>(() => model.Train(poisoned, exact: false));
        Assert.Equal(before, model.Capture().Tensors.Where(tensor => tensor.Name != "generator").Select(tensor => tensor.Bytes));
        Assert.Equal(1, model.Version);
        Update(agent, model, behaviour, Random(agent.Spaces, 2), exact: false);
        Assert.Equal(2, model.Version);
    }

    [Theory]
    [InlineData("vector discrete", Generation.V2023)]
    [InlineData("both", Generation.V2023)]
    [InlineData("both", Generation.V2024)]
    public void Half_precision_trains_close_to_float32(string kind, Generation generation)
    {
        double[] Losses(Precision precision)
        {
            var agent = Create(generation, Spaces(kind), settings => settings with { Precision = precision });
            using var model = agent.CreateWorldModel(1);
            using var behaviour = agent.CreateBehaviour(2);
            return [.. Enumerable.Range(0, 4).Select(_ => Update(agent, model, behaviour, Random(agent.Spaces, 0)).Model.Scalars.Values.Single(scalar => scalar.Key == "loss/model").Value)];
        }

        var (full, half) = (Losses(Precision.Float32), Losses(Precision.Bfloat16));
        Assert.All(full.Zip(half), pair => Assert.InRange(pair.Second / pair.First, 0.98, 1.02));
    }

    [Fact]
    public void A_batch_that_does_not_fit_the_spaces_is_refused_by_name()
    {
        var agent = Create(Generation.V2023, VectorDiscrete);
        using var model = agent.CreateWorldModel(1);
        var batch = Random(agent.Spaces, 0);
        Assert.Contains("board", Assert.Throws<ArgumentException>(() => model.Train(batch with { Observations = [new float[3]] }, false)).Message, StringComparison.Ordinal);
        Assert.Contains("actions", Assert.Throws<ArgumentException>(() => model.Train(batch with { Actions = new float[2] }, false)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Train(Random(ImageDiscrete, 0), false));
    }

    [Fact]
    public void A_snapshot_of_another_size_is_refused_and_names_the_tensor()
    {
        var agent = Create(Generation.V2023, VectorDiscrete);
        using var model = agent.CreateWorldModel(1);
        using var larger = Create(Generation.V2023, VectorContinuous).CreateWorldModel(1);
        var message = Assert.Throws<InvalidDataException>(() => larger.Restore(model.Capture())).Message;
        Assert.Contains("model/encoder/vector/hidden0/kernel", message, StringComparison.Ordinal);
    }

    internal static AgentSpaces Spaces(string kind) => kind switch
    {
        "vector discrete" => VectorDiscrete,
        "vector continuous" => VectorContinuous,
        "image discrete" => ImageDiscrete,
        _ => Both,
    };
}
