using System.Collections;
using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>How option values are written: numbers (2e6 is an integer too), sizes (4 GiB), durations (30s, 5 minutes, and infinite = <see cref="TimeSpan.MaxValue"/> where no limit is set), names in kebab-case, lists.</summary>
public static class OptionText
{
    private const string Infinite = "infinite"; // HOCON's word

    private static readonly (string Suffix, TimeSpan Unit)[] Durations =
    [
        ("milliseconds", TimeSpan.FromMilliseconds(1)), ("millisecond", TimeSpan.FromMilliseconds(1)), ("millis", TimeSpan.FromMilliseconds(1)), ("ms", TimeSpan.FromMilliseconds(1)),
        ("seconds", TimeSpan.FromSeconds(1)), ("second", TimeSpan.FromSeconds(1)), ("minutes", TimeSpan.FromMinutes(1)), ("minute", TimeSpan.FromMinutes(1)),
        ("hours", TimeSpan.FromHours(1)), ("hour", TimeSpan.FromHours(1)), ("days", TimeSpan.FromDays(1)), ("day", TimeSpan.FromDays(1)),
        ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    private static readonly (string Suffix, double Unit)[] Sizes =
    [
        ("kib", 1024), ("mib", 1024.0 * 1024), ("gib", 1024.0 * 1024 * 1024), ("tib", 1024.0 * 1024 * 1024 * 1024),
        ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12), ("b", 1),
    ];

    /// <summary>A name of code in kebab-case: <c>StepDeadline</c> is <c>step-deadline</c>.</summary>
    public static string Kebab(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])))) text.Append('-');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>What may be written for a type and range, as words after "allowed is".</summary>
    public static string Allowed(Type type, RangeAttribute? range)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ElementOf(type) is { } element) return $"a list, each {Allowed(element, range)}";
        if (type.IsEnum) return string.Join(", ", Enum.GetNames(type).Select(Kebab));
        if (type == typeof(bool)) return "true, false";
        var kind = type == typeof(string) ? "text" : type == typeof(TimeSpan) ? "a duration such as 500ms, 30s, 5 minutes" : IsInteger(type) ? "a whole number" : "a number";
        if (range is null) return kind;
        var (low, high) = (Limit(range, range.Minimum, type), Limit(range, range.Maximum, type));
        if (high == Infinite) return $"{kind}, {low} or more, or {Infinite}";
        return range.Maximum is double and >= long.MaxValue ? $"{kind}, {low} or more" : $"{kind} from {low} to {high}";
    }

    /// <summary>The value that a text writes. Throws <see cref="FormatException"/> with no message of use; the binder says what was allowed.</summary>
    public static object? Parse(string? text, Type type, bool isSize)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return text is null or "none" or "null" ? null : Parse(text, inner, isSize);
        if (text is null) throw new FormatException();
        text = text.Trim();
        if (type == typeof(string)) return text;
        if (type == typeof(bool)) return text.ToLowerInvariant() switch { "true" or "on" or "yes" => true, "false" or "off" or "no" => false, _ => throw new FormatException() };
        if (type.IsEnum) return Enum.GetValues(type).Cast<object>().FirstOrDefault(value => Kebab(value.ToString()!) == text.ToLowerInvariant()) ?? throw new FormatException();
        if (type == typeof(TimeSpan)) return Duration(text);
        var number = isSize ? Size(text) : Number(text);
        if (!IsInteger(type)) return Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var exact)) return Converted(exact, type);
        return number == Math.Floor(number) && Math.Abs(number) < 9e18 ? Converted((long)number, type) : throw new FormatException();
    }

    /// <summary>A value as <see cref="Parse"/> reads it.</summary>
    public static string Format(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "true" : "false",
        Enum name => Kebab(name.ToString()),
        TimeSpan time => FormatDuration(time),
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Format))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Whether a value lies within a range.</summary>
    public static bool Within(RangeAttribute range, object? value) => value switch
    {
        null => true,
        TimeSpan time => time >= TimeSpan.Parse((string)range.Minimum, CultureInfo.InvariantCulture) && time <= TimeSpan.Parse((string)range.Maximum, CultureInfo.InvariantCulture),
        string => true,
        IEnumerable list => list.Cast<object?>().All(item => Within(range, item)),
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number
            && number >= Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture) && number <= Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture),
    };

    /// <summary>The element type of a list option; null for others.</summary>
    public static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? type.GetGenericArguments()[0] : null;

    private static string Limit(RangeAttribute range, object limit, Type type) =>
        type == typeof(TimeSpan) ? FormatDuration(TimeSpan.Parse((string)limit, CultureInfo.InvariantCulture)) : Convert.ToString(limit, CultureInfo.InvariantCulture)!;

    private static bool IsInteger(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(uint) || type == typeof(ulong) || type == typeof(short) || type == typeof(byte);

    private static object Converted(long number, Type type)
    {
        try
        {
            return Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            throw new FormatException();
        }
    }

    private static double Number(string text) => double.TryParse(text.Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw new FormatException();

    private static double Size(string text)
    {
        foreach (var (suffix, unit) in Sizes)
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) return Number(text[..^suffix.Length].Trim()) * unit;
        return Number(text);
    }

    private static TimeSpan Duration(string text)
    {
        if (text == Infinite) return TimeSpan.MaxValue;
        foreach (var (suffix, unit) in Durations)
            if (text.EndsWith(suffix, StringComparison.Ordinal)) return Number(text[..^suffix.Length].Trim()) * unit;
        return TimeSpan.FromMilliseconds(Number(text)); // HOCON's rule: a bare number is milliseconds
    }

    private static string FormatDuration(TimeSpan time)
    {
        if (time == TimeSpan.MaxValue) return Infinite;
        var (unit, suffix) = time.TotalMilliseconds % 1000 != 0 ? (TimeSpan.FromMilliseconds(1), "ms")
            : time.TotalSeconds % 60 != 0 || time == TimeSpan.Zero ? (TimeSpan.FromSeconds(1), "s")
            : time.TotalMinutes % 60 != 0 ? (TimeSpan.FromMinutes(1), "m") : (TimeSpan.FromHours(1), "h");
        return $"{(time / unit).ToString("0.###", CultureInfo.InvariantCulture)}{suffix}";
    }
}
