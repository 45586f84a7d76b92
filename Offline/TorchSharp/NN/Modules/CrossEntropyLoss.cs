using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.CrossEntropyLoss CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean) => new(weight, ignore_index, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Cross-entropy of logits.</summary>
    public sealed class CrossEntropyLoss : nn.Module<Tensor, Tensor, Tensor>
    {
        public CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, nn.Reduction reduction = nn.Reduction.Mean, double label_smoothing = 0.0)
            : base(nameof(CrossEntropyLoss)) =>
            (this.weight, this.ignore_index, this.reduction, this.label_smoothing) = (weight, ignore_index, reduction, label_smoothing);

        public Tensor? weight { get; }

        public long? ignore_index { get; }

        public nn.Reduction reduction { get; }

        public double label_smoothing { get; }

        public override Tensor forward(Tensor input, Tensor target) => nn.functional.cross_entropy(input, target, weight, ignore_index ?? -100, reduction, label_smoothing);
    }
}
