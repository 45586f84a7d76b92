using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.SmoothL1Loss SmoothL1Loss(Reduction reduction = Reduction.Mean, double beta = 1.0) => new(beta, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Squared error up to beta, absolute beyond.</summary>
    public sealed class SmoothL1Loss : nn.Module<Tensor, Tensor, Tensor>
    {
        internal SmoothL1Loss(double beta, nn.Reduction reduction)
            : base(nameof(SmoothL1Loss))
        {
            this.beta = beta;
            this.reduction = reduction;
        }

        public double beta { get; }

        public nn.Reduction reduction { get; }

        public override Tensor forward(Tensor input, Tensor target) => nn.functional.smooth_l1_loss(input, target, reduction, beta);
    }
}
