using AkkaDreamer.Models.Checkpoints;

namespace AkkaDreamer.Models.Optimisation;

/// <summary>Steps the weights it was made for, by the gradient that <see cref="Networks.Weights.GatherGradient"/> left.</summary>
public interface IOptimiser : IDisposable
{
    /// <summary>The norm of the gathered gradient, before any clipping; not finite when any of its numbers is not.</summary>
    double GradientNorm();

    /// <summary>One step, then <see cref="Networks.Weights.Refresh"/>. <paramref name="norm"/>: what <see cref="GradientNorm"/> gave.</summary>
    void Step(double norm);

    /// <summary>Adds moments and counters to a snapshot, under a prefix.</summary>
    void Capture(SnapshotWriter writer, string prefix);

    /// <summary>Takes them back.</summary>
    void Restore(SnapshotReader reader, string prefix);
}
