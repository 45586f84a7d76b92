using System.Text;

namespace Hocon;

/// <summary>Text to syntax.</summary>
/// <remarks>The prefix is the path at which an included text stands: its substitutions are looked up below it.</remarks>
internal sealed partial class Reader(string text, HoconIncludeCallbackAsync include, HoconPath prefix)
{
    private const string Blanks =
        "\u0020\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A"
        + "\u202F\u205F\u3000\u2028\u2029\uFEFF\u0009\u000B\u000C\u000D\u001C\u001D\u001E\u001F";

    private int _at;

    private bool AtEnd => _at >= text.Length;

    private char Next => AtEnd ? '\0' : text[_at];

    private Position Here => At(_at);

    public Syntax ReadRoot()
    {
        SkipLines();
        Syntax root;
        if (Take("["))
        {
            root = ReadArray(prefix, Here);
        }
        else
        {
            var braced = Take("{");
            root = ReadObject(prefix, braced ? '}' : '\0', Here);
        }
        SkipLines();
        return AtEnd ? root : throw Error(null, $"Unexpected `{Next}` behind the end of the outermost {(root is ArraySyntax ? "array" : "object")}.");
    }

    public HoconPath ReadPath() => ReadKey(HoconPath.Empty);

    private ObjectSyntax ReadObject(HoconPath path, char closing, Position start)
    {
        var read = new ObjectSyntax(start);
        while (true)
        {
            SkipLines();
            if (AtEnd)
                return closing == '\0' ? read : throw Error(null, "Error while tokenizing Hocon: Expected EndOfObject, found EndOfFile instead");
            if (closing != '\0' && Take("}"))
                return read;
            if (Next is '}' or ']')
                throw Error(null, $"Error while tokenizing Hocon: Expected {(closing == '\0' ? "EndOfFile" : "EndOfObject")}, found `{Next}` instead");
            if (TryReadInclude(path) is { } included)
                read.Includes.AddRange(included.Content is null ? [] : [Included<ObjectSyntax>(included, path)]);
            else
                ReadField(read, path);
            EndEntry(path, '}', "object");
        }
    }

    private void ReadField(ObjectSyntax owner, HoconPath path)
    {
        var start = Here;
        var keys = ReadKey(path);
        var full = path.Plus(keys);
        foreach (var key in keys.SkipLast(1))
        {
            var inner = new ObjectSyntax(start);
            owner.Field(key).Assigned.Add(new JoinedSyntax(start, full, [inner]));
            owner = inner;
        }
        var field = owner.Field(keys[^1]);
        SkipLines();
        if (Take("+="))
            field.Assigned.Add(new JoinedSyntax(start, full,
                [new SubstitutionSyntax(start, full, false), new ArraySyntax(start, [ReadValue(full)])]));
        else if (Take("=") || Take(":") || Next == '{')
            field.Assigned.Add(ReadValue(full));
        else
            throw Error(path, "Failed to parse Hocon field. Expected Assign, StartOfObject or PlusEqualAssign, "
                + $"found {(AtEnd ? "the end" : $"`{Next}`")} instead behind `{keys}`");
    }

    private HoconPath ReadKey(HoconPath path)
    {
        var keys = new HoconPath();
        var key = new StringBuilder();
        var start = _at;
        var firstBlank = -1; // blanks behind the key are not part of it
        while (!AtEnd && !(Looks("+=") && (firstBlank >= 0 || _at == start)))
        {
            var word = Word();
            if (word.Length == 0 && Blanks.Contains(Next))
            {
                firstBlank = firstBlank < 0 ? key.Length : firstBlank;
                key.Append(text[_at++]);
                continue;
            }
            var quoted = word.Length == 0 && Next is ('"' or '\'');
            if (word.Length == 0 && !quoted)
                break;
            firstBlank = -1;
            if (quoted)
            {
                if (Looks("\"\"\"") || Looks("'''"))
                    throw Error(path, "Triple quoted string could not be used in path expression.");
                key.Append(Quoted());
                continue;
            }
            var parts = word.Split('.');
            foreach (var part in parts.SkipLast(1))
            {
                keys.Add(key.Append(part).ToString());
                key.Clear();
            }
            key.Append(parts[^1]);
        }
        if (_at == start)
            throw Error(path, $"Failed to parse Hocon object. Unexpected token `{(AtEnd ? "EndOfFile" : Next)}`.");
        keys.Add(firstBlank < 0 ? key.ToString() : key.ToString(0, firstBlank));
        return keys.Contains("") ? throw new HoconParserException(At(start), path, "A key must not be empty.") : keys;
    }

