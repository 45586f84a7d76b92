namespace Hocon;

/// <summary>A key of an object with its value.</summary>
public sealed class HoconField : IHoconElement
{
    public HoconField(string key, HoconObject parent)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Path = parent.Path.Plus([key]);
        Parent = parent;
    }

    /// <summary>The keys from the root to this field, this field's own included.</summary>
    public HoconPath Path { get; }

    public string Key => Path.Key;

    public HoconValue Value { get; private set; }

    public IHoconElement Parent { get; }

    public HoconType Type => Value?.Type ?? HoconType.Empty;

    public string Raw => Value.Raw;

    public static bool operator ==(HoconField left, HoconField right) => Equals(left, right);

    public static bool operator !=(HoconField left, HoconField right) => !Equals(left, right);

    public HoconObject GetObject() => Value.GetObject();

    public string GetString() => Value.GetString();

    public IList<HoconValue> GetArray() => Value.GetArray();

    public IHoconElement Clone(IHoconElement newParent)
    {
        var clone = new HoconField(Key, (HoconObject)newParent);
        clone.SetValue((HoconValue)Value?.Clone(clone));
        return clone;
    }

    public string ToString(int indent, int indentSize) => Value.ToString(indent, indentSize);

    public override string ToString() => ToString(0, 2);

    public bool Equals(IHoconElement other) =>
        ReferenceEquals(this, other) || (other is HoconField field && Path.Equals(field.Path) && Value.Equals(field.Value));

    public override bool Equals(object obj) => obj is IHoconElement other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Path, Value);

    internal void SetValue(HoconValue value) => Value = value;
}
