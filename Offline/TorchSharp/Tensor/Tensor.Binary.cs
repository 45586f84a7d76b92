namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor mul(Tensor target) => Of(Native.mul(Handle, target.Handle), this, target);

        public Tensor mul_(Tensor target) => Done(Native.mul_(Handle, target.Handle), target);

        public Tensor mul(Scalar target) => Of(Native.mul_s(Handle, target.Value), this);

        public Tensor mul_(Scalar target) => Done(Native.mul_s_(Handle, target.Value));

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor pow(Tensor exponent) => Of(Native.pow(Handle, exponent.Handle), this, exponent);

        public Tensor pow_(Tensor exponent) => Done(Native.pow_(Handle, exponent.Handle), exponent);

        public Tensor pow(Scalar exponent) => Of(Native.pow_s(Handle, exponent.Value), this);

        public Tensor pow_(Scalar exponent) => Done(Native.pow_s_(Handle, exponent.Value));

        public Tensor fmod(Tensor target) => Of(Native.fmod(Handle, target.Handle), this, target);

        public Tensor fmod_(Tensor target) => Done(Native.fmod_(Handle, target.Handle), target);

        public Tensor fmod(Scalar scalar) => Of(Native.fmod_s(Handle, scalar.Value), this);

        public Tensor fmod_(Scalar scalar) => Done(Native.fmod_s_(Handle, scalar.Value));

        public Tensor remainder(Tensor target) => Of(Native.remainder(Handle, target.Handle), this, target);

        public Tensor remainder_(Tensor target) => Done(Native.remainder_(Handle, target.Handle), target);

        public Tensor remainder(Scalar scalar) => Of(Native.remainder_s(Handle, scalar.Value), this);

        public Tensor remainder_(Scalar scalar) => Done(Native.remainder_s_(Handle, scalar.Value));

        public Tensor floor_divide(Tensor other) => Of(Native.floor_divide(Handle, other.Handle), this, other);

        public Tensor floor_divide_(Tensor other) => Done(Native.floor_divide_(Handle, other.Handle), other);

        public Tensor floor_divide(Scalar other) => Of(Native.floor_divide_s(Handle, other.Value), this);

        public Tensor floor_divide_(Scalar other) => Done(Native.floor_divide_s_(Handle, other.Value));

        public Tensor atan2(Tensor other) => Of(Native.atan2(Handle, other.Handle), this, other);

        public Tensor atan2_(Tensor other) => Done(Native.atan2_(Handle, other.Handle), other);

        public Tensor bitwise_and(Tensor other) => Of(Native.bitwise_and(Handle, other.Handle), this, other);

        public Tensor bitwise_and_(Tensor other) => Done(Native.bitwise_and_(Handle, other.Handle), other);

        public Tensor bitwise_or(Tensor other) => Of(Native.bitwise_or(Handle, other.Handle), this, other);

        public Tensor bitwise_or_(Tensor other) => Done(Native.bitwise_or_(Handle, other.Handle), other);

        public Tensor bitwise_xor(Tensor other) => Of(Native.bitwise_xor(Handle, other.Handle), this, other);

        public Tensor bitwise_xor_(Tensor other) => Done(Native.bitwise_xor_(Handle, other.Handle), other);

        public Tensor bitwise_left_shift(Tensor other) => Of(Native.bitwise_left_shift(Handle, other.Handle), this, other);

        public Tensor bitwise_right_shift(Tensor other) => Of(Native.bitwise_right_shift(Handle, other.Handle), this, other);

        public Tensor logical_and(Tensor other) => Of(Native.logical_and(Handle, other.Handle), this, other);

        public Tensor logical_and_(Tensor other) => Done(Native.logical_and_(Handle, other.Handle), other);

        public Tensor logical_or(Tensor other) => Of(Native.logical_or(Handle, other.Handle), this, other);

        public Tensor logical_or_(Tensor other) => Done(Native.logical_or_(Handle, other.Handle), other);

        public Tensor logical_xor(Tensor other) => Of(Native.logical_xor(Handle, other.Handle), this, other);

        public Tensor logical_xor_(Tensor other) => Done(Native.logical_xor_(Handle, other.Handle), other);

        public Tensor xlogy(Tensor y) => Of(Native.xlogy(Handle, y.Handle), this, y);

        public Tensor xlogy_(Tensor y) => Done(Native.xlogy_(Handle, y.Handle), y);

        public Tensor copysign(Tensor other) => Of(Native.copysign(Handle, other.Handle), this, other);

        public Tensor copysign_(Tensor other) => Done(Native.copysign_(Handle, other.Handle), other);

        public Tensor maximum(Tensor other) => Of(Native.maximum(Handle, other.Handle), this, other);

        public Tensor minimum(Tensor other) => Of(Native.minimum(Handle, other.Handle), this, other);

        public Tensor fmax(Tensor other) => Of(Native.fmax(Handle, other.Handle), this, other);

        public Tensor fmin(Tensor other) => Of(Native.fmin(Handle, other.Handle), this, other);

        public Tensor logaddexp(Tensor other) => Of(Native.logaddexp(Handle, other.Handle), this, other);

        public Tensor logaddexp2(Tensor other) => Of(Native.logaddexp2(Handle, other.Handle), this, other);

        public Tensor hypot(Tensor other) => Of(Native.hypot(Handle, other.Handle), this, other);

        public Tensor kron(Tensor other) => Of(Native.kron(Handle, other.Handle), this, other);

        public Tensor max(Tensor other) => maximum(other);

        public Tensor min(Tensor other) => minimum(other);

        public Tensor arctan2(Tensor other) => atan2(other);

        public Tensor eq(Tensor target) => Of(Native.eq(Handle, target.Handle), this, target);

        public Tensor eq_(Tensor target) => Done(Native.eq_(Handle, target.Handle), target);

        public Tensor eq(Scalar target) => Of(Native.eq_s(Handle, target.Value), this);

        public Tensor eq_(Scalar target) => Done(Native.eq_s_(Handle, target.Value));

        public Tensor equal(Tensor target) => eq(target);

        public Tensor ne(Tensor target) => Of(Native.ne(Handle, target.Handle), this, target);

        public Tensor ne_(Tensor target) => Done(Native.ne_(Handle, target.Handle), target);

        public Tensor ne(Scalar target) => Of(Native.ne_s(Handle, target.Value), this);

        public Tensor ne_(Scalar target) => Done(Native.ne_s_(Handle, target.Value));

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor lt(Tensor target) => Of(Native.lt(Handle, target.Handle), this, target);

        public Tensor lt_(Tensor target) => Done(Native.lt_(Handle, target.Handle), target);

        public Tensor lt(Scalar target) => Of(Native.lt_s(Handle, target.Value), this);

        public Tensor lt_(Scalar target) => Done(Native.lt_s_(Handle, target.Value));

        public Tensor less(Tensor target) => lt(target);

        public Tensor le(Tensor target) => Of(Native.le(Handle, target.Handle), this, target);

        public Tensor le_(Tensor target) => Done(Native.le_(Handle, target.Handle), target);

        public Tensor le(Scalar target) => Of(Native.le_s(Handle, target.Value), this);

        public Tensor le_(Scalar target) => Done(Native.le_s_(Handle, target.Value));

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor gt(Tensor target) => Of(Native.gt(Handle, target.Handle), this, target);

        public Tensor gt_(Tensor target) => Done(Native.gt_(Handle, target.Handle), target);

        public Tensor gt(Scalar target) => Of(Native.gt_s(Handle, target.Value), this);

        public Tensor gt_(Scalar target) => Done(Native.gt_s_(Handle, target.Value));

        public Tensor greater(Tensor target) => gt(target);

        public Tensor ge(Tensor target) => Of(Native.ge(Handle, target.Handle), this, target);

        public Tensor ge_(Tensor target) => Done(Native.ge_(Handle, target.Handle), target);

        public Tensor ge(Scalar target) => Of(Native.ge_s(Handle, target.Value), this);

        public Tensor ge_(Scalar target) => Done(Native.ge_s_(Handle, target.Value));

        public Tensor greater_equal(Tensor target) => ge(target);
    }
}