    private JoinedSyntax ReadValue(HoconPath path)
    {
        var joined = new JoinedSyntax(Here, path, []);
        SkipLinesBefore(joined);
        while (true)
        {
            // Blanks count between two texts only.
            if (joined.Pieces.LastOrDefault() is not TextSyntax)
                SkipBlanks();
            if (ReadPiece(path) is not { } piece)
                break;
            joined.Pieces.Add(piece);
        }
        if (joined.Pieces.LastOrDefault() is TextSyntax { Kind: HoconLiteralType.Whitespace })
            joined.Pieces.RemoveAt(joined.Pieces.Count - 1);
        return joined;
    }

    private Syntax ReadPiece(HoconPath path)
    {
        var start = Here;
        if (AtEnd || Next is '\n' or ',' or '}' or ']' || AtComment())
            return null;
        if (Take("{"))
            return ReadObject(path, '}', start);
        if (Take("["))
            return ReadArray(path, start);
        if (Looks("${"))
            return ReadSubstitution(start);
        if (Looks("\"\"\"") || Looks("'''"))
            return new TextSyntax(start, HoconLiteralType.TripleQuotedString, TripleQuoted());
        if (Next is '"' or '\'')
            return new TextSyntax(start, HoconLiteralType.QuotedString, Quoted());
        if (Blanks.Contains(Next))
            return new TextSyntax(start, HoconLiteralType.Whitespace, Run(Blanks.Contains));
        if (TryReadInclude(path) is { } included)
            return included.Content is null ? new TextSyntax(start, HoconLiteralType.Whitespace, "") : Included<Syntax>(included, path);
        var word = Word();
        if (word.Length == 0)
            throw Error(path, Next is '=' or ':' ? $"Failed to parse Hocon value. Unexpected `{Next}`: quote a text that contains it" : $"Invalid token `{Next}`");
        var (kind, value) = Kind(word);
        return new TextSyntax(start, kind, value);
    }

    private ArraySyntax ReadArray(HoconPath path, Position start)
    {
        var items = new List<JoinedSyntax>();
        while (true)
        {
            SkipLines();
            if (AtEnd)
                throw Error(null, "Error while tokenizing Hocon: Expected EndOfArray, found EndOfFile instead");
            if (Take("]"))
                return new ArraySyntax(start, items);
            var item = ReadValue(path);
            if (item.Pieces.Count == 0)
                throw Error(path, $"Failed to parse Hocon array. Expected a valid value, found `{Next}` instead.");
            items.Add(item);
            EndEntry(path, ']', "array");
        }
    }

    private SubstitutionSyntax ReadSubstitution(Position start)
    {
        _at += 2;
        var optional = Take("?");
        var end = text.IndexOf('}', _at);
        if (end < 0)
            throw new HoconParserException(start, null, "Error while tokenizing Hocon: Expected end of substitution but found EoF");
        var path = HoconPath.Parse(text[_at..end].Trim());
        _at = end + 1;
        return new SubstitutionSyntax(start, prefix.Plus(path), !optional);
    }

    // Behind an entry: a comma, a line's end, or the closing bracket (left for the caller).
    private void EndEntry(HoconPath path, char closing, string what)
    {
        SkipBlanks();
        if (AtEnd || Next == '\n' || Next == closing || AtComment() || Take(","))
            return;
        throw Error(path, $"Failed to parse Hocon {what}. Expected `Comma` or `EndOfLine`, found `{Next}` instead.");
    }

    private string Word() => Run(c => c != '\n' && !Blanks.Contains(c) && !StringUtil.NotInUnquotedText.Contains(c) && !Looks("//"));

    private string Run(Func<char, bool> belongs)
    {
        var start = _at;
        while (!AtEnd && belongs(Next))
            _at++;
        return text[start.._at];
    }

    private void SkipBlanks() => Run(Blanks.Contains);

    private void SkipLines()
    {
        while (true)
        {
            Run(c => c == '\n' || Blanks.Contains(c));
            if (!AtComment())
                return;
            Run(c => c != '\n');
        }
    }

    // A value may start on the line below its key, but not on a line that is a key itself or closes something.
    private void SkipLinesBefore(JoinedSyntax value)
    {
        SkipBlanks();
        if (value.Pieces.Count == 0 && (Next == '\n' || AtComment()))
            SkipLines();
    }

    private bool AtComment() => Next == '#' || Looks("//");

    private bool Looks(string what) => string.CompareOrdinal(text, _at, what, 0, what.Length) == 0;

    private bool Take(string what)
    {
        if (!Looks(what))
            return false;
        _at += what.Length;
        return true;
    }

    private Position At(int index)
    {
        var before = text.AsSpan(0, Math.Min(index, text.Length));
        return new Position(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    private HoconParserException Error(HoconPath path, string message) => new(Here, path, message);
}
