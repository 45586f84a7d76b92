using Hocon.Extensions;

namespace Hocon;

/// <summary>
/// Syntax to values. A substitution sees the finished text, except that one inside the field it names sees what that field
/// was before; what the text does not have is looked for in the environment.
/// </summary>
internal sealed class Resolver(Syntax root)
{
    // The fields being evaluated, innermost last, each with the number of its assignments that count as past.
    private readonly List<(FieldSyntax Field, int Past)> _open = [];
    private bool _metOpenField;

    public HoconValue Resolve()
    {
        var value = new HoconValue(null);
        Fill(value, root is ObjectSyntax top ? Evaluate(top) : Evaluate((ArraySyntax)root, HoconPath.Empty));
        return value;
    }

    private Resolved Evaluate(FieldSyntax field)
    {
        var open = _open.FindLastIndex(entry => entry.Field == field);
        var past = open < 0 ? field.Assigned.Count : _open[open].Past;
        _metOpenField |= past == 0 && open != _open.Count - 1;
        Resolved result = null;
        for (var i = 0; i < past; i++)
        {
            _open.Add((field, i));
            result = Resolved.Over(result, Evaluate(field.Assigned[i]));
            _open.RemoveAt(_open.Count - 1);
        }
        return result;
    }

    private Resolved Evaluate(JoinedSyntax joined)
    {
        if (joined.Pieces.Count == 0)
            return Resolved.Nothing;
        Resolved result = null;
        foreach (var piece in joined.Pieces)
        {
            var next = piece switch
            {
                ObjectSyntax inner => Evaluate(inner),
                ArraySyntax array => Evaluate(array, joined.Path),
                SubstitutionSyntax substitution => Evaluate(substitution),
                TextSyntax text => new Resolved { Text = [text] },
                _ => null,
            };
            if (next == null || next.Type == HoconType.Empty)
                continue;
            if (result != null && !result.Type.IsMergeable(next.Type))
                throw new HoconParserException(piece.At, joined.Path,
                    $"Hocon value merge mismatch. Existing value: {result.Type}, merged item: {next.Type}");
            result = result == null ? next : result.Join(next);
        }
        return result;
    }

    private Resolved Evaluate(ObjectSyntax syntax)
    {
        var result = new Resolved { Fields = [] };
        foreach (var (key, field) in syntax.Fields)
            if (Evaluate(field) is { } value)
                result.Fields[key] = value;
        return syntax.Includes.Aggregate(result, (merged, included) => merged.Join(Evaluate(included)));
    }

    private Resolved Evaluate(ArraySyntax syntax, HoconPath path)
    {
        var result = new Resolved { Items = [] };
        var kind = HoconType.Empty;
        foreach (var item in syntax.Items)
        {
            if (Evaluate(item) is not { } value)
                continue;
            if (value.Type is not (HoconType.Empty or HoconType.Array) && kind != HoconType.Empty && !value.Type.IsMergeable(kind))
                throw new HoconParserException(item.At, path, "Array value must match the rest of the array type or empty. "
                    + $"Array value type: {kind}, inserted type: {value.Type}");
            kind = kind == HoconType.Empty ? value.Type : kind;
            result.Items.Add(value);
        }
        return result;
    }

    private Resolved Evaluate(SubstitutionSyntax substitution)
    {
        var path = substitution.Path;
        _metOpenField = false;
        if (Find(path) is { } found)
            return found;
        if (_metOpenField)
            throw new HoconParserException(substitution.At, path,
                "Invalid substitution declaration. A cyclic substitution loop is detected in the Hocon file.");
        if (Environment.GetEnvironmentVariable(path.Value) is { } text)
        {
            var kind = text.NeedQuotes() ? HoconLiteralType.QuotedString : HoconLiteralType.UnquotedString;
            return new Resolved { Text = [new TextSyntax(substitution.At, kind, text)] };
        }
        return substitution.Required
            ? throw new HoconParserException(substitution.At, path, $"Unresolved substitution: {path}")
            : null;
    }

    private Resolved Find(IReadOnlyList<string> path) => root is ObjectSyntax top ? Find(top, path, 0) : null;

    private Resolved Find(ObjectSyntax owner, IReadOnlyList<string> path, int depth)
    {
        Resolved result = null;
        if (owner.Fields.TryGetValue(path[depth], out var field))
            result = depth == path.Count - 1 ? Evaluate(field) : Find(field, path, depth + 1);
        foreach (var included in owner.Includes)
            result = Resolved.Over(result, Find(included, path, depth));
        return result;
    }

    // Below a field, without evaluating its other children: they may well refer to this one.
    private Resolved Find(FieldSyntax field, IReadOnlyList<string> path, int depth)
    {
        Resolved result = null;
        var open = _open.FindLastIndex(entry => entry.Field == field);
        var inside = false;
        for (var i = 0; i < field.Assigned.Count; i++)
        {
            var replaces = false;
            foreach (var piece in field.Assigned[i].Pieces)
            {
                // While the field itself is being put together from a substitution, only what is past and what is written out counts.
                inside = open >= 0 && i >= _open[open].Past;
                var below = piece switch
                {
                    ObjectSyntax inner => Find(inner, path, depth),
                    SubstitutionSyntax { Path: var target } when !inside => Find(target.Plus(path.Skip(depth))),
                    _ => null,
                };
                replaces |= piece is TextSyntax { Kind: not HoconLiteralType.Whitespace } or ArraySyntax;
                result = Resolved.Over(result, below);
            }
            if (replaces)
                result = null;
        }
        return result;
    }

    private static void Fill(HoconValue value, Resolved resolved)
    {
        if (resolved.Fields != null)
        {
            var target = new HoconObject(value);
            value.Add(target);
            foreach (var (key, inner) in resolved.Fields)
            {
                var field = new HoconField(key, target);
                field.SetValue(Value(field, inner));
                target.SetField(key, field);
            }
        }
        else if (resolved.Items != null)
        {
            var target = new HoconArray(value);
            value.Add(target);
            foreach (var item in resolved.Items)
                target.Add(Value(target, item));
        }
        else
        {
            value.Add(resolved.Literal(value));
        }
    }

    private static HoconValue Value(IHoconElement parent, Resolved resolved)
    {
        if (resolved.Type == HoconType.Empty)
            return new HoconEmptyValue(parent);
        var value = new HoconValue(parent);
        Fill(value, resolved);
        return value;
    }
}
