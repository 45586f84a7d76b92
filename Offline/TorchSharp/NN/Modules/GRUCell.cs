using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.GRUCell GRUCell(long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) => new(inputSize, hiddenSize, bias, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>One step of a gated recurrent unit.</summary>
    public sealed class GRUCell : nn.Module<Tensor, Tensor?, Tensor>
    {
        [ComponentName(Name = nameof(weight_ih))]
        private Parameter? _weight_ih;

        [ComponentName(Name = nameof(weight_hh))]
        private Parameter? _weight_hh;

        [ComponentName(Name = nameof(bias_ih))]
        private Parameter? _bias_ih;

        [ComponentName(Name = nameof(bias_hh))]
        private Parameter? _bias_hh;

        internal GRUCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(GRUCell))
        {
            Parameter Draw(params long[] size)
            {
                var bound = 1 / Math.Sqrt(hiddenSize);
                return empty(size, dtype, device).uniform_(-bound, bound).AsParameter();
            }

            weight_ih = Draw(3 * hiddenSize, inputSize);
            weight_hh = Draw(3 * hiddenSize, hiddenSize);
            if (!bias) return;
            bias_ih = Draw(3 * hiddenSize);
            bias_hh = Draw(3 * hiddenSize);
        }

        /// <summary>Input [B, inputSize], state [B, hiddenSize] or null for zeros; the next state.</summary>
        public override Tensor forward(Tensor input, Tensor? h0 = null)
        {
            using var zero = h0 is null ? zeros(input.shape[0], _weight_hh!.shape[1], input.dtype, input.device) : null;
            var state = h0 ?? zero!;
            var result = Native.gru_cell(input.Handle, state.Handle, _weight_ih!.Handle, _weight_hh!.Handle, _bias_ih?.Handle ?? 0, _bias_hh?.Handle ?? 0);
            GC.KeepAlive(this);
            return Tensor.Of(result, input, state);
        }

        public Parameter? weight_ih
        {
            get => _weight_ih;
            set
            {
                if (ReferenceEquals(value, _weight_ih)) return;
                _weight_ih?.Dispose();
                _weight_ih = value?.DetachFromDisposeScope() as Parameter;
                ConditionallyRegisterParameter(nameof(weight_ih), _weight_ih);
            }
        }

        public Parameter? weight_hh
        {
            get => _weight_hh;
            set
            {
                if (ReferenceEquals(value, _weight_hh)) return;
                _weight_hh?.Dispose();
                _weight_hh = value?.DetachFromDisposeScope() as Parameter;
                ConditionallyRegisterParameter(nameof(weight_hh), _weight_hh);
            }
        }

        public Parameter? bias_ih
        {
            get => _bias_ih;
            set
            {
                if (ReferenceEquals(value, _bias_ih)) return;
                _bias_ih?.Dispose();
                _bias_ih = value?.DetachFromDisposeScope() as Parameter;
                ConditionallyRegisterParameter(nameof(bias_ih), _bias_ih);
            }
        }

        public Parameter? bias_hh
        {
            get => _bias_hh;
            set
            {
                if (ReferenceEquals(value, _bias_hh)) return;
                _bias_hh?.Dispose();
                _bias_hh = value?.DetachFromDisposeScope() as Parameter;
                ConditionallyRegisterParameter(nameof(bias_hh), _bias_hh);
            }
        }
    }
}
