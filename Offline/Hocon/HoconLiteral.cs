namespace Hocon;

/// <summary>A piece of text as it was written.</summary>
public abstract class HoconLiteral : IHoconElement
{
    protected HoconLiteral(IHoconElement parent, string value)
    {
        Parent = parent;
        Value = value;
    }

    public abstract HoconLiteralType LiteralType { get; }

    /// <summary>The text without quotes; null for <c>null</c>.</summary>
    public virtual string Value { get; }

    public IHoconElement Parent { get; }

    public virtual HoconType Type => HoconType.String;

    public virtual string Raw => Value;

    public static bool operator ==(HoconLiteral left, HoconLiteral right) => Equals(left, right);

    public static bool operator !=(HoconLiteral left, HoconLiteral right) => !Equals(left, right);

    public HoconObject GetObject() => throw new HoconException("Hocon literal could not be converted to object.");

    public string GetString() => Value;

    public IList<HoconValue> GetArray() => throw new HoconException("Hocon literal could not be converted to array.");

    public string ToString(int indent, int indentSize) => Raw;

    public IHoconElement Clone(IHoconElement newParent) => Create(newParent, LiteralType, this is HoconOctal, Value);

    public bool Equals(IHoconElement other) => other is not null && Type == other.Type && Value == other.GetString();

    public override bool Equals(object obj) => obj is IHoconElement other && Equals(other);

    public override int GetHashCode() => Value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => Raw;

    internal static HoconLiteral Create(IHoconElement parent, HoconLiteralType type, bool octal, string value) => type switch
    {
        HoconLiteralType.Null => new HoconNull(parent),
        HoconLiteralType.Bool => new HoconBool(parent, value),
        HoconLiteralType.Long when octal => new HoconOctal(parent, value),
        HoconLiteralType.Long => new HoconLong(parent, value),
        HoconLiteralType.Octal => new HoconOctal(parent, value),
        HoconLiteralType.Hex => new HoconHex(parent, value),
        HoconLiteralType.Double => new HoconDouble(parent, value),
        HoconLiteralType.QuotedString => new HoconQuotedString(parent, value),
        HoconLiteralType.TripleQuotedString => new HoconTripleQuotedString(parent, value),
        HoconLiteralType.Whitespace => new HoconWhitespace(parent, value),
        _ => new HoconUnquotedString(parent, value),
    };
}

public sealed class HoconNull(IHoconElement parent) : HoconLiteral(parent, "null")
{
    public override HoconLiteralType LiteralType => HoconLiteralType.Null;

    public override string Raw => "null";

    public override string Value => null;
}

public sealed class HoconBool(IHoconElement parent, string value) : HoconLiteral(parent, value)
{
    public override HoconType Type => HoconType.Boolean;

    public override HoconLiteralType LiteralType => HoconLiteralType.Bool;
}

public sealed class HoconDouble(IHoconElement parent, string value) : HoconLiteral(parent, value)
{
    public override HoconType Type => HoconType.Number;

    public override HoconLiteralType LiteralType => HoconLiteralType.Double;
}

public sealed class HoconLong(IHoconElement parent, string value) : HoconLiteral(parent, value)
{
    public override HoconType Type => HoconType.Number;

    public override HoconLiteralType LiteralType => HoconLiteralType.Long;
}

public sealed class HoconHex(IHoconElement parent, string value) : HoconLiteral(parent, value)
{
    public override HoconType Type => HoconType.Number;

    public override HoconLiteralType LiteralType => HoconLiteralType.Hex;
}

/// <summary>A number with a leading zero, plain <c>0</c> among them; upstream calls its literal type Long.</summary>
public sealed class HoconOctal(IHoconElement parent, string value) : HoconLiteral(parent, value)
{
    public override HoconType Type => HoconType.Number;

    public override HoconLiteralType LiteralType => HoconLiteralType.Long;
}

public sealed class HoconUnquotedString(IHoconElement parent, string value) : HoconLiteral(parent, value)
{
    public override HoconLiteralType LiteralType => HoconLiteralType.UnquotedString;
}

public sealed class HoconQuotedString(IHoconElement parent, string value) : HoconLiteral(parent, value)
{
    public override HoconLiteralType LiteralType => HoconLiteralType.QuotedString;

    public override string Raw => $"\"{Value}\"";
}

public sealed class HoconTripleQuotedString(IHoconElement parent, string value) : HoconLiteral(parent, value)
{
    public override HoconLiteralType LiteralType => HoconLiteralType.TripleQuotedString;

    public override string Raw => $"\"\"\"{Value}\"\"\"";
}

public sealed class HoconWhitespace(IHoconElement parent, string value) : HoconLiteral(parent, value)
{
    public override HoconLiteralType LiteralType => HoconLiteralType.Whitespace;
}
