namespace AkkaDreamer.Hosts;

/// <summary>Numbers as a row of little bars.</summary>
public static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>At most <paramref name="width"/> bars; several numbers that fall on one bar are averaged. Numbers that are not finite are left out.</summary>
    public static string Of(IEnumerable<double> numbers, int width)
    {
        var all = numbers.Where(double.IsFinite).ToArray();
        if (all.Length == 0 || width < 1) return "";
        var bars = Math.Min(width, all.Length);
        var means = Enumerable.Range(0, bars).Select(i => all[(i * all.Length / bars)..Math.Max((i * all.Length / bars) + 1, (i + 1) * all.Length / bars)].Average()).ToArray();
        var (low, high) = (means.Min(), means.Max());
        return string.Concat(means.Select(mean => Bars[high > low ? (int)Math.Round((mean - low) / (high - low) * (Bars.Length - 1)) : Bars.Length / 2]));
    }
}
