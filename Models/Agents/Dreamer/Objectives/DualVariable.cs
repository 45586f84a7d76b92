using System.Globalization;

namespace AkkaDreamer.Models.Agents.Dreamer.Objectives;

/// <summary>The multiplier of a constraint: its logarithm, climbing by Adam (beta 0.9 and 0.999, eps 1e-8), with Adam's moments and count.</summary>
internal sealed record DualVariable(double Logarithm, double First, double Second, long Steps)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    /// <summary>beta.</summary>
    public double Beta => Math.Exp(Logarithm);

    /// <summary>At its configured start.</summary>
    public static DualVariable Start(BottleneckSettings settings) => new(Math.Log(settings.Beta), 0, 0, 0);

    /// <summary>One step of ascent along <paramref name="violation"/>; beta stays below the configured bound.</summary>
    public DualVariable Ascend(double violation, BottleneckSettings settings)
    {
        var first = (Beta1 * First) + ((1 - Beta1) * violation);
        var second = (Beta2 * Second) + ((1 - Beta2) * violation * violation);
        var steps = Steps + 1;
        var (firstBias, secondBias) = (1 - Math.Pow(Beta1, steps), 1 - Math.Pow(Beta2, steps));
        var change = settings.Rate * (first / firstBias) / (Math.Sqrt(second / secondBias) + Epsilon);
        return new DualVariable(Math.Min(Logarithm + change, Math.Log(settings.Most)), first, second, steps);
    }

    /// <summary>As text that <see cref="Parse"/> takes back to the last bit.</summary>
    public override string ToString() => string.Join(' ', new[] { Logarithm, First, Second }.Select(x => x.ToString("R", CultureInfo.InvariantCulture))) + " " + Steps.ToString(CultureInfo.InvariantCulture);

    /// <summary>The dual variable that was written. Throws <see cref="InvalidDataException"/> otherwise.</summary>
    public static DualVariable Parse(string text)
    {
        var parts = text.Split(' ');
        var numbers = parts.Take(3).Select(part => double.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : (double?)null).ToArray();
        return parts.Length == 4 && numbers is [{ } logarithm, { } first, { } second] && long.TryParse(parts[3], CultureInfo.InvariantCulture, out var steps)
            ? new DualVariable(logarithm, first, second, steps)
            : throw new InvalidDataException($"'{text}' is no dual variable.");
    }
}
