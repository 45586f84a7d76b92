using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.MSELoss MSELoss(Reduction reduction = Reduction.Mean) => new(reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Squared error.</summary>
    public sealed class MSELoss : nn.Module<Tensor, Tensor, Tensor>
    {
        internal MSELoss(nn.Reduction reduction)
            : base(nameof(MSELoss))
        {
            this.reduction = reduction;
        }

        public nn.Reduction reduction { get; }

        public override Tensor forward(Tensor input, Tensor target) => nn.functional.mse_loss(input, target, reduction);
    }
}
