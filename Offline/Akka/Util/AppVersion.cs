using System.Globalization;
using System.Reflection;

namespace Akka.Util;

/// <summary>
/// The version of an application, with an order: up to three numbers between dots and an optional rest after - or +. A rest that begins with a number and a hyphen
/// (commits since the tag, as sbt-dynver writes them) counts by that number first.
/// </summary>
public class AppVersion : IComparable<AppVersion>, IEquatable<AppVersion>
{
    public static readonly AppVersion Zero = new("0.0.0");

    private const string OfTheProgram = "assembly-version";

    private readonly Lazy<(int[] Numbers, string Suffix)> _parts;

    internal AppVersion(string version)
    {
        Version = version;
        _parts = new Lazy<(int[], string)>(() => Parse(version));
    }

    public string Version { get; }

    /// <param name="version">As written, or assembly-version for that of the program.</param>
    /// <exception cref="ArgumentOutOfRangeException">Empty, or more than three parts.</exception>
    /// <exception cref="FormatException">A part that must be a number is none.</exception>
    public static AppVersion Create(string version)
    {
        if (version.Equals(OfTheProgram, StringComparison.OrdinalIgnoreCase))
        {
            var program = (Assembly.GetEntryAssembly() ?? Assembly.GetExecutingAssembly()).GetName().Version;
            version = $"{program.Major}.{program.Minor}.{program.Build}";
        }

        var created = new AppVersion(version);
        _ = created._parts.Value;
        return created;
    }

    public static bool operator ==(AppVersion first, AppVersion second) => first is null ? second is null : first.Equals(second);

    public static bool operator !=(AppVersion first, AppVersion second) => !(first == second);

    public int CompareTo(AppVersion other)
    {
        if (Version == other.Version) return 0;
        var (mine, theirs) = (_parts.Value, other._parts.Value);
        for (var i = 0; i < mine.Numbers.Length; i++)
            if (mine.Numbers[i] != theirs.Numbers[i]) return mine.Numbers[i] - theirs.Numbers[i];
        // As upstream has it: of a version and its pre-release, the one that asks is the earlier.
        return theirs.Suffix.Length == 0 && mine.Suffix.Length > 0 ? -1 : string.CompareOrdinal(mine.Suffix, theirs.Suffix);
    }

    public bool Equals(AppVersion other) => other is not null && Version == other.Version;

    public override bool Equals(object obj) => Equals(obj as AppVersion);

    public override int GetHashCode() => Version.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Version;

    /// <summary>Major, minor, patch and commits since the tag; 0 where there is none.</summary>
    private static (int[] Numbers, string Suffix) Parse(string version)
    {
        var segments = version.Split('.');
        if (segments.Length > 3) throw new ArgumentOutOfRangeException(nameof(version), version, "Only 3 numbers between dots are supported.");
        if (segments is [""]) throw new ArgumentOutOfRangeException(nameof(version), version, "An empty version is not supported.");
        if (segments is [var only])
            return int.TryParse(only, NumberStyles.None, CultureInfo.InvariantCulture, out var single) ? ([single, 0, 0, 0], "") : ([0, 0, 0, 0], only);

        var numbers = new int[4];
        for (var i = 0; i < segments.Length - 1; i++) numbers[i] = int.Parse(segments[i], CultureInfo.InvariantCulture);
        var last = segments[^1];
        var cut = last.AsSpan().IndexOfAny('-', '+');
        if (last.Length > 0) numbers[segments.Length - 1] = int.Parse(cut < 0 ? last : last[..cut], CultureInfo.InvariantCulture);
        var rest = cut < 0 ? "" : last[(cut + 1)..];
        var hyphen = rest.IndexOf('-');
        if (hyphen > 0 && int.TryParse(rest.AsSpan(0, hyphen), NumberStyles.None, CultureInfo.InvariantCulture, out var commits))
        {
            numbers[3] = commits;
            rest = rest[(hyphen + 1)..];
        }

        return (numbers, rest);
    }
}
