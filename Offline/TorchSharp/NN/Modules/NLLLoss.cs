using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.NLLLoss NLLLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(weight, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Cross-entropy of log-probabilities.</summary>
    public sealed class NLLLoss : nn.Module<Tensor, Tensor, Tensor>
    {
        internal NLLLoss(Tensor? weight, nn.Reduction reduction)
            : base(nameof(NLLLoss))
        {
            this.weight = weight;
            this.reduction = reduction;
        }

        public Tensor? weight { get; }

        public nn.Reduction reduction { get; }

        public override Tensor forward(Tensor input, Tensor target) => nn.functional.nll_loss(input, target, weight, reduction);
    }
}
