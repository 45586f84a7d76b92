namespace TorchSharp;

public static partial class torch
{
    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

    public static partial class special
    {
        public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

        public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => input.log_softmax(dim, dtype);

        public static Tensor expit(Tensor input) => input.sigmoid();

        public static Tensor expm1(Tensor input) => input.expm1();

        public static Tensor erf(Tensor input) => input.erf();

        public static Tensor erfc(Tensor input) => input.erfc();

        public static Tensor erfinv(Tensor input) => input.erfinv();
    }

    public partial class Tensor
    {
        public Tensor softmax(long dim, ScalarType? dtype = null) => Of(Native.softmax(Handle, dim, Code(dtype)), this);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Of(Native.log_softmax(Handle, dim, Code(dtype)), this);

        public Tensor softplus(double beta = 1, double threshold = 20) => Of(Native.softplus(Handle, beta, threshold), this);

        public Tensor silu() => Of(Native.silu(Handle), this);

        public Tensor silu_() => Done(Native.silu_(Handle));

        public Tensor gelu() => Of(Native.gelu(Handle, false), this);

        public Tensor gelu(Modules.GELU.Approximate approximate) => Of(Native.gelu(Handle, approximate == Modules.GELU.Approximate.tanh), this);

        public Tensor elu(double alpha = 1) => elu(alpha, 1.0, 1.0);

        public Tensor elu_(double alpha = 1) => elu_(alpha, 1.0, 1.0);

        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => Of(Native.elu(Handle, alpha.Value, scale.Value, input_scale.Value), this);

        public Tensor elu_(Scalar alpha, Scalar scale, Scalar input_scale) => Done(Native.elu_(Handle, alpha.Value, scale.Value, input_scale.Value));

        public Tensor selu() => Of(Native.selu(Handle), this);

        public Tensor celu() => celu(1.0);

        public Tensor celu(Scalar alpha) => Of(Native.celu(Handle, alpha.Value), this);

        public Tensor leaky_relu(Scalar negative_slope) => Of(Native.leaky_relu(Handle, negative_slope.Value), this);

        public Tensor leaky_relu_(Scalar negative_slope) => Done(Native.leaky_relu_(Handle, negative_slope.Value));

        public Tensor relu6() => Of(Native.relu6(Handle), this);

        public Tensor hardtanh(Scalar min, Scalar max) => Of(Native.hardtanh(Handle, min.Value, max.Value), this);

        public Tensor hardsigmoid() => Of(Native.hardsigmoid(Handle), this);

        public Tensor hardswish() => Of(Native.hardswish(Handle), this);

        public Tensor log_sigmoid() => Of(Native.log_sigmoid(Handle), this);

        public Tensor glu(long dim = -1) => Of(Native.glu(Handle, dim), this);

        public Tensor threshold(Scalar threshold, Scalar value) => Of(Native.threshold(Handle, threshold.Value, value.Value), this);
    }
}
