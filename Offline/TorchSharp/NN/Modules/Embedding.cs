using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                new(num_embeddings, embedding_dims, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A row of weights for each index.</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = nameof(weight))]
        private Parameter? _weight;

        private readonly long _padding;
        private readonly bool _scale;
        private readonly bool _sparse;
        private readonly double? _maxNorm;
        private readonly double _normType;

        internal Embedding(long num_embeddings, long embedding_dims, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse, Device? device, ScalarType? dtype)
            : base(nameof(Embedding))
        {
            _padding = padding_idx ?? -1;
            _scale = scale_grad_by_freq;
            _sparse = sparse;
            _maxNorm = max_norm;
            _normType = norm_type;
            var rows = empty(num_embeddings, embedding_dims, dtype, device).normal_();
            if (padding_idx is { } row) using (var padding = rows.select(0, row)) padding.zero_();
            weight = rows.AsParameter();
        }

        public override Tensor forward(Tensor input)
        {
            if (_maxNorm is { } limit)
            {
                using var off = no_grad();
                _weight!.Done(Native.embedding_renorm_(_weight.Handle, input.Handle, limit, _normType), input);
            }

            return Tensor.Of(Native.embedding(_weight!.Handle, input.Handle, _padding, _scale, _sparse), _weight, input);
        }

        public Parameter? weight
        {
            get => _weight;
            set
            {
                if (ReferenceEquals(value, _weight)) return;
                _weight?.Dispose();
                _weight = value?.DetachFromDisposeScope() as Parameter;
                ConditionallyRegisterParameter(nameof(weight), _weight);
            }
        }
    }
}
