using AkkaDreamer.Actors.Reporting;
using TorchSharp;
using TorchSharp.Modules;

namespace AkkaDreamer.Hosts;

/// <summary>
/// TensorBoard's event files in the run folder, of at most <paramref name="most"/> bytes: a file is followed by another when it has a quarter of that, and the oldest are deleted. Each number is on disk when it was said, so there is nothing to
/// close; a resumed run begins a new file beside the old ones.
/// </summary>
public sealed class TensorBoardFile(string folder, long most) : IScalarSink
{
    private SummaryWriter writer = torch.utils.tensorboard.SummaryWriter(folder);

    /// <inheritdoc/>
    public void Scalar(string name, double value, long step) => writer.add_scalar(name, (float)value, (int)Math.Min(step, int.MaxValue));

    /// <inheritdoc/>
    public void Flush()
    {
        var files = new DirectoryInfo(folder).GetFiles("events.*").OrderBy(file => file.Name, StringComparer.Ordinal).ToList(); // names begin with the time
        if (files[^1].Length > most / 4) writer = torch.utils.tensorboard.SummaryWriter(folder);
        for (var held = files.Sum(file => file.Length); held > most && files.Count > 1; files.RemoveAt(0))
        {
            held -= files[0].Length;
            files[0].Delete();
        }
    }

    /// <inheritdoc/>
    public void Dispose() { }
}
