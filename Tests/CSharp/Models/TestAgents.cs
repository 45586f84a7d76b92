using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Agents.Presets;
using AkkaDreamer.Models.Networks;

namespace AkkaDreamer.Tests.Models;

/// <summary>Small agents and batches of random experience.</summary>
internal static class TestAgents
{
    public const int Batch = 3, Length = 5;

    public static AgentSpaces VectorDiscrete { get; } = new([new InputSpec("board", false, [6])], true, 3);

    public static AgentSpaces VectorContinuous { get; } = new([new InputSpec("angles", false, [2]), new InputSpec("speeds", false, [3])], false, 2);

    public static AgentSpaces ImageDiscrete { get; } = new([new InputSpec("image", true, [16, 16, 3])], true, 3);

    public static AgentSpaces Both { get; } = new([new InputSpec("angles", false, [2]), new InputSpec("image", true, [16, 16, 3])], false, 2);

    public static DreamerAgent Create(Generation generation, AgentSpaces spaces, Func<DreamerSettings, DreamerSettings>? change = null)
    {
        var settings = DreamerV3.Settings(generation, "debug");
        settings = settings with { Precision = Precision.Float32, Behaviour = settings.Behaviour with { Horizon = 4 } };
        return new DreamerAgent(change is null ? settings : change(settings), spaces);
    }

    public static SequenceBatch Random(AgentSpaces spaces, ulong seed, LatentBatch? context = null)
    {
        var random = new RandomState(seed);
        var steps = Batch * Length;
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        var actions = Numbers(Batch * (Length + 1) * spaces.ActionSize);
        if (spaces.DiscreteActions)
        {
            Array.Clear(actions);
            for (var i = 0; i < Batch * (Length + 1); i++) actions[(i * spaces.ActionSize) + random.NextInt64(spaces.ActionSize)] = 1;
        }

        var (first, last) = (new byte[steps], new byte[steps]);
        (last[1], first[2]) = (1, 1); // in row 0 an episode ends and the next begins
        return new SequenceBatch
        {
            Batch = Batch,
            Length = Length,
            Observations = [.. spaces.Inputs.Select(input => input.IsImage
                ? (Array)Enumerable.Range(0, steps * input.Count).Select(_ => (byte)random.NextUInt64()).ToArray()
                : Numbers(steps * input.Count))],
            Actions = actions,
            Rewards = Numbers(steps),
            IsFirst = first,
            IsLast = last,
            IsTerminal = (byte[])last.Clone(),
            Keys = [.. Enumerable.Range(0, steps).Select(i => new StepKey(i / Length, i % Length))],
            Context = context,
        };
    }

    /// <summary>One whole update, as the actors make it; gives the lease back.</summary>
    public static (WorldModelUpdate Model, Scalars Behaviour) Update(IAgent agent, IWorldModelTrainer model, IBehaviourTrainer behaviour, SequenceBatch batch, bool exact = true)
    {
        exact &= agent.Update == UpdateKind.Joint;
        var update = model.Train(batch, exact);
        var scalars = behaviour.Train(update.Start);
        if (exact) model.Complete();
        update.Start.Dispose();
        return (update, scalars);
    }

    /// <summary>Every byte of a snapshot, so that two can be compared.</summary>
    public static byte[] Bytes(StateSnapshot snapshot)
    {
        using var stream = new MemoryStream();
        SafeTensors.Write(stream, snapshot);
        return stream.ToArray();
    }
}
