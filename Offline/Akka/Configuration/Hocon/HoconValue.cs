using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>What stands at one path: pieces of text that belong together, one object, or arrays to be joined.</summary>
/// <remarks>Getters convert on every call and throw <see cref="FormatException"/> when the text does not fit.</remarks>
public class HoconValue : IMightBeAHoconObject
{
    public HoconValue()
        : this([], false)
    {
    }

    public HoconValue(List<IHoconElement> values, bool adoptedFromFallback = true)
    {
        Values = values;
        AdoptedFromFallback = adoptedFromFallback;
    }

    public bool IsEmpty => Values.Count == 0 || Values[0] is HoconObject { Items.Count: 0 };

    public List<IHoconElement> Values { get; private set; }

    internal bool AdoptedFromFallback { get; private set; }

    public Config ToConfig() => new(new HoconRoot(this));

    public Config AtKey(string key)
    {
        var wrapper = new HoconObject();
        wrapper.Items[key] = this;
        return new Config(new HoconRoot(new HoconValue([wrapper])));
    }

    public HoconObject GetObject() => Values.FirstOrDefault() switch
    {
        HoconObject own => own,
        IMightBeAHoconObject reference when reference.IsObject() => reference.GetObject(),
        _ => null,
    };

    public bool IsObject() => GetObject() != null;

    public void AppendValue(IHoconElement value) => Values.Add(value);

    public void Clear() => Values.Clear();

    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    public bool IsString() => Values.Count > 0 && Values.All(piece => piece.IsString());

    public HoconValue GetChildObject(string key) => GetObject()?.GetKey(key);

    /// <exception cref="NotSupportedException">Neither on, off, true nor false.</exception>
    public bool GetBoolean() => GetString() switch
    {
        "on" or "true" => true,
        "off" or "false" => false,
        var other => throw new NotSupportedException($"Unknown boolean format: {other}"),
    };

    /// <summary>The joined and trimmed text; null for <c>null</c> and for anything that is not text.</summary>
    public string GetString()
    {
        if (!IsString())
            return null;
        var text = string.Concat(Values.Select(piece => piece.GetString())).Trim();
        return text == "null" ? null : text;
    }

    public decimal GetDecimal() => decimal.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public float GetFloat() => float.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public double GetDouble() => double.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public long GetLong() => long.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public int GetInt() => int.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public byte GetByte() => byte.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public IList<byte> GetByteList() => List(value => value.GetByte());

    public IList<int> GetIntList() => List(value => value.GetInt());

    public IList<long> GetLongList() => List(value => value.GetLong());

    public IList<bool> GetBooleanList() => List(value => value.GetBoolean());

    public IList<float> GetFloatList() => List(value => value.GetFloat());

    public IList<double> GetDoubleList() => List(value => value.GetDouble());

    public IList<decimal> GetDecimalList() => List(value => value.GetDecimal());

    public IList<string> GetStringList() => List(value => value.GetString());

    public IList<HoconValue> GetArray() => [.. Values.Where(piece => piece.IsArray()).SelectMany(piece => piece.GetArray())];

    public bool IsArray() => GetArray().Count != 0;

    /// <summary>A duration with a unit (<c>250ms</c>, <c>2 minutes</c>); a bare number counts milliseconds.</summary>
    /// <param name="allowInfinite">Read <c>infinite</c> as <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    public TimeSpan GetTimeSpan(bool allowInfinite = true) => Quantities.TimeSpan(GetString(), allowInfinite);

    /// <summary>Bytes; <c>kB</c>, <c>MB</c>... are powers of 1000, <c>k</c>, <c>Ki</c>, <c>KiB</c>, <c>m</c>... powers of 1024.</summary>
    public long? GetByteSize() => GetString() is { Length: > 0 } text ? Quantities.Bytes(text) : null;

    public override string ToString() => ToString(0);

    public virtual string ToString(int indent)
    {
        if (IsString())
            return QuoteIfNeeded(GetString());
        if (GetObject() is { } inner)
            return indent == 0 ? inner.ToString(1) : $"{{\r\n{inner.ToString(indent + 1)}{new string(' ', indent * 2)}}}";
        return IsArray() ? $"[{string.Join(",", GetArray().Select(value => value.ToString(indent + 1)))}]" : "<<unknown value>>";
    }

    internal static string QuoteIfNeeded(string text) => text switch
    {
        null => "",
        _ when text.AsSpan().ContainsAny(" \t:") => $"\"{text}\"",
        _ => text,
    };

    private List<T> List<T>(Func<HoconValue, T> convert) => [.. GetArray().Select(convert)];
}
