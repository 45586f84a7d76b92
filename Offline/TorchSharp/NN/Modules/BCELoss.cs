using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.BCELoss BCELoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(weight, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Cross-entropy of probabilities of two classes.</summary>
    public sealed class BCELoss : nn.Module<Tensor, Tensor, Tensor>
    {
        internal BCELoss(Tensor? weight, nn.Reduction reduction)
            : base(nameof(BCELoss))
        {
            this.weight = weight;
            this.reduction = reduction;
        }

        public Tensor? weight { get; }

        public nn.Reduction reduction { get; }

        public override Tensor forward(Tensor input, Tensor target) => nn.functional.binary_cross_entropy(input, target, weight, reduction);
    }
}
