using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static Modules.OneHotCategorical OneHotCategorical(Tensor? probs = null, Tensor? logits = null, Generator? generator = null) => new(probs, logits, generator);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>One of several classes, as a vector that is one at its place.</summary>
    public class OneHotCategorical : distributions.Distribution
    {
        private readonly Categorical _categorical;

        public OneHotCategorical(Tensor? p = null, Tensor? l = null, Generator? generator = null)
            : base(generator)
        {
            if (p is null == l is null) throw new ArgumentException("One and only one of 'probs' and logits should be provided.");
            _categorical = new Categorical(p, l, generator);
            batch_shape = (p ?? l)!.shape;
        }

        public Tensor probs => _categorical.probs;

        public Tensor logits => _categorical.logits;

        public override Tensor mean => probs;

        public override Tensor variance => WrappedTensorDisposeScope(() => probs * (1 - probs));

        public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
            nn.functional.one_hot(_categorical.sample(sample_shape), _categorical.num_events).to(probs));

        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() => _categorical.log_prob(value.max(-1).indexes));

        public override Tensor entropy() => _categorical.entropy();

        protected override void Dispose(bool disposing)
        {
            if (disposing) _categorical.Dispose();
            base.Dispose(disposing);
        }
    }
}
