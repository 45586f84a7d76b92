using System.Globalization;
using System.Text.RegularExpressions;

namespace Akka.Configuration.Hocon;

/// <summary>Durations and byte sizes as configuration writes them.</summary>
internal static partial class Quantities
{
    private static readonly string[] Multiples = ["kilo kibi k", "mega mebi m", "giga gibi g", "tera tebi t", "peta pebi p", "exa exbi e"];

    private static readonly Dictionary<string, long> ByteUnits = NamedByteUnits();

    public static TimeSpan TimeSpan(string text, bool allowInfinite)
    {
        var match = Duration().Match(text);
        if (match.Success && TicksOf(match.Groups["unit"].Value) is { } ticks)
            return System.TimeSpan.FromTicks((long)Math.Round(Positive(match.Groups["value"].Value) * ticks));
        if (allowInfinite && text.Equals("infinite", StringComparison.OrdinalIgnoreCase))
            return Timeout.InfiniteTimeSpan;
        return System.TimeSpan.FromMilliseconds(Positive(text));
    }

    public static long Bytes(string text)
    {
        text = text.Trim();
        var end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        if (end == 0 || end == text.Length)
            return long.Parse(text, CultureInfo.InvariantCulture);
        var unit = text[end..].Trim();
        return ByteUnits.TryGetValue(unit, out var factor)
            ? factor * long.Parse(text.AsSpan(0, end), CultureInfo.InvariantCulture)
            : throw new FormatException($"{unit} is not a valid byte size suffix");
    }

    private static double Positive(string text)
    {
        var value = double.Parse(text, NumberFormatInfo.InvariantInfo);
        return value < 0 ? throw new FormatException($"Expected a positive value instead of {value}") : value;
    }

    private static double? TicksOf(string unit) => unit switch
    {
        "us" => null, // accepted by the grammar and unknown to the conversion, upstream as here: it ends as a bad number
        _ when unit.StartsWith('n') => 0.01,
        _ when unit.StartsWith("mic", StringComparison.Ordinal) => System.TimeSpan.TicksPerMicrosecond,
        "ms" => System.TimeSpan.TicksPerMillisecond,
        _ when unit.StartsWith("mil", StringComparison.Ordinal) => System.TimeSpan.TicksPerMillisecond,
        _ when unit.StartsWith('s') => System.TimeSpan.TicksPerSecond,
        _ when unit.StartsWith('m') => System.TimeSpan.TicksPerMinute,
        _ when unit.StartsWith('h') => System.TimeSpan.TicksPerHour,
        _ => System.TimeSpan.TicksPerDay,
    };

    private static Dictionary<string, long> NamedByteUnits()
    {
        var units = new Dictionary<string, long>(StringComparer.Ordinal) { ["b"] = 1, ["B"] = 1, ["byte"] = 1, ["bytes"] = 1 };
        long thousands = 1, binary = 1;
        foreach (var names in Multiples.Select(multiple => multiple.Split(' ')))
        {
            (thousands, binary) = (thousands * 1000, binary * 1024);
            var (metric, power, small) = (names[0], names[1], names[2]);
            var capital = small.ToUpperInvariant();
            foreach (var name in new[] { small, capital, capital + "i", capital + "iB", power + "byte", power + "bytes" })
                units[name] = binary;
            foreach (var name in new[] { (small == "k" ? small : capital) + "B", metric + "byte", metric + "bytes" })
                units[name] = thousands;
        }
        return units;
    }

    [GeneratedRegex(@"^(?<value>[0-9]+(\.[0-9]+)?)\s*(?<unit>n(anos?|anoseconds?|s)|us|mic(ros?|roseconds?)|m(illis?|illiseconds?|s)|s(econds?)?|m(inutes?)?|h(ours?)?|d(ays?)?)$")]
    private static partial Regex Duration();
}
