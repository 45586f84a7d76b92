using static TorchSharp.torch;

namespace AkkaDreamer.Models.Rssm;

/// <summary>The deterministic step h_t = f(h_{t-1}, z_{t-1}, a_{t-1}).</summary>
public interface ICell
{
    /// <summary>h [N,D], z [N,SC], a [N,A] to the next h [N,D].</summary>
    Tensor Step(Tensor h, Tensor z, Tensor a);
}
