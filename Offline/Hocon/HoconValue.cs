using System.Collections.ObjectModel;
using Hocon.Extensions;

namespace Hocon;

/// <summary>What stands at one path. A parsed value holds exactly one element: an object, an array or a literal.</summary>
public partial class HoconValue : List<IHoconElement>, IHoconElement
{
    public HoconValue(IHoconElement parent)
    {
        if (parent is not (null or HoconField or HoconArray))
            throw new HoconException("HoconValue parent must be HoconField, HoconArray, or null");
        Parent = parent;
    }

    public ReadOnlyCollection<IHoconElement> Children => AsReadOnly();

    public IHoconElement Parent { get; }

    public virtual HoconType Type { get; private set; } = HoconType.Empty;

    /// <summary>The text as it would be written, quotes included; null for objects and arrays.</summary>
    public virtual string Raw => Type.IsLiteral() ? string.Concat(this.Select(piece => piece.Raw?.Replace("\\", "\\\\"))) : null;

    public static bool operator ==(HoconValue left, HoconValue right) => Equals(left, right);

    public static bool operator !=(HoconValue left, HoconValue right) => !Equals(left, right);

    public virtual HoconObject GetObject() => Type switch
    {
        HoconType.Empty => null,
        HoconType.Object => Merged(),
        _ => throw new HoconException($"Could not convert HoconValue of type {Type} into {HoconType.Object}"),
    };

    public virtual bool TryGetObject(out HoconObject result)
    {
        result = Type == HoconType.Object ? Merged() : null;
        return result is not null;
    }

    /// <summary>The text; null for <c>null</c>.</summary>
    public virtual string GetString() => TryGetString(out var text)
        ? text
        : throw new HoconException($"Could not convert '{Type}' to string.");

    public virtual bool TryGetString(out string result)
    {
        var pieces = Type.IsLiteral() ? this.Select(piece => piece.GetString()).ToList() : [];
        result = pieces.All(piece => piece == null) ? null : string.Concat(pieces);
        return Type.IsLiteral();
    }

    public virtual IList<HoconValue> GetArray() => Type switch
    {
        HoconType.Array => [.. this.Where(element => element.Type == HoconType.Array).SelectMany(element => element.GetArray())],
        HoconType.Object => GetObject().GetArray(),
        HoconType.Empty => throw new HoconException("HoconValue is empty."),
        _ => throw new HoconException("Hocon literal could not be converted to array."),
    };

    public virtual bool TryGetArray(out List<HoconValue> result)
    {
        result = [];
        if (Type == HoconType.Array)
            result.AddRange(GetArray());
        return Type == HoconType.Array || (TryGetObject(out var inner) && inner.TryGetArray(out result));
    }

    public new virtual void Add(IHoconElement value)
    {
        if (Type == HoconType.Empty)
            Type = value.Type;
        else if (!this.IsMergeable(value))
            throw new HoconException($"Hocon value merge mismatch. Existing value: {Type}, merged item: {value.Type}");
        base.Add(value);
    }

    public new virtual void AddRange(IEnumerable<IHoconElement> values)
    {
        foreach (var value in values)
            Add(value);
    }

    public new void Clear()
    {
        Type = HoconType.Empty;
        base.Clear();
    }

    public virtual IHoconElement Clone(IHoconElement newParent)
    {
        var clone = new HoconValue(newParent);
        foreach (var element in this)
            clone.Add(element.Clone(clone));
        return clone;
    }

    /// <summary>A root with a copy of this value under the key.</summary>
    public HoconRoot AtKey(string key)
    {
        var value = new HoconValue(null);
        var wrapper = new HoconObject(value);
        var field = new HoconField(key, wrapper);
        field.SetValue((HoconValue)Clone(field));
        wrapper.SetField(key, field);
        value.Add(wrapper);
        return new HoconRoot(value);
    }

    public virtual string ToString(int indent, int indentSize) => Type switch
    {
        HoconType.Object => $"{{{Environment.NewLine}{GetObject().ToString(indent, indentSize)}{Environment.NewLine}"
            + $"{new string(' ', (indent - 1) * indentSize)}}}",
        HoconType.Array => $"[{string.Join(",", GetArray().Select(value => value.ToString(indent, indentSize)))}]",
        HoconType.Empty => "<<Empty>>",
        _ => Raw,
    };

    public override string ToString() => ToString(1, 2);

    public virtual bool Equals(IHoconElement other)
    {
        if (other is null || Type != other.Type)
            return false;
        return ReferenceEquals(this, other) || Type switch
        {
            HoconType.Empty => true,
            HoconType.Array => GetArray().SequenceEqual(other.GetArray()),
            HoconType.Object => GetObject() == other.GetObject(),
            _ => GetString() == other.GetString(),
        };
    }

    public override bool Equals(object obj) => obj is IHoconElement other && Equals(other);

    public override int GetHashCode() => this.Aggregate(613, HashCode.Combine);

    private HoconObject Merged()
    {
        if (Count == 1)
            return this[0].GetObject();
        var merged = new HoconObject(this);
        foreach (var element in this)
            merged.Merge(element.GetObject());
        return merged;
    }
}
