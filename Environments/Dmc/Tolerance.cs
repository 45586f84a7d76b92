namespace AkkaDreamer.Environments.Dmc;

/// <summary>The suite's reward shapes (utils/rewards.py): 1 within bounds, falling outside with the distance d to the nearer bound, counted in margins, to a stated value at d = 1.</summary>
internal static class Tolerance
{
    /// <summary>1 within [low, high], else 0.</summary>
    public static double Within(double x, double low, double high) => low <= x && x <= high ? 1 : 0;

    /// <summary>exp(-0.5 (d s)^2) with s such that it is 0.1 at the margin.</summary>
    public static double Gaussian(double x, double low, double high, double margin)
    {
        var d = Distance(x, low, high, margin) * Math.Sqrt(-2 * Math.Log(0.1));
        return Math.Exp(-0.5 * d * d);
    }

    /// <summary>1 - d (1 - value) down to 0.</summary>
    public static double Linear(double x, double low, double margin, double valueAtMargin) =>
        Math.Max(0, 1 - (Distance(x, low, double.PositiveInfinity, margin) * (1 - valueAtMargin)));

    /// <summary>Mean over actuators of 1 - u^2, down to 0: near 1 for small controls.</summary>
    public static double SmallControls(ReadOnlySpan<double> controls)
    {
        var sum = 0.0;
        foreach (var control in controls) sum += Math.Max(0, 1 - (control * control));
        return sum / controls.Length;
    }

    private static double Distance(double x, double low, double high, double margin) => Math.Max(0, Math.Max(low - x, x - high)) / margin;
}
