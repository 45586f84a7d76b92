using static TorchSharp.torch;

namespace AkkaDreamer.Models.Distributions;

/// <summary>
/// A scalar as a categorical over bins, its target the two nearest bins (DreamerV3, eq. 8 and 9). Two forms: bins uniform in symlog space (2023), or bins spaced by symexp (2024).
/// </summary>
public sealed class TwoHot : IScalarCode
{
    private readonly Tensor bins;      // [K]
    private readonly bool inSymlogSpace;
    private readonly long count;

    private TwoHot(float[] bins, bool inSymlogSpace, Device device)
    {
        this.bins = tensor(bins, device: device).DetachFromDisposeScope();
        this.inSymlogSpace = inSymlogSpace;
        count = bins.Length;
    }

    /// <summary>2023: bins uniform from -20 to 20 in symlog space; targets are symlogged, predictions symexped.</summary>
    public static TwoHot SymlogSpaced(int bins, Device device) => new([.. Enumerable.Range(0, bins).Select(i => (float)(-20 + (40.0 * i / (bins - 1))))], true, device);

    /// <summary>2024: symexp of points uniform from -20 to 0, mirrored; targets and predictions in the scalar's own scale.</summary>
    public static TwoHot SymexpSpaced(int bins, Device device)
    {
        var isOdd = bins % 2 == 1;
        var half = isOdd ? (bins + 1) / 2 : bins / 2;
        var lower = Enumerable.Range(0, half).Select(i => (float)Symlog.Inverse(-20 + (20.0 * i / (half - 1)))).ToArray();
        var upper = lower.Take(isOdd ? half - 1 : half).Reverse().Select(x => -x);
        return new TwoHot([.. lower, .. upper], false, device);
    }

    /// <inheritdoc/>
    public int Outputs => (int)count;

    /// <summary>The expected scalar [...] of logits [...,K].</summary>
    public Tensor Mean(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return Expectation(logits.softmax(-1)).MoveToOuterDisposeScope();
    }

    /// <summary>The cross-entropy [...] of logits [...,K] against the two-hot code of each target [...]; several targets are added up.</summary>
    public Tensor Loss(Tensor logits, params Tensor[] targets)
    {
        using var scope = NewDisposeScope();
        var (index, weight) = Codes(targets);
        return (-(logits.log_softmax(-1).gather(-1, index) * weight).sum(-1)).MoveToOuterDisposeScope();
    }

    /// <summary>Bins and weights of the codes of several targets side by side, each [...,2 x targets].</summary>
    public (Tensor Index, Tensor Weight) Codes(params Tensor[] targets)
    {
        using var off = no_grad();
        var indices = new Tensor[2 * targets.Length];
        var weights = new Tensor[2 * targets.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            var target = (inSymlogSpace ? Symlog.Forward(targets[i]) : targets[i]).contiguous();
            var above = searchsorted(bins, target, right: true); // bins at or below the target
            var below = (above - 1).clamp(0, count - 1);
            above = above.clamp(0, count - 1);
            var toBelow = (bins.index_select(0, below.view(-1)).view(target.shape) - target).abs();
            var toAbove = (bins.index_select(0, above.view(-1)).view(target.shape) - target).abs();
            // Beyond the ends both neighbours are the same bin, and the shares only need to add up to one.
            var outside = below.eq(above);
            toBelow = toBelow.masked_fill(outside, 1);
            toAbove = toAbove.masked_fill(outside, 1);
            var total = toBelow + toAbove;
            indices[2 * i] = below;
            indices[(2 * i) + 1] = above;
            weights[2 * i] = toAbove / total;
            weights[(2 * i) + 1] = toBelow / total;
        }

        return (stack(indices, -1), stack(weights, -1));
    }

    /// <inheritdoc/>
    public void Dispose() => bins.Dispose();

    private Tensor Expectation(Tensor probabilities)
    {
        if (inSymlogSpace) return Symlog.Inverse((probabilities * bins).sum(-1));
        // Symmetric order: bins of opposite sign are added before anything else, so that a uniform distribution gives exactly zero.
        var half = count / 2;
        var weighted = probabilities * bins;
        var folded = weighted.narrow(-1, 0, half).flip(-1) + weighted.narrow(-1, count - half, half);
        var mean = folded.sum(-1);
        return count % 2 == 1 ? weighted.select(-1, half) + mean : mean;
    }
}
