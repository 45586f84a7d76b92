using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static Modules.Normal Normal(Tensor loc, Tensor scale, Generator? generator = null) => new(loc, scale, generator);

            public static Modules.Normal Normal(float loc, float scale = 1.0f, Generator? generator = null) => new(tensor(loc), tensor(scale), generator);

            public static Modules.Normal Normal(double loc, double scale = 1.0, Generator? generator = null) => new(tensor(loc), tensor(scale), generator);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Independent normal distributions.</summary>
    public class Normal : distributions.Distribution
    {
        private readonly Tensor _loc;
        private readonly Tensor _scale;

        public Normal(Tensor loc, Tensor scale, Generator? generator = null)
            : base(generator)
        {
            var both = broadcast_tensors(loc, scale);
            (_loc, _scale) = (both[0].DetachFromDisposeScope(), both[1].DetachFromDisposeScope());
            batch_shape = _loc.shape;
        }

        public override Tensor mean => _loc;

        public override Tensor stddev => _scale;

        public override Tensor variance => _scale.pow(2);

        public override Tensor sample(params long[] sample_shape)
        {
            using var off = no_grad();
            var shape = ExtendedShape(sample_shape);
            return normal(_loc.expand(shape), _scale.expand(shape), generator);
        }

        public override Tensor rsample(params long[] sample_shape) =>
            _loc + empty(ExtendedShape(sample_shape), _loc.dtype, _loc.device).normal_(generator: generator) * _scale;

        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
            -(value - _loc).pow(2) / (2 * _scale.pow(2)) - _scale.log() - Math.Log(Math.Sqrt(2 * Math.PI)));

        public override Tensor entropy() => WrappedTensorDisposeScope(() => 0.5 + 0.5 * Math.Log(2 * Math.PI) + _scale.log());

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _loc.Dispose();
                _scale.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
