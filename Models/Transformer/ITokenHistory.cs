using static TorchSharp.torch;

namespace AkkaDreamer.Models.Transformer;

/// <summary>Sequences that go on step by step, N at a time, without gradients.</summary>
public interface ITokenHistory
{
    /// <summary>The next group of tokens [N,group,width] to its outputs [N,group,width].</summary>
    Tensor Next(Tensor tokens);

    /// <summary>What came so far is not seen again where <paramref name="rows"/> [N] is 1.</summary>
    void Forget(Tensor rows);
}
