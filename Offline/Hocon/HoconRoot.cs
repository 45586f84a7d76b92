namespace Hocon;

/// <summary>A parsed text; values by dotted path (<c>dreamer.replay."odd key"</c>).</summary>
public partial class HoconRoot : IEquatable<HoconRoot>
{
    public HoconRoot(HoconValue value) => Value = value;

    protected HoconRoot()
    {
    }

    public virtual HoconValue Value { get; protected set; }

    public virtual bool HasPath(string path) => HasPath(HoconPath.Parse(path));

    public virtual bool HasPath(HoconPath path) => TryGetNode(path, out _);

    /// <summary>The fields at the top.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconField>> AsEnumerable() => Value.GetObject();

    /// <summary>The tree as HOCON text. Texts that contain a quotation mark, and keys that contain a dot, do not survive being parsed again.</summary>
    public override string ToString() => Value?.ToString() ?? "";

    public string PrettyPrint(int indentSize) => Value.ToString(1, indentSize);

    public bool Equals(HoconRoot other) => other is not null && Value == other.Value;

    public override bool Equals(object obj) => obj is HoconRoot other && Equals(other);

    public override int GetHashCode() => Value?.GetHashCode() ?? 0;

    protected virtual bool TryGetNode(string path, out HoconValue result)
    {
        result = null;
        return HoconPath.TryParse(path, out var parsed) && TryGetNode(parsed, out result);
    }

    protected virtual bool TryGetNode(HoconPath path, out HoconValue result)
    {
        result = null;
        return Value.Type == HoconType.Object && Value.GetObject().TryGetValue(path, out result);
    }

    protected virtual HoconValue GetNode(HoconPath path) => Value.Type == HoconType.Object
        ? Value.GetObject().GetValue(path)
        : throw new HoconException("Hocon is not an object.");

    private T Get<T>(string path, Func<HoconValue, T> convert)
    {
        try
        {
            return convert(GetNode(HoconPath.Parse(path)));
        }
        catch (Exception e)
        {
            throw new HoconValueException(e.Message, path, e);
        }
    }
}
