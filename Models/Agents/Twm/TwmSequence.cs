using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>A batch as TWM learns from it: observations time first, the rest batch first.</summary>
internal sealed record TwmSequence(int Batch, int Length, Tensor[] Observations, Tensor Actions, Tensor Rewards, Tensor Episodes, Tensor Terminal, Tensor Follows)
{
    /// <summary>
    /// Squashes rewards and finds the episodes: <c>Observations</c> [T*B,...], <c>Actions</c> [B,T-1,A] (decided at a step), <c>Rewards</c>, <c>Terminal</c> [B,T],
    /// <c>Episodes</c> [B,T] (numbers), <c>Follows</c> [B,T-1] (1 where the next step is of the same episode). A step that ends the return ends the episode here, also where the world goes on
    /// (a lost life). Throws <see cref="ArgumentException"/> for sequences too short to hold a transition.
    /// </summary>
    public static TwmSequence From(SequenceBatch batch, TwmSettings settings, AgentSpaces spaces, Device device)
    {
        var input = BatchTensors.From(batch, spaces, startsFresh: false, device);
        var (t, b) = (input.Length, input.Batch);
        if (t < 2) throw new ArgumentException("Sequences of one step hold no transition: replay.length is 2 or more.", nameof(batch));
        Tensor Rows(Tensor steps) => steps.transpose(0, 1).contiguous();
        var terminal = Rows(input.Terminal);
        var ends = maximum(Rows(input.Last), terminal).narrow(1, 0, t - 1);
        var breaks = maximum(ends, Rows(input.First).narrow(1, 1, t - 1));                                      // [B,T-1]: between a step and the next
        var episodes = cat([zeros([b, 1], device: device), breaks.cumsum(1)], 1);
        var rewards = Rows(input.Rewards);
        return new TwmSequence(
            b,
            t,
            input.Observations,
            Rows(input.Actions.narrow(0, 1, t - 1)),
            settings.Rewards == RewardTransform.Tanh ? rewards.tanh() : rewards,
            episodes,
            terminal,
            1 - breaks);
    }
}
