using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.L1Loss L1Loss(Reduction reduction = Reduction.Mean) => new(reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Absolute error.</summary>
    public sealed class L1Loss : nn.Module<Tensor, Tensor, Tensor>
    {
        internal L1Loss(nn.Reduction reduction)
            : base(nameof(L1Loss))
        {
            this.reduction = reduction;
        }

        public nn.Reduction reduction { get; }

        public override Tensor forward(Tensor input, Tensor target) => nn.functional.l1_loss(input, target, reduction);
    }
}
