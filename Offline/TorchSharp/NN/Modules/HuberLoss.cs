using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.HuberLoss HuberLoss(double delta = 1.0, Reduction reduction = Reduction.Mean) => new(delta, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Squared error up to delta, absolute beyond.</summary>
    public sealed class HuberLoss : nn.Module<Tensor, Tensor, Tensor>
    {
        internal HuberLoss(double delta, nn.Reduction reduction)
            : base(nameof(HuberLoss))
        {
            this.delta = delta;
            this.reduction = reduction;
        }

        public double delta { get; }

        public nn.Reduction reduction { get; }

        public override Tensor forward(Tensor input, Tensor target) => nn.functional.huber_loss(input, target, delta, reduction);
    }
}
