using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static Modules.Independent Independent(Distribution base_distribution, int reinterpreted_batch_dims, Generator? generator = null) =>
                new(base_distribution, reinterpreted_batch_dims, generator);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Counts the last batch dimensions of a distribution to its events.</summary>
    public class Independent : distributions.Distribution
    {
        private readonly distributions.Distribution _inner;
        private readonly int _dims;

        public Independent(distributions.Distribution base_distribution, int reinterpreted_batch_ndims, Generator? generator = null)
            : base(generator)
        {
            (_inner, _dims) = (base_distribution, reinterpreted_batch_ndims);
            long[] shape = [.. base_distribution.batch_shape, .. base_distribution.event_shape];
            var split = shape.Length - reinterpreted_batch_ndims - base_distribution.event_shape.Length;
            _init(shape[..split], shape[split..]);
        }

        public override Tensor mean => _inner.mean;

        public override Tensor variance => _inner.variance;

        public override Tensor sample(params long[] sample_shape) => _inner.sample(sample_shape);

        public override Tensor rsample(params long[] sample_shape) => _inner.rsample(sample_shape);

        public override Tensor log_prob(Tensor value) => Sum(_inner.log_prob(value));

        public override Tensor entropy() => Sum(_inner.entropy());

        protected override void Dispose(bool disposing)
        {
            if (disposing) _inner.Dispose();
            base.Dispose(disposing);
        }

        private Tensor Sum(Tensor value) => _dims == 0 ? value : value.sum([.. Enumerable.Range(1, _dims).Select(d => (long)-d)]);
    }
}
