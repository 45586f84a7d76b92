namespace Hocon;

/// <summary>Line and column of a piece of text, from 1.</summary>
internal readonly record struct Position(int Line, int Column);

/// <summary>What was written, before substitutions are looked up.</summary>
internal abstract record Syntax(Position At);

/// <summary>A word, a quoted text, or the blanks between two.</summary>
internal sealed record TextSyntax(Position At, HoconLiteralType Kind, string Text) : Syntax(At);

internal sealed record SubstitutionSyntax(Position At, HoconPath Path, bool Required) : Syntax(At);

internal sealed record ArraySyntax(Position At, List<JoinedSyntax> Items) : Syntax(At);

/// <summary>Pieces on one line that belong together; none for a key with nothing behind it.</summary>
internal sealed record JoinedSyntax(Position At, HoconPath Path, List<Syntax> Pieces);

internal sealed record ObjectSyntax(Position At) : Syntax(At)
{
    public Dictionary<string, FieldSyntax> Fields { get; } = [];

    /// <summary>Included objects; they win over the fields, wherever they stand (upstream's order).</summary>
    public List<ObjectSyntax> Includes { get; } = [];

    public FieldSyntax Field(string key)
    {
        if (!Fields.TryGetValue(key, out var field))
            Fields.Add(key, field = new FieldSyntax());
        return field;
    }
}

/// <summary>All that was assigned to one key of one object, in order: later texts replace, later objects merge.</summary>
internal sealed class FieldSyntax
{
    public List<JoinedSyntax> Assigned { get; } = [];
}
