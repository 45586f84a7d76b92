namespace TorchSharp;

public static partial class torch
{
    public enum RoundingMode
    {
        None,
        trunc,
        floor,
    }

    public partial class Tensor
    {
        public Tensor add(Tensor target) => Of(Native.add(Handle, target.Handle, 1L), this, target);

        public Tensor add(Tensor target, Scalar alpha) => Of(Native.add(Handle, target.Handle, alpha.Value), this, target);

        public Tensor add(Scalar scalar) => Of(Native.add_s(Handle, scalar.Value, 1L), this);

        public Tensor add(Scalar scalar, Scalar alpha) => Of(Native.add_s(Handle, scalar.Value, alpha.Value), this);

        public Tensor add_(Tensor target) => Done(Native.add_(Handle, target.Handle, 1L), target);

        public Tensor add_(Tensor target, Scalar alpha) => Done(Native.add_(Handle, target.Handle, alpha.Value), target);

        public Tensor add_(Scalar scalar) => Done(Native.add_s_(Handle, scalar.Value, 1L));

        public Tensor add_(Scalar scalar, Scalar alpha) => Done(Native.add_s_(Handle, scalar.Value, alpha.Value));

        public Tensor sub(Tensor target) => Of(Native.sub(Handle, target.Handle), this, target);

        public Tensor sub(Scalar target) => Of(Native.sub_s(Handle, target.Value), this);

        public Tensor sub_(Tensor target) => Done(Native.sub_(Handle, target.Handle), target);

        public Tensor sub_(Scalar target) => Done(Native.sub_s_(Handle, target.Value));

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Of(Native.div(Handle, target.Handle, (int)rounding_mode), this, target);

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Of(Native.div_s(Handle, target.Value, (int)rounding_mode), this);

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Done(Native.div_(Handle, target.Handle, (int)rounding_mode), target);

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Done(Native.div_s_(Handle, target.Value, (int)rounding_mode));

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor true_divide(Tensor other) => div(other);

        public Tensor true_divide(Scalar other) => div(other);

        public Tensor round(long decimals = 0L) => Of(Native.round(Handle, decimals), this);

        public Tensor round_(long decimals = 0L) => Done(Native.round_(Handle, decimals));

        public Tensor logit(double? eps = null) => Of(Native.logit(Handle, Num.Of(eps)), this);

        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) => Of(Native.nan_to_num(Handle, nan, Num.Of(posinf), Num.Of(neginf)), this);

        public Tensor nan_to_num_(double nan = 0d, double? posinf = null, double? neginf = null) => Done(Native.nan_to_num_(Handle, nan, Num.Of(posinf), Num.Of(neginf)));

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Of(Native.addcmul(Handle, tensor1.Handle, tensor2.Handle, value.Value), this, tensor1, tensor2);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Done(Native.addcmul_(Handle, tensor1.Handle, tensor2.Handle, value.Value), tensor1, tensor2);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Of(Native.addcdiv(Handle, tensor1.Handle, tensor2.Handle, value.Value), this, tensor1, tensor2);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => addcdiv(tensor1, tensor2, 1);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Done(Native.addcdiv_(Handle, tensor1.Handle, tensor2.Handle, value.Value), tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => addcdiv_(tensor1, tensor2, 1);

        public Tensor lerp(Tensor end, Tensor weight) => Of(Native.lerp(Handle, end.Handle, weight.Handle), this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => Done(Native.lerp_(Handle, end.Handle, weight.Handle), end, weight);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Of(Native.clamp(Handle, Num.Of(min), Num.Of(max)), this);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Of(Native.clamp_t(Handle, min?.Handle ?? 0, max?.Handle ?? 0), this, min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Done(Native.clamp_(Handle, Num.Of(min), Num.Of(max)));

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Done(Native.clamp_t_(Handle, min?.Handle ?? 0, max?.Handle ?? 0), min, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor clamp_max(Scalar max) => Of(Native.clamp_max_s(Handle, max.Value), this);

        public Tensor clamp_max_(Scalar max) => Done(Native.clamp_max_s_(Handle, max.Value));

        public Tensor clamp_min(Scalar min) => Of(Native.clamp_min_s(Handle, min.Value), this);

        public Tensor clamp_min_(Scalar min) => Done(Native.clamp_min_s_(Handle, min.Value));

        public Tensor matmul(Tensor target) => Of(Native.matmul(Handle, target.Handle), this, target);

        public Tensor mm(Tensor target) => Of(Native.mm(Handle, target.Handle), this, target);

        public Tensor mv(Tensor target) => Of(Native.mv(Handle, target.Handle), this, target);

        public Tensor bmm(Tensor batch2) => Of(Native.bmm(Handle, batch2.Handle), this, batch2);

        public Tensor dot(Tensor target) => Of(Native.dot(Handle, target.Handle), this, target);

        public Tensor outer(Tensor vec2) => Of(Native.outer(Handle, vec2.Handle), this, vec2);

        public Tensor inner(Tensor vec2) => Of(Native.inner(Handle, vec2.Handle), this, vec2);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Of(Native.addmm(Handle, mat1.Handle, mat2.Handle, (double)beta, (double)alpha), this, mat1, mat2);

        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Done(Native.addmm_(Handle, mat1.Handle, mat2.Handle, (double)beta, (double)alpha), mat1, mat2);

        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Of(Native.addbmm(Handle, batch1.Handle, batch2.Handle, (double)beta, (double)alpha), this, batch1, batch2);

        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1.0f, float alpha = 1.0f) =>
            Of(Native.addmv(Handle, mat.Handle, vec.Handle, (double)beta, (double)alpha), this, mat, vec);

        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Of(Native.baddbmm(Handle, batch1.Handle, batch2.Handle, (double)beta, (double)alpha), this, batch1, batch2);

        public unsafe Tensor tensordot(Tensor b, long[] dims1, long[] dims2)
        {
            fixed (long* p = dims1, q = dims2) return Of(Native.tensordot(Handle, b.Handle, p, dims1.Length, q, dims2.Length), this, b);
        }

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) => Of(Native.isclose(Handle, other.Handle, rtol, atol, nanEqual), this, other);

        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) => Of(Native.isin(Handle, test_elements.Handle, assumeUnique, invert), this, test_elements);

        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) => Of(Native.bucketize(Handle, boundaries.Handle, outInt32, right), this, boundaries);

        public Tensor bincount(Tensor? weights, long minlength = 0) => Of(Native.bincount(Handle, weights?.Handle ?? 0, minlength), this, weights);

        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Of(Native.histc(Handle, bins, min, max), this);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
        {
            var answer = Native.allclose(Handle, target.Handle, rtol, atol, equal_nan);
            GC.KeepAlive(this);
            GC.KeepAlive(target);
            return Native.Truth(answer);
        }

        /// <summary>Whether shape and every element are the same.</summary>
        public bool Equals(Tensor target)
        {
            var answer = Native.equal(Handle, target.Handle);
            GC.KeepAlive(this);
            GC.KeepAlive(target);
            return Native.Truth(answer);
        }

        public override bool Equals(object? obj) => obj is Tensor tensor && Equals(tensor);

        public override int GetHashCode() => base.GetHashCode();
    }
}
