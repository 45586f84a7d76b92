using Hocon.Extensions;

namespace Hocon;

/// <summary>A list of values, all of one kind (texts, numbers and booleans count as one; arrays go with anything).</summary>
public sealed class HoconArray : List<HoconValue>, IHoconElement
{
    private HoconType _kind = HoconType.Empty;

    public HoconArray(IHoconElement parent) => Parent = parent;

    public IHoconElement Parent { get; }

    public HoconType Type => HoconType.Array;

    public string Raw => throw new HoconException("Can not convert Hocon array into a string.");

    public static bool operator ==(HoconArray left, HoconArray right) => Equals(left, right);

    public static bool operator !=(HoconArray left, HoconArray right) => !Equals(left, right);

    public HoconObject GetObject() => throw new HoconException("Can not convert Hocon array into an object.");

    public string GetString() => throw new HoconException("Can not convert Hocon array into a string.");

    public IList<HoconValue> GetArray() => this;

    public new void Add(HoconValue value)
    {
        if (value.Type != HoconType.Empty)
        {
            if (_kind == HoconType.Empty)
                _kind = value.Type;
            else if (value.Type != HoconType.Array && !value.Type.IsMergeable(_kind))
                throw new HoconException("Array value must match the rest of the array type or empty. "
                    + $"Array value type: {_kind}, inserted type: {value.Type}");
        }
        base.Add(value);
    }

    public IHoconElement Clone(IHoconElement newParent)
    {
        var clone = new HoconArray(newParent);
        foreach (var value in this)
            clone.Add((HoconValue)value.Clone(clone));
        return clone;
    }

    public string ToString(int indent, int indentSize) => $"[{string.Join(", ", this)}]";

    public override string ToString() => ToString(0, 2);

    public bool Equals(IHoconElement other) =>
        ReferenceEquals(this, other) || (other is { Type: HoconType.Array } && this.SequenceEqual(other.GetArray()));

    public override bool Equals(object obj) => obj is IHoconElement other && Equals(other);

    public override int GetHashCode() => this.Aggregate(599, HashCode.Combine);
}
