namespace AkkaDreamer.Hosts.Local;

/// <summary>What some whole episodes say about a policy: mean, standard deviation and the 95 % confidence interval of the mean (Student's t).</summary>
public sealed record EpisodeSummary(int Episodes, double Mean, double Deviation, double Low, double High, double Least, double Most)
{
    /// <summary>Of the returns of one episode or more; with one, the interval is that number alone.</summary>
    public static EpisodeSummary Of(IReadOnlyList<double> returns)
    {
        if (returns.Count == 0) throw new ArgumentException("There is nothing to say about no episodes.", nameof(returns));
        var mean = returns.Average();
        var deviation = returns.Count == 1 ? 0 : Math.Sqrt(returns.Sum(value => (value - mean) * (value - mean)) / (returns.Count - 1));
        var half = returns.Count == 1 ? 0 : Quantile(returns.Count - 1) * deviation / Math.Sqrt(returns.Count);
        return new EpisodeSummary(returns.Count, mean, deviation, mean - half, mean + half, returns.Min(), returns.Max());
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Episodes} episodes: mean return {Mean:G5}, standard deviation {Deviation:G4}, 95 % confidence interval of the mean {Low:G5} to {High:G5}, least {Least:G5}, most {Most:G5}");

    /// <summary>The 97.5 % quantile of Student's t: Cornish and Fisher's expansion about the normal's 1.95996, exact to 3 digits from 7 degrees of freedom; below that, the table.</summary>
    public static double Quantile(int freedom)
    {
        double[] table = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447];
        if (freedom <= table.Length) return table[freedom - 1];
        const double z = 1.959964;
        double z3 = Math.Pow(z, 3), z5 = Math.Pow(z, 5), z7 = Math.Pow(z, 7);
        return z + ((z3 + z) / (4 * freedom)) + (((5 * z5) + (16 * z3) + (3 * z)) / (96 * Math.Pow(freedom, 2))) + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * z)) / (384 * Math.Pow(freedom, 3)));
    }
}
