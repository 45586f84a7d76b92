using static TorchSharp.torch;

namespace AkkaDreamer.Models.Transformer;

/// <summary>Zeroes a share <paramref name="Rate"/> of numbers and scales the rest up, with draws of <paramref name="Generator"/>; null: never, as in dreams and in acting.</summary>
public readonly record struct Dropout(double Rate, Generator? Generator)
{
    /// <summary>No dropout.</summary>
    public static Dropout None => default;

    /// <summary>Some numbers of any shape to the same shape.</summary>
    public Tensor Apply(Tensor x)
    {
        if (Generator is null || Rate == 0) return x;
        using var off = no_grad();
        var kept = empty_like(x, dtype: float32).bernoulli_(1 - Rate, Generator).div_(1 - Rate);
        using var on = enable_grad();
        return x * kept;
    }
}
