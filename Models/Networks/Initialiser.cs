using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>How a parameter starts: constant, uniform in +-<paramref name="Scale"/>, or normal of standard deviation <paramref name="Scale"/> cut at two of them.</summary>
public sealed record Initialiser(InitialiserKind Kind, double Scale)
{
    /// <summary>The standard deviation of a standard normal cut at +-2.</summary>
    private const double CutDeviation = 0.87962566103423978;

    /// <summary>All zeros.</summary>
    public static Initialiser Zeros { get; } = new(InitialiserKind.Constant, 0);

    /// <summary>All ones.</summary>
    public static Initialiser Ones { get; } = new(InitialiserKind.Constant, 1);

    /// <summary>Cut normal whose variance is <paramref name="scale"/> squared / <paramref name="fan"/>.</summary>
    public static Initialiser CutNormal(double fan, double scale = 1) =>
        scale == 0 ? Zeros : new(InitialiserKind.CutNormal, scale * Math.Sqrt(1 / fan) / CutDeviation);

    /// <summary>Uniform whose variance is <paramref name="scale"/> / <paramref name="fan"/>.</summary>
    public static Initialiser Uniform(double fan, double scale = 1) => scale == 0 ? Zeros : new(InitialiserKind.Uniform, Math.Sqrt(3 * scale / fan));

    /// <summary>Fills <paramref name="target"/> (float32) with draws of <paramref name="generator"/>.</summary>
    public void Fill(Tensor target, Generator generator)
    {
        switch (Kind)
        {
            case InitialiserKind.Constant:
                target.fill_(Scale);
                break;
            case InitialiserKind.Uniform:
                target.uniform_(-Scale, Scale, generator);
                break;
            default:
                // Inverse of the normal distribution function: erfinv of a uniform between -erf(sqrt 2) and erf(sqrt 2).
                const double Edge = 0.95449973610364158;
                target.uniform_(-Edge, Edge, generator);
                target.erfinv_();
                target.mul_(Math.Sqrt(2) * Scale);
                break;
        }
    }
}
