using AkkaDreamer.Models;

namespace AkkaDreamer.Benchmarks;

/// <summary>Batches of random experience with an episode's start here and there.</summary>
internal static class RandomExperience
{
    /// <summary>B sequences of T steps of what an agent sees and does.</summary>
    public static SequenceBatch Batch(AgentSpaces spaces, int batch, int length, RandomState random)
    {
        var (steps, decisions) = (batch * length, batch * (length + 1));
        float[] Uniform(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        float[] Chosen()
        {
            var oneHot = new float[decisions * spaces.ActionSize];
            for (var i = 0; i < decisions; i++) oneHot[(i * spaces.ActionSize) + random.NextInt64(spaces.ActionSize)] = 1;
            return oneHot;
        }

        return new SequenceBatch
        {
            Batch = batch,
            Length = length,
            Observations =
            [
                .. spaces.Inputs.Select(input => input.IsImage
                    ? (Array)Enumerable.Range(0, steps * input.Count).Select(_ => (byte)random.NextUInt64()).ToArray()
                    : Uniform(steps * input.Count)),
            ],
            Actions = spaces.DiscreteActions ? Chosen() : Uniform(decisions * spaces.ActionSize),
            Rewards = Uniform(steps),
            IsFirst = [.. Enumerable.Range(0, steps).Select(i => (byte)(random.NextDouble() < 0.01 ? 1 : 0))],
            IsLast = new byte[steps],
            IsTerminal = new byte[steps],
            Keys = new StepKey[steps],
        };
    }
}
