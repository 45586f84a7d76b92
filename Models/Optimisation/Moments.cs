using System.Globalization;
using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Optimisation;

/// <summary>First and second moments of some weights, flat, with the number of steps taken.</summary>
internal sealed class Moments : IDisposable
{
    public Moments(Weights weights)
    {
        First = zeros(weights.Count, float32, weights.Device).DetachFromDisposeScope();
        Second = zeros(weights.Count, float32, weights.Device).DetachFromDisposeScope();
    }

    public Tensor First { get; }

    public Tensor Second { get; }

    public long Steps { get; set; }

    /// <summary>The rate of the step numbered <see cref="Steps"/>: it rises from zero over the warm-up.</summary>
    public double Rate(OptimiserSettings settings) => settings.Rate * (settings.WarmUp == 0 ? 1 : Math.Min(1.0, (Steps - 1.0) / settings.WarmUp));

    public void Capture(SnapshotWriter writer, string prefix)
    {
        writer.Add(prefix + "first", First);
        writer.Add(prefix + "second", Second);
        writer.Add(prefix + "steps", Steps.ToString(CultureInfo.InvariantCulture));
    }

    public void Restore(SnapshotReader reader, string prefix)
    {
        reader.Read(prefix + "first", First);
        reader.Read(prefix + "second", Second);
        Steps = reader.Number(prefix + "steps");
    }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
    }
}
