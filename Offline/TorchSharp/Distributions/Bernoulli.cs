using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static Modules.Bernoulli Bernoulli(Tensor? probs = null, Tensor? logits = null, Generator? generator = null) => new(probs, logits, generator);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>One with a probability, else zero.</summary>
    public class Bernoulli : distributions.Distribution
    {
        private readonly Tensor? _probs;
        private readonly Tensor? _logits;

        public Bernoulli(Tensor? p = null, Tensor? l = null, Generator? generator = null)
            : base(generator)
        {
            if (p is null == l is null) throw new ArgumentException("One and only one of 'probs' and logits should be provided.");
            _probs = p?.alias().DetachFromDisposeScope();
            _logits = l?.alias().DetachFromDisposeScope();
            batch_shape = (p ?? l)!.shape;
        }

        public Tensor probs => _probs ?? LogitsToProbs(_logits!, true);

        public Tensor logits => _logits ?? ProbsToLogits(_probs!, true);

        public override Tensor mean => probs;

        public override Tensor variance => WrappedTensorDisposeScope(() => probs * (1 - probs));

        public override Tensor rsample(params long[] sample_shape) => bernoulli(probs.expand(ExtendedShape(sample_shape)), generator);

        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        {
            var both = broadcast_tensors(logits, value);
            return -nn.functional.binary_cross_entropy_with_logits(both[0], both[1], reduction: nn.Reduction.None);
        });

        public override Tensor entropy() => nn.functional.binary_cross_entropy_with_logits(logits, probs, reduction: nn.Reduction.None);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _probs?.Dispose();
                _logits?.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
