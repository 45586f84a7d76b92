namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        /// <summary>A family of distributions of the same kind: batch_shape of them, each over values of event_shape.</summary>
        public abstract class Distribution : IDisposable
        {
            protected Generator? generator;
            private bool _disposed;

            public Distribution(Generator? generator, long[]? batch_shape = null, long[]? event_shape = null)
            {
                this.generator = generator;
                _init(new Size(batch_shape ?? []), new Size(event_shape ?? []));
            }

            ~Distribution() => Dispose(false);

            public Size batch_shape { get; protected set; }

            public Size event_shape { get; protected set; }

            public abstract Tensor mean { get; }

            public abstract Tensor variance { get; }

            public virtual Tensor stddev => variance.sqrt();

            public virtual Tensor sample(params long[] sample_shape) => rsample(sample_shape);

            public Tensor sample(Size sample_shape) => sample(sample_shape.Shape);

            public abstract Tensor rsample(params long[] sample_shape);

            public Tensor rsample(Size sample_shape) => rsample(sample_shape.Shape);

            public abstract Tensor log_prob(Tensor value);

            public abstract Tensor entropy();

            public virtual Tensor perplexity() => entropy().exp();

            /// <summary>Its generator goes with it, as upstream has it: do not dispose what shares a generator.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected void _init(Size? batch_shape = null, Size? event_shape = null)
            {
                this.batch_shape = batch_shape ?? Size.Empty;
                this.event_shape = event_shape ?? Size.Empty;
            }

            protected long[] ExtendedShape(params long[] sample_shape) => [.. sample_shape, .. batch_shape, .. event_shape];

            protected Tensor LogitsToProbs(Tensor logits, bool isBinary = false) => isBinary ? logits.sigmoid() : logits.softmax(-1);

            protected Tensor ProbsToLogits(Tensor probs, bool isBinary = false)
            {
                var inside = ClampProbs(probs);
                return isBinary ? inside.log() - (-inside).log1p() : inside.log();
            }

            protected Tensor ClampProbs(Tensor probs)
            {
                var eps = finfo(probs.dtype).eps;
                return probs.clamp(eps, 1 - eps);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing && !_disposed) generator?.Dispose();
                _disposed = true;
            }
        }
    }
}
