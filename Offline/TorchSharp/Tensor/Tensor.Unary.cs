namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Of(Native.abs(Handle), this);

        public Tensor abs_() => Done(Native.abs_(Handle));

        public Tensor acos() => Of(Native.acos(Handle), this);

        public Tensor acos_() => Done(Native.acos_(Handle));

        public Tensor asin() => Of(Native.asin(Handle), this);

        public Tensor asin_() => Done(Native.asin_(Handle));

        public Tensor atan() => Of(Native.atan(Handle), this);

        public Tensor atan_() => Done(Native.atan_(Handle));

        public Tensor ceil() => Of(Native.ceil(Handle), this);

        public Tensor ceil_() => Done(Native.ceil_(Handle));

        public Tensor cos() => Of(Native.cos(Handle), this);

        public Tensor cos_() => Done(Native.cos_(Handle));

        public Tensor cosh() => Of(Native.cosh(Handle), this);

        public Tensor cosh_() => Done(Native.cosh_(Handle));

        public Tensor digamma() => Of(Native.digamma(Handle), this);

        public Tensor digamma_() => Done(Native.digamma_(Handle));

        public Tensor erf() => Of(Native.erf(Handle), this);

        public Tensor erf_() => Done(Native.erf_(Handle));

        public Tensor erfc() => Of(Native.erfc(Handle), this);

        public Tensor erfc_() => Done(Native.erfc_(Handle));

        public Tensor erfinv() => Of(Native.erfinv(Handle), this);

        public Tensor erfinv_() => Done(Native.erfinv_(Handle));

        public Tensor exp() => Of(Native.exp(Handle), this);

        public Tensor exp_() => Done(Native.exp_(Handle));

        public Tensor exp2() => Of(Native.exp2(Handle), this);

        public Tensor exp2_() => Done(Native.exp2_(Handle));

        public Tensor expm1() => Of(Native.expm1(Handle), this);

        public Tensor expm1_() => Done(Native.expm1_(Handle));

        public Tensor floor() => Of(Native.floor(Handle), this);

        public Tensor floor_() => Done(Native.floor_(Handle));

        public Tensor frac() => Of(Native.frac(Handle), this);

        public Tensor frac_() => Done(Native.frac_(Handle));

        public Tensor lgamma() => Of(Native.lgamma(Handle), this);

        public Tensor lgamma_() => Done(Native.lgamma_(Handle));

        public Tensor log() => Of(Native.log(Handle), this);

        public Tensor log_() => Done(Native.log_(Handle));

        public Tensor log10() => Of(Native.log10(Handle), this);

        public Tensor log10_() => Done(Native.log10_(Handle));

        public Tensor log1p() => Of(Native.log1p(Handle), this);

        public Tensor log1p_() => Done(Native.log1p_(Handle));

        public Tensor log2() => Of(Native.log2(Handle), this);

        public Tensor log2_() => Done(Native.log2_(Handle));

        public Tensor logical_not() => Of(Native.logical_not(Handle), this);

        public Tensor logical_not_() => Done(Native.logical_not_(Handle));

        public Tensor bitwise_not() => Of(Native.bitwise_not(Handle), this);

        public Tensor bitwise_not_() => Done(Native.bitwise_not_(Handle));

        public Tensor neg() => Of(Native.neg(Handle), this);

        public Tensor neg_() => Done(Native.neg_(Handle));

        public Tensor reciprocal() => Of(Native.reciprocal(Handle), this);

        public Tensor reciprocal_() => Done(Native.reciprocal_(Handle));

        public Tensor relu() => Of(Native.relu(Handle), this);

        public Tensor relu_() => Done(Native.relu_(Handle));

        public Tensor rsqrt() => Of(Native.rsqrt(Handle), this);

        public Tensor rsqrt_() => Done(Native.rsqrt_(Handle));

        public Tensor sigmoid() => Of(Native.sigmoid(Handle), this);

        public Tensor sigmoid_() => Done(Native.sigmoid_(Handle));

        public Tensor sign() => Of(Native.sign(Handle), this);

        public Tensor sign_() => Done(Native.sign_(Handle));

        public Tensor sgn() => Of(Native.sgn(Handle), this);

        public Tensor sgn_() => Done(Native.sgn_(Handle));

        public Tensor sin() => Of(Native.sin(Handle), this);

        public Tensor sin_() => Done(Native.sin_(Handle));

        public Tensor sinh() => Of(Native.sinh(Handle), this);

        public Tensor sinh_() => Done(Native.sinh_(Handle));

        public Tensor sqrt() => Of(Native.sqrt(Handle), this);

        public Tensor sqrt_() => Done(Native.sqrt_(Handle));

        public Tensor tan() => Of(Native.tan(Handle), this);

        public Tensor tan_() => Done(Native.tan_(Handle));

        public Tensor tanh() => Of(Native.tanh(Handle), this);

        public Tensor tanh_() => Done(Native.tanh_(Handle));

        public Tensor trunc() => Of(Native.trunc(Handle), this);

        public Tensor trunc_() => Done(Native.trunc_(Handle));

        public Tensor i0() => Of(Native.i0(Handle), this);

        public Tensor i0_() => Done(Native.i0_(Handle));

        public Tensor arcsinh() => Of(Native.asinh(Handle), this);

        public Tensor arcsinh_() => Done(Native.asinh_(Handle));

        public Tensor asinh() => arcsinh();

        public Tensor asinh_() => arcsinh_();

        public Tensor arccosh() => Of(Native.acosh(Handle), this);

        public Tensor arccosh_() => Done(Native.acosh_(Handle));

        public Tensor acosh() => arccosh();

        public Tensor acosh_() => arccosh_();

        public Tensor arctanh() => Of(Native.atanh(Handle), this);

        public Tensor arctanh_() => Done(Native.atanh_(Handle));

        public Tensor atanh() => arctanh();

        public Tensor atanh_() => arctanh_();

        public Tensor isfinite() => Of(Native.isfinite(Handle), this);

        public Tensor isinf() => Of(Native.isinf(Handle), this);

        public Tensor isnan() => Of(Native.isnan(Handle), this);

        public Tensor isposinf() => Of(Native.isposinf(Handle), this);

        public Tensor isneginf() => Of(Native.isneginf(Handle), this);

        public Tensor signbit() => Of(Native.signbit(Handle), this);

        public Tensor absolute() => abs();

        public Tensor arcsin() => asin();

        public Tensor arccos() => acos();

        public Tensor negative() => neg();

        public Tensor fix() => trunc();

        public Tensor absolute_() => abs_();

        public Tensor arcsin_() => asin_();

        public Tensor arccos_() => acos_();

        public Tensor arctan_() => atan_();

        public Tensor fix_() => trunc_();

        public Tensor square() => pow(2);

        public Tensor positive() => Of(Native.alias(Handle), this);
    }
}
