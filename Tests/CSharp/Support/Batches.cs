using AkkaDreamer.Models;

namespace AkkaDreamer.Tests.Support;

/// <summary>Batches of the counter task for scenarios of the learner.</summary>
public static class Batches
{
    /// <summary>B rows of T steps from the begin of episodes with consecutive seeds.</summary>
    public static SequenceBatch Counter(int batch = 2, int length = 4, ulong seed = 1)
    {
        var (observations, rewards) = (new List<float>(), new List<float>());
        for (var b = 0; b < batch; b++)
        {
            for (var t = 0; t < length; t++)
            {
                observations.AddRange(global::AkkaDreamer.Environments.Counter.ObservationOf(seed + (ulong)b, t, t == 0 ? -1 : 0));
                rewards.Add(global::AkkaDreamer.Environments.Counter.RewardOf(t, t == 0 ? -1 : 0));
            }
        }

        var flags = Enumerable.Range(0, batch * length);
        return new SequenceBatch
        {
            Batch = batch,
            Length = length,
            Observations = [observations.ToArray()],
            Actions = [.. Enumerable.Range(0, batch * (length + 1)).SelectMany(_ => new float[] { 1, 0, 0 })],
            Rewards = [.. rewards],
            IsFirst = [.. flags.Select(i => (byte)(i % length == 0 ? 1 : 0))],
            IsLast = new byte[batch * length],
            IsTerminal = new byte[batch * length],
            Keys = [.. flags.Select(i => new StepKey(i / length, i % length))],
        };
    }
}
