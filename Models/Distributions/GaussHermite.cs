namespace AkkaDreamer.Models.Distributions;

/// <summary>Nodes and weights whose weighted sum of f(node) is the expectation of f under a standard normal, exact for polynomials below twice their number.</summary>
internal static class GaussHermite
{
    /// <summary>The rule of n points: roots of the probabilists' Hermite polynomial by Newton's method (Abramowitz and Stegun 25.4.46, rescaled).</summary>
    public static (double Node, double Weight)[] Normal(int points)
    {
        var rule = new (double Node, double Weight)[points];
        for (var i = 0; i < points; i++)
        {
            // Between the zeros of neighbouring orders no simple guess is safe for all: deflation by the roots found so far is.
            var x = Math.Sqrt((4 * points) + 2) * Math.Cos(Math.PI * (i + 0.75) / (points + 0.5));
            for (var step = 0; step < 200; step++)
            {
                var (value, slope) = Polynomial(points, x);
                var deflation = rule.Take(i).Sum(found => 1 / (x - found.Node));
                var change = value / (slope - (value * deflation));
                x -= change;
                if (Math.Abs(change) < 1e-14) break;
            }

            var below = Polynomial(points, x).Slope / points; // He'_n = n He_{n-1}
            rule[i] = (x, Factorial(points - 1) / (points * below * below));
        }

        return rule;
    }

    private static (double Value, double Slope) Polynomial(int order, double x)
    {
        var (before, now) = (0.0, 1.0);
        for (var k = 0; k < order; k++) (before, now) = (now, (x * now) - (k * before));
        return (now, order * before);
    }

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, k) => product * k);
}
