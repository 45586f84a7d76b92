using AkkaDreamer.Models.Checkpoints;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer.Objectives;

/// <summary>One term of a world model's loss. Some keep numbers of their own, which move after each step of the optimiser and travel with checkpoints.</summary>
internal interface IObjective : IDisposable
{
    /// <summary>The term, a single number, with what there is to report about it.</summary>
    Tensor Loss(Replayed replayed, ScalarList scalars);

    /// <summary>The optimiser has stepped.</summary>
    void AfterStep()
    {
        // Most keep nothing.
    }

    /// <summary>Adds what it keeps to a snapshot.</summary>
    void Capture(SnapshotWriter writer)
    {
        // Most keep nothing.
    }

    /// <summary>Takes it back.</summary>
    void Restore(SnapshotReader reader)
    {
        // Most keep nothing.
    }

    void IDisposable.Dispose()
    {
        // Most keep nothing.
    }
}
