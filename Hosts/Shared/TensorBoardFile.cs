using AkkaDreamer.Actors.Reporting;
using TorchSharp;
using TorchSharp.Modules;

namespace AkkaDreamer.Hosts;

/// <summary>TensorBoard's event file in the run folder. Each number is on disk when it was said, so there is nothing to flush or to close; a resumed run begins a new file beside the old ones.</summary>
public sealed class TensorBoardFile(string folder) : IScalarSink
{
    private readonly SummaryWriter writer = torch.utils.tensorboard.SummaryWriter(folder);

    /// <inheritdoc/>
    public void Scalar(string name, double value, long step) => writer.add_scalar(name, (float)value, (int)Math.Min(step, int.MaxValue));

    /// <inheritdoc/>
    public void Flush() { }

    /// <inheritdoc/>
    public void Dispose() { }
}
