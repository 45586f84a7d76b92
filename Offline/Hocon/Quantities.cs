using System.Globalization;
using System.Text.RegularExpressions;

namespace Hocon;

/// <summary>Whole numbers, durations and byte sizes as configuration writes them.</summary>
internal static partial class Quantities
{
    private static readonly string[] Multiples = ["kilo kibi k", "mega mebi m", "giga gibi g", "tera tebi t", "peta pebi p", "exa exbi e"];

    private static readonly Dictionary<string, long> ByteUnits = NamedByteUnits();

    public static long Long(string text) => Base(text) is { } radix ? Convert.ToInt64(text, radix) : long.Parse(text, CultureInfo.InvariantCulture);

    public static int Int(string text) => Base(text) is { } radix ? Convert.ToInt32(text, radix) : int.Parse(text, CultureInfo.InvariantCulture);

    public static byte Byte(string text) => Base(text) is { } radix ? Convert.ToByte(text, radix) : byte.Parse(text, CultureInfo.InvariantCulture);

    public static bool TryTimeSpan(string text, bool allowInfinite, out TimeSpan result)
    {
        result = default;
        var match = Duration().Match(text);
        double value;
        if (match.Success && TicksOf(match.Groups["unit"].Value) is { } ticks)
        {
            value = double.Parse(match.Groups["value"].Value, NumberFormatInfo.InvariantInfo);
            result = TimeSpan.FromTicks((long)Math.Round(value * ticks));
            return true;
        }
        if (allowInfinite && text.Equals("infinite", StringComparison.OrdinalIgnoreCase))
        {
            result = Timeout.InfiniteTimeSpan;
            return true;
        }
        if (!double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, NumberFormatInfo.InvariantInfo, out value) || value < 0)
            return false;
        result = TimeSpan.FromMilliseconds(value);
        return true;
    }

    public static long Bytes(string text)
    {
        text = text.Trim();
        var end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        if (end == 0 || end == text.Length)
            return long.Parse(text, CultureInfo.InvariantCulture);
        var unit = text[end..].Trim();
        return ByteUnits.TryGetValue(unit, out var factor)
            ? (long)(factor * double.Parse(text.AsSpan(0, end), NumberFormatInfo.InvariantInfo))
            : throw new FormatException($"{unit} is not a valid byte size suffix");
    }

    private static int? Base(string text) => text switch
    {
        null => throw new FormatException("null is not a number"),
        _ when text.StartsWith("0x", StringComparison.Ordinal) => 16,
        _ when text.StartsWith('0') => 8,
        _ => null,
    };

    private static double? TicksOf(string unit) => unit switch
    {
        "us" => null, // accepted by the grammar and unknown to the conversion, upstream as here: it ends as a bad number
        _ when unit.StartsWith('n') => 0.01,
        _ when unit.StartsWith("mic", StringComparison.Ordinal) => TimeSpan.TicksPerMicrosecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        _ when unit.StartsWith("mil", StringComparison.Ordinal) => TimeSpan.TicksPerMillisecond,
        _ when unit.StartsWith('s') => TimeSpan.TicksPerSecond,
        _ when unit.StartsWith('m') => TimeSpan.TicksPerMinute,
        _ when unit.StartsWith('h') => TimeSpan.TicksPerHour,
        _ => TimeSpan.TicksPerDay,
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
