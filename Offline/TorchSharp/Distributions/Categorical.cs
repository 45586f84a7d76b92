using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static Modules.Categorical Categorical(Tensor? probs = null, Tensor? logits = null, Generator? generator = null) => new(probs, logits, generator);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>One of several classes, numbered; the last dimension of the parameters counts them.</summary>
    public class Categorical : distributions.Distribution
    {
        internal readonly long num_events;
        private readonly Tensor? _probs;
        private readonly Tensor? _logits;

        public Categorical(Tensor? probs = null, Tensor? logits = null, Generator? generator = null)
            : base(generator)
        {
            var given = probs ?? logits ?? throw new ArgumentException("One of 'probs' and 'logits' must be given.");
            _probs = probs is null ? null : (probs / probs.sum(-1L, keepdim: true)).DetachFromDisposeScope();
            _logits = logits is null ? null : (logits - logits.logsumexp(-1, keepdim: true)).DetachFromDisposeScope();
            var shape = given.shape;
            num_events = shape[^1];
            batch_shape = shape[..^1];
        }

        public Tensor probs => _probs ?? LogitsToProbs(_logits!);

        public Tensor logits => _logits ?? ProbsToLogits(_probs!);

        public long[] param_shape => (_probs ?? _logits!).shape;

        public override Tensor mean => full(ExtendedShape(), double.NaN, probs.dtype, probs.device);

        public override Tensor variance => mean;

        public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        {
            var draws = sample_shape.Aggregate(1L, (a, b) => a * b);
            return probs.reshape(-1, num_events).multinomial(draws, true, generator).T.reshape(ExtendedShape(sample_shape));
        });

        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        {
            var both = broadcast_tensors(value.@long().unsqueeze(-1), logits);
            return both[1].gather(-1, both[0].narrow(-1, 0, 1)).squeeze(-1);
        });

        public override Tensor entropy() => WrappedTensorDisposeScope(() => -(logits.clamp(min: finfo(logits.dtype).min) * probs).sum(-1L));

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
