using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>
/// Checks sequences of the <see cref="Counter"/> task as replay gives them back. Arrays are row-major [B, T, ...] with actions [B, T + 1, A], where entry t is the action decided at step t - 1.
/// Pure; finds every wrong step, not only the first.
/// </summary>
public static class CounterCheck
{
    private const int Actions = 3;

    /// <summary>
    /// One line per fault found; empty when every row is what some streams of the task really lived through. A row may begin anywhere in a stream. IsLast is allowed before the episode's own end
    /// (a crash cut it there, never IsTerminal), and after IsLast only a first step may follow.
    /// </summary>
    public static ImmutableArray<string> Faults(int batch, int length, float[] observations, float[] actions, float[] rewards, byte[] isFirst, byte[] isLast, byte[] isTerminal)
    {
        if (observations.Length != batch * length * Counter.Width || actions.Length != batch * (length + 1) * Actions || rewards.Length != batch * length
            || isFirst.Length != batch * length || isLast.Length != batch * length || isTerminal.Length != batch * length)
            throw new ArgumentException($"Arrays do not have the sizes of {batch} sequences of {length} steps of the counter task.");
        var faults = ImmutableArray.CreateBuilder<string>();
        for (var b = 0; b < batch; b++)
        {
            for (var t = 0; t < length; t++)
            {
                var i = (b * length) + t;
                var now = observations.AsSpan(i * Counter.Width, Counter.Width);
                var action = actions.AsSpan(((b * (length + 1)) + t) * Actions, Actions);
                void Fault(string what) => faults.Add($"row {b}, step {t}: {what}");

                if (now[5] != Counter.Checksum(now)) { Fault("the observation's checksum is wrong: numbers of different steps are mixed"); continue; }
                var seed = SeedOf(now);
                var (step, last) = ((int)now[3], (int)now[4]);
                var ends = step == Counter.LengthOf(seed);
                if (isFirst[i] != (step == 0 ? 1 : 0)) Fault($"IsFirst is {isFirst[i]} at step {step} of the episode");
                if (rewards[i] != Counter.RewardOf(step, last)) Fault($"the reward is {rewards[i]}, and {Counter.RewardOf(step, last)} came with this observation");
                if (ends && isLast[i] == 0) Fault("IsLast is 0 at the episode's end");
                if (isTerminal[i] != (ends && Counter.EndsForGood(seed) ? 1 : 0)) Fault($"IsTerminal is {isTerminal[i]}: a return leaks or is cut short");
                // What was done before the first step of an episode does not matter; replay may show zeros.
                if (step > 0 && !IsChoice(action, last)) Fault($"the action before it is not the {last} that the observation echoes");
                if (t == 0) continue;
                var before = observations.AsSpan((i - 1) * Counter.Width, Counter.Width);
                if (isLast[i - 1] != 0)
                {
                    if (step != 0) Fault($"step {step} follows the end of an episode: spliced");
                }
                else if (SeedOf(before) != seed)
                {
                    Fault($"episode {seed:x} follows {SeedOf(before):x} without an end between them: spliced");
                }
                else if (step != (int)before[3] + 1)
                {
                    Fault($"step {step} follows step {(int)before[3]}: {(step <= (int)before[3] ? "repeated" : "dropped")}");
                }
            }
        }

        return faults.ToImmutable();
    }

    /// <summary>The low 48 bits of the seed that an observation shows.</summary>
    public static ulong SeedOf(ReadOnlySpan<float> observation) => (ulong)observation[0] | ((ulong)observation[1] << 16) | ((ulong)observation[2] << 32);

    private static bool IsChoice(ReadOnlySpan<float> action, int choice)
    {
        for (var i = 0; i < action.Length; i++) if (action[i] != (i == choice ? 1 : 0)) return false;
        return true;
    }
}
