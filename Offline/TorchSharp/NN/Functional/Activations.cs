namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What modules compute, without their state.</summary>
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();

            public static Tensor relu6(Tensor x, bool inplace = false) => Put(x, x.relu6(), inplace);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => inplace ? x.elu_(alpha).alias() : x.elu(alpha);

            public static Tensor selu(Tensor x, bool inplace = false) => Put(x, x.selu(), inplace);

            public static Tensor celu(Tensor x, double alpha, bool inplace = false) => Put(x, x.celu(alpha), inplace);

            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_().alias() : x.silu();

            public static Tensor SiLU(Tensor x, bool inplace = false) => silu(x, inplace);

            public static Tensor mish(Tensor x, bool inplace = false) => Put(x, Tensor.Of(Native.mish(x.Handle), x), inplace);

            public static Tensor gelu(Tensor x) => x.gelu();

            public static Tensor gelu(Tensor x, bool inplace) => Put(x, x.gelu(), inplace);

            public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) => Put(x, x.gelu(approximate), inplace);

            public static Tensor glu(Tensor input, long dim = -1) => input.glu(dim);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? input.leaky_relu_(negative_slope).alias() : input.leaky_relu(negative_slope);

            public static Tensor hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false) => Put(x, x.hardtanh(min_val, max_val), inplace);

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) => Put(input, input.hardsigmoid(), inplace);

            public static Tensor hardswish(Tensor input, bool inplace = false) => Put(input, input.hardswish(), inplace);

            public static Tensor logsigmoid(Tensor x) => x.log_sigmoid();

            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_().alias() : x.sigmoid();

            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_().alias() : x.tanh();

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => x.softplus(beta, threshold);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) => Put(x, x.threshold(threshold, value), inplace);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? input.Done(Native.dropout_(input.Handle, p, training)).alias() : Tensor.Of(Native.dropout(input.Handle, p, training), input);

            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Put(input, Tensor.Of(Native.feature_dropout(input.Handle, p, training), input), inplace);

            /// <summary>The result, or, in place, the input once it holds the result.</summary>
            private static Tensor Put(Tensor x, Tensor result, bool inplace)
            {
                if (!inplace) return result;
                x.copy_(result);
                result.Dispose();
                return x.alias();
            }
        }
    }
}
