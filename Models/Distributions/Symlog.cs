using static TorchSharp.torch;

namespace AkkaDreamer.Models.Distributions;

/// <summary>The symmetric logarithm (DreamerV3, eq. 1) and its inverse.</summary>
public static class Symlog
{
    /// <summary>sign(x) ln(1 + |x|).</summary>
    public static Tensor Forward(Tensor x) => x.sign() * x.abs().log1p();

    /// <summary>sign(x) (exp(|x|) - 1).</summary>
    public static Tensor Inverse(Tensor x) => x.sign() * x.abs().expm1();

    /// <summary>sign(x) (exp(|x|) - 1) of one number.</summary>
    public static double Inverse(double x) => Math.Sign(x) * (Math.Exp(Math.Abs(x)) - 1);
}
