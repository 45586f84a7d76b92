namespace Hocon;

/// <summary>A key with nothing behind it.</summary>
public sealed class HoconEmptyValue : HoconValue
{
    public HoconEmptyValue()
        : base(null)
    {
    }

    public HoconEmptyValue(IHoconElement parent)
        : base(parent)
    {
    }

    public override HoconType Type => HoconType.Empty;

    public override string Raw => "";

    public override void Add(IHoconElement value) => throw new HoconException($"Can not add new value to {nameof(HoconEmptyValue)}");

    public override void AddRange(IEnumerable<IHoconElement> values) =>
        throw new HoconException($"Can not add new values to {nameof(HoconEmptyValue)}");

    public override HoconObject GetObject() => new(new HoconValue(Parent));

    public override string GetString() => "";

    public override IList<HoconValue> GetArray() => [];

    public override IHoconElement Clone(IHoconElement newParent) => new HoconEmptyValue(newParent);
}
