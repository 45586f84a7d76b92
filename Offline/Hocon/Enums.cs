namespace Hocon;

/// <summary>Where an include wants its text from.</summary>
public enum HoconCallbackType
{
    File,
    Url,
    Resource,
}

/// <summary>What kind of thing a value is. Text that only looks like a number (<c>0.5</c>, <c>10s</c>) is a String.</summary>
public enum HoconType
{
    Empty,
    Array,
    Object,
    Number,
    Boolean,
    String,
}

/// <summary>How a piece of text was written.</summary>
public enum HoconLiteralType
{
    Null,
    Whitespace,
    UnquotedString,
    QuotedString,
    TripleQuotedString,
    Bool,
    Long,
    Hex,
    Octal,
    Double,
}
