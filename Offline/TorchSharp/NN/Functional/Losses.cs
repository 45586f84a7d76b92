namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What becomes of the losses of single elements.</summary>
        public enum Reduction : long
        {
            None = 0,
            Mean = 1,
            Sum = 2,
        }

        public static partial class functional
        {
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Tensor.Of(Native.mse_loss(input.Handle, target.Handle, (int)reduction), input, target);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Tensor.Of(Native.l1_loss(input.Handle, target.Handle, (int)reduction), input, target);

            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1.0, Reduction reduction = Reduction.Mean) =>
                Tensor.Of(Native.huber_loss(input.Handle, target.Handle, (int)reduction, delta), input, target);

            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0) =>
                Tensor.Of(Native.smooth_l1_loss(input.Handle, target.Handle, (int)reduction, beta), input, target);

            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Tensor.Of(Native.bce(input.Handle, target.Handle, weight?.Handle ?? 0, (int)reduction), input, target, weight);

            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                Tensor.Of(Native.bce_logits(input.Handle, target.Handle, weight?.Handle ?? 0, pos_weights?.Handle ?? 0, (int)reduction), input, target, weight, pos_weights);

            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                Tensor.Of(Native.cross_entropy(input.Handle, target.Handle, weight?.Handle ?? 0, ignore_index, (int)reduction, label_smoothing), input, target, weight);

            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Tensor.Of(Native.nll_loss(input.Handle, target.Handle, weight?.Handle ?? 0, -100, (int)reduction), input, target, weight);

            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                Tensor.Of(Native.kl_div(input.Handle, target.Handle, log_target, (int)reduction), input, target);
        }
    }
}
