using System.Globalization;
using System.Text;

namespace Hocon;

/// <summary>Fields by key, in the order written. The indexer and the getters take a path (<c>a.b</c>), not only a key.</summary>
public class HoconObject : Dictionary<string, HoconField>, IHoconElement
{
    public HoconObject(IHoconElement parent)
    {
        if (parent is not HoconValue)
            throw new HoconException("HoconObject parent can only be a HoconValue.");
        Parent = parent;
    }

    public static HoconObject Empty { get; } = new(new HoconValue(null));

    /// <summary>The keys from the root to this object.</summary>
    public HoconPath Path
    {
        get
        {
            for (var above = Parent; above != null; above = above.Parent)
                if (above is HoconField named)
                    return named.Path;
            return HoconPath.Empty;
        }
    }

    public bool IsEmpty => Count == 0;

    /// <summary>The same tree with nested dictionaries where this one has objects.</summary>
    public IDictionary<string, object> Unwrapped => this.ToDictionary(
        entry => entry.Key,
        entry => entry.Value.Type == HoconType.Object ? (object)entry.Value.GetObject().Unwrapped : entry.Value);

    public IHoconElement Parent { get; }

    public HoconType Type => HoconType.Object;

    public string Raw => throw new HoconException("Can not convert Hocon object into a string.");

    public new HoconField this[string key] => GetField(key);

    public HoconField this[HoconPath path] => GetField(path);

    public static bool operator ==(HoconObject left, HoconObject right) => Equals(left, right);

    public static bool operator !=(HoconObject left, HoconObject right) => !Equals(left, right);

    public HoconObject GetObject() => this;

    public string GetString() => throw new HoconException("Can not convert Hocon object into a string.");

    /// <summary>The values of the keys 0, 1, 2..., in that order.</summary>
    public IList<HoconValue> GetArray() => TryGetArray(out var result)
        ? result
        : throw new HoconException("Object has no numerically indexed fields, or fields of different types.");

    public bool TryGetArray(out List<HoconValue> result)
    {
        var indexed = Values
            .Where(field => int.TryParse(field.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OrderBy(field => int.Parse(field.Key, CultureInfo.InvariantCulture))
            .ToList();
        result = [.. indexed.Select(field => field.Value)];
        return indexed.Count > 0 && indexed.All(field => field.Type == indexed[0].Type);
    }

    /// <exception cref="KeyNotFoundException">There is no such field.</exception>
    public HoconField GetField(string key) => GetField(HoconPath.Parse(key));

    public HoconField GetField(HoconPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var field = Descend(path, out var depth);
        if (field == null)
            throw new KeyNotFoundException($"Could not find field with key `{path[depth]}` at path `{path.SubPath(depth + 1)}`");
        return depth == path.Count - 1
            ? field
            : throw new HoconException($"Invalid path, trying to access a key on a non object field. Path: `{path.SubPath(depth + 1)}`");
    }

    public bool TryGetField(string key, out HoconField result)
    {
        result = null;
        return !string.IsNullOrWhiteSpace(key) && TryGetField(HoconPath.Parse(key), out result);
    }

    public bool TryGetField(HoconPath path, out HoconField result)
    {
        result = null;
        if (path == null || path.Count == 0)
            return false;
        var field = Descend(path, out var depth);
        result = depth == path.Count - 1 ? field : null;
        return result is not null;
    }

    public HoconObject GetObject(string key) => GetField(key).GetObject();

    public bool TryGetObject(string key, out HoconObject result)
    {
        result = TryGetField(key, out var field) ? field.GetObject() : null;
        return field is not null;
    }

    public HoconValue GetValue(HoconPath path) => GetField(path).Value;

    public bool TryGetValue(HoconPath path, out HoconValue result)
    {
        result = TryGetField(path, out var field) ? field.Value : null;
        return field is not null;
    }

    /// <summary>Takes over the other object's fields: objects merge, anything else replaces.</summary>
    public virtual void Merge(HoconObject other)
    {
        foreach (var (key, theirs) in other.ToArray())
        {
            if (!TryGetValue(key, out var ours))
                base[key] = theirs;
            else if (ours.Type == HoconType.Object && theirs.Type == HoconType.Object)
                ours.GetObject().Merge(theirs.GetObject());
            else
                ours.SetValue(theirs.Value);
        }
    }

    /// <summary>Takes over those of the other object's fields that are missing here.</summary>
    public void FallbackMerge(HoconObject other)
    {
        foreach (var (key, theirs) in other.ToArray())
        {
            if (!TryGetValue(key, out var ours))
                base[key] = (HoconField)theirs.Clone(this);
            else if (ours.Type == HoconType.Object && theirs.Type == HoconType.Object)
                ours.GetObject().FallbackMerge(theirs.GetObject());
        }
    }

    public IHoconElement Clone(IHoconElement newParent)
    {
        var clone = new HoconObject(newParent);
        foreach (var (key, field) in this)
            clone.SetField(key, (HoconField)field.Clone(clone));
        return clone;
    }

    public string ToString(int indent, int indentSize)
    {
        var text = new StringBuilder();
        foreach (var (key, field) in this)
        {
            text.Append(text.Length > 0 ? "," + Environment.NewLine : "").Append(' ', indent * indentSize);
            text.Append(key.NeedQuotes() ? key.AddQuotes() : key).Append(" : ").Append(field.ToString(indent + 1, indentSize));
        }
        return text.ToString();
    }

    public override string ToString() => ToString(0, 2);

    public bool Equals(IHoconElement other) =>
        ReferenceEquals(this, other) || (other is { Type: HoconType.Object } && this.SequenceEqual(other.GetObject()));

    public override bool Equals(object obj) => obj is IHoconElement other && Equals(other);

    public override int GetHashCode() => Values.Aggregate(587, HashCode.Combine);

    internal void SetField(string key, HoconField field) => base[key] = field;

    // The last field on the way that exists, and how deep it is; null when its key is missing.
    private HoconField Descend(HoconPath path, out int depth)
    {
        var current = this;
        for (depth = 0; ; depth++)
        {
            if (!current.TryGetValue(path[depth], out var field))
                return null;
            if (depth == path.Count - 1 || field.Type != HoconType.Object)
                return field;
            current = field.GetObject();
        }
    }
}
