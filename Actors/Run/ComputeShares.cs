using AkkaDreamer.Actors.Configuration;

namespace AkkaDreamer.Actors.Run;

/// <summary>How many threads each part computes with.</summary>
public sealed record ComputeShares(int Learner, int Imagination, int Acting)
{
    /// <summary>
    /// As configured; 0 shares out the cores: in lockstep the parts take turns, so each gets all of them; overlapped, learner and imagination get half each.
    /// </summary>
    public static ComputeShares Of(ThreadOptions options, bool lockstep, int cores)
    {
        var half = Math.Max(1, lockstep ? cores : cores / 2);
        return new ComputeShares(options.Learner > 0 ? options.Learner : half, options.Imagination > 0 ? options.Imagination : half, options.Acting);
    }
}
