using AkkaDreamer.Models.Checkpoints;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Returns;

/// <summary>The range of returns (DreamerV3, eq. 12): moving averages of the 5th and 95th percentile; their distance, but at least <paramref name="least"/>, is the scale of advantages.</summary>
public sealed class ReturnNormaliser(double rate, double least) : IDisposable
{
    private readonly Tensor ends = zeros(2).DetachFromDisposeScope();
    private readonly Tensor shares = tensor(new[] { 0.05f, 0.95f }).DetachFromDisposeScope();

    /// <summary>The moving percentiles [2].</summary>
    public Tensor Ends => ends;

    /// <summary>Takes a batch of returns in, and gives the scale.</summary>
    public double Update(Tensor returns)
    {
        using var off = no_grad();
        using var percentiles = quantile(returns.detach().to(CPU).reshape(-1), shares);
        ends.mul_(1 - rate).add_(percentiles, rate);
        return Scale;
    }

    /// <summary>max(least, 95th - 5th percentile).</summary>
    public double Scale
    {
        get
        {
            var values = ends.data<float>().ToArray();
            return Math.Max(least, values[1] - values[0]);
        }
    }

    /// <summary>Adds its state to a snapshot.</summary>
    public void Capture(SnapshotWriter writer, string name) => writer.Add(name, ends);

    /// <summary>Takes it back.</summary>
    public void Restore(SnapshotReader reader, string name) => reader.Read(name, ends);

    /// <inheritdoc/>
    public void Dispose()
    {
        ends.Dispose();
        shares.Dispose();
    }
}
