namespace Hocon;

/// <summary>A value with all substitutions done: fields, or items, or pieces of text, or nothing.</summary>
internal sealed record Resolved
{
    public static readonly Resolved Nothing = new();

    public Dictionary<string, Resolved> Fields { get; init; }

    public List<Resolved> Items { get; init; }

    public List<TextSyntax> Text { get; init; }

    public HoconType Type => this switch
    {
        { Fields: not null } => HoconType.Object,
        { Items: not null } => HoconType.Array,
        { Text: not null } => Text[0].Kind switch
        {
            HoconLiteralType.Bool => HoconType.Boolean,
            HoconLiteralType.Long or HoconLiteralType.Double or HoconLiteralType.Hex or HoconLiteralType.Octal => HoconType.Number,
            _ => HoconType.String,
        },
        _ => HoconType.Empty,
    };

    /// <summary>What a key holds after one more assignment: objects merge, anything else replaces, an undefined value changes nothing.</summary>
    public static Resolved Over(Resolved before, Resolved after) => (before, after) switch
    {
        (_, null) => before,
        ({ Fields: not null }, { Fields: not null }) => before.Join(after),
        _ => after,
    };

    public Resolved Join(Resolved other)
    {
        if (Fields == null)
            return Items != null ? new Resolved { Items = [.. Items, .. other.Items] } : new Resolved { Text = [.. Text, .. other.Text] };
        var fields = new Dictionary<string, Resolved>(Fields);
        foreach (var (key, value) in other.Fields)
            fields[key] = Over(fields.GetValueOrDefault(key), value);
        return new Resolved { Fields = fields };
    }

    /// <summary>One literal: the piece itself, or the joined text with the quotes it needs.</summary>
    public HoconLiteral Literal(HoconValue owner)
    {
        if (Text.Count == 1)
            return HoconLiteral.Create(owner, Text[0].Kind, false, Text[0].Text);
        if (Text.TrueForAll(piece => piece.Kind == HoconLiteralType.Null))
            return new HoconNull(owner);
        var joined = string.Concat(Text.Where(piece => piece.Kind != HoconLiteralType.Null).Select(piece => piece.Text));
        var kind = joined.NeedTripleQuotes() ? HoconLiteralType.TripleQuotedString
            : joined.NeedQuotes() ? HoconLiteralType.QuotedString : HoconLiteralType.UnquotedString;
        return HoconLiteral.Create(owner, kind, false, joined);
    }
}
