namespace Hocon;

/// <summary>The keys from the root to a field.</summary>
public sealed class HoconPath : List<string>, IEquatable<HoconPath>
{
    public static readonly HoconPath Empty = new();

    public HoconPath(IEnumerable<string> path)
        : base(path)
    {
    }

    internal HoconPath()
    {
    }

    public bool IsEmpty => Count == 0;

    /// <summary>The path as text, keys quoted where they need it; parses back to the same path.</summary>
    public string Value => string.Join('.', this.Select(Segment));

    public string Key => this[Count - 1];

    public static bool operator ==(HoconPath left, HoconPath right) => Equals(left, right);

    public static bool operator !=(HoconPath left, HoconPath right) => !Equals(left, right);

    /// <exception cref="HoconParserException">The text is not a path.</exception>
    public static HoconPath Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new Reader(path, null, Empty).ReadPath();
    }

    public static bool TryParse(string path, out HoconPath result)
    {
        result = null;
        if (path == null)
            return false;
        try
        {
            result = Parse(path);
            return true;
        }
        catch (HoconParserException)
        {
            return false;
        }
    }

    public HoconPath SubPath(int length) => new(GetRange(0, length));

    public HoconPath SubPath(int index, int count) => new(GetRange(index, count));

    public bool Equals(HoconPath other) => other is not null && this.SequenceEqual(other);

    public override bool Equals(object obj) => Equals(obj as HoconPath);

    public override int GetHashCode() => this.Aggregate(601, HashCode.Combine);

    public override string ToString() => Value;

    internal HoconPath Plus(IEnumerable<string> more) => new(this.Concat(more));

    private static string Segment(string key)
    {
        if (key.Length == 0)
            return "\"\"";
        var escaped = key.Replace("\\", "\\\\").Replace("\n", "\\n");
        return key.Contains('.') || escaped.NeedQuotes() ? escaped.AddQuotes() : key;
    }
}
