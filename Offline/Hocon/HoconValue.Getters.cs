using System.Globalization;

namespace Hocon;

/// <remarks>
/// Every conversion throws <see cref="HoconException"/> when the text does not fit, and its Try form returns false.
/// Whole numbers may be hexadecimal (<c>0x1f</c>); a leading zero makes them octal, and <c>1e6</c> is none.
/// </remarks>
public partial class HoconValue
{
    private delegate bool TryGet<T>(HoconValue value, out T result);

    /// <summary>on, true, yes or off, false, no.</summary>
    public bool GetBoolean() => GetString() switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        var other => throw new HoconException($"Unknown boolean format: {other}"),
    };

    /// <summary>True unless the value is no text; a text that is no boolean counts as false.</summary>
    public bool TryGetBoolean(out bool result)
    {
        var isText = TryGetString(out var text);
        result = isText && text is "on" or "true" or "yes";
        return isText;
    }

    public decimal GetDecimal() => Converted(text => decimal.Parse(text, NumberStyles.Any, NumberFormatInfo.InvariantInfo), "decimal");

    public bool TryGetDecimal(out decimal result)
    {
        result = default;
        return TryGetString(out var text) && decimal.TryParse(text, NumberStyles.Any, NumberFormatInfo.InvariantInfo, out result);
    }

    public float GetFloat() => Converted(text => float.Parse(text, NumberStyles.Any, NumberFormatInfo.InvariantInfo), "float");

    public bool TryGetFloat(out float result)
    {
        result = default;
        return TryGetString(out var text) && float.TryParse(text, NumberStyles.Any, NumberFormatInfo.InvariantInfo, out result);
    }

    public double GetDouble() => Converted(text => double.Parse(text, NumberStyles.Any, NumberFormatInfo.InvariantInfo), "double");

    public bool TryGetDouble(out double result)
    {
        result = default;
        return TryGetString(out var text) && double.TryParse(text, NumberStyles.Any, NumberFormatInfo.InvariantInfo, out result);
    }

    public long GetLong() => Converted(Quantities.Long, "long");

    public bool TryGetLong(out long result) => TryConvert(Quantities.Long, out result);

    public int GetInt() => Converted(Quantities.Int, "int");

    public bool TryGetInt(out int result) => TryConvert(Quantities.Int, out result);

    public byte GetByte() => Converted(Quantities.Byte, "byte");

    public bool TryGetByte(out byte result) => TryConvert(Quantities.Byte, out result);

    public IList<byte> GetByteList() => List(value => value.GetByte());

    public bool TryGetByteList(out IList<byte> result) => TryList((HoconValue v, out byte r) => v.TryGetByte(out r), out result);

    public IList<int> GetIntList() => List(value => value.GetInt());

    public bool TryGetIntList(out IList<int> result) => TryList((HoconValue v, out int r) => v.TryGetInt(out r), out result);

    public IList<long> GetLongList() => List(value => value.GetLong());

    public bool TryGetLongList(out IList<long> result) => TryList((HoconValue v, out long r) => v.TryGetLong(out r), out result);

    public IList<bool> GetBooleanList() => List(value => value.GetBoolean());

    public bool TryGetBooleanList(out IList<bool> result) => TryList((HoconValue v, out bool r) => v.TryGetBoolean(out r), out result);

    public IList<float> GetFloatList() => List(value => value.GetFloat());

    public bool TryGetFloatList(out IList<float> result) => TryList((HoconValue v, out float r) => v.TryGetFloat(out r), out result);

    public IList<double> GetDoubleList() => List(value => value.GetDouble());

    public bool TryGetDoubleList(out IList<double> result) => TryList((HoconValue v, out double r) => v.TryGetDouble(out r), out result);

    public IList<decimal> GetDecimalList() => List(value => value.GetDecimal());

    public bool TryGetDecimalList(out IList<decimal> result) => TryList((HoconValue v, out decimal r) => v.TryGetDecimal(out r), out result);

    public IList<string> GetStringList() => List(value => value.GetString());

    public bool TryGetStringList(out IList<string> result) => TryList((HoconValue v, out string r) => v.TryGetString(out r), out result);

    public IList<HoconObject> GetObjectList() => List(value => value.GetObject());

    public bool TryGetObjectList(out IList<HoconObject> result) =>
        TryList((HoconValue v, out HoconObject r) => v.TryGetObject(out r), out result);

    /// <summary>A duration with a unit (<c>250ms</c>, <c>2 minutes</c>); a bare number counts milliseconds.</summary>
    /// <param name="allowInfinite">Read <c>infinite</c> as <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    public TimeSpan GetTimeSpan(bool allowInfinite = true) => Quantities.TryTimeSpan(GetString(), allowInfinite, out var result)
        ? result
        : throw new HoconException($"Failed to parse TimeSpan value from '{GetString()}'");

    public bool TryGetTimeSpan(out TimeSpan result, bool allowInfinite = true)
    {
        result = default;
        return TryGetString(out var text) && Quantities.TryTimeSpan(text, allowInfinite, out result);
    }

    /// <summary>Bytes; <c>kB</c>, <c>MB</c>... are powers of 1000, <c>k</c>, <c>Ki</c>, <c>KiB</c>, <c>m</c>... powers of 1024. Null for an empty text.</summary>
    /// <exception cref="FormatException">No number, or a suffix that is none.</exception>
    public long? GetByteSize() => GetString() is { Length: > 0 } text ? Quantities.Bytes(text) : null;

    public bool TryGetByteSize(out long? result)
    {
        result = null;
        if (!TryGetString(out var text) || string.IsNullOrEmpty(text))
            return false;
        try
        {
            result = Quantities.Bytes(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private T Converted<T>(Func<string, T> convert, string kind)
    {
        var text = GetString();
        try
        {
            return convert(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw new HoconException($"Could not convert `{text}` to {kind}.", e);
        }
    }

    private bool TryConvert<T>(Func<string, T> convert, out T result)
    {
        result = default;
        if (!TryGetString(out var text) || text == null)
            return false;
        try
        {
            result = convert(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            return false;
        }
    }

    private List<T> List<T>(Func<HoconValue, T> convert) => [.. GetArray().Select(convert)];

    private bool TryList<T>(TryGet<T> convert, out IList<T> result)
    {
        result = null;
        if (!TryGetArray(out var values))
            return false;
        var list = new List<T>();
        foreach (var value in values)
        {
            if (!convert(value, out var item))
                return false;
            list.Add(item);
        }
        result = list;
        return true;
    }
}
