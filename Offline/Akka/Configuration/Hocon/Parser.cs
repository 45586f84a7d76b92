using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>
/// The forgiving reader behind Akka's own configuration. It is smaller than HOCON: no <c>+=</c>, no optional
/// substitutions, no environment variables; write those in a file that the Hocon package resolves first.
/// </summary>
public class Parser
{
    private const string NotInText = "$\"{}[]:=,#`^?!@*&\\";
    private const string NotInKey = NotInText + ".";

    private readonly List<HoconSubstitution> _substitutions = [];
    private readonly HoconValue _root = new();
    private readonly Func<string, HoconRoot> _include;
    private readonly string _text;
    private int _at;

    private Parser(string text, Func<string, HoconRoot> includeCallback)
    {
        _text = text;
        _include = includeCallback;
    }

    private bool AtEnd => _at >= _text.Length;

    public static HoconRoot Parse(string text, Func<string, HoconRoot> includeCallback) => new Parser(text, includeCallback).ParseText();

    private HoconRoot ParseText()
    {
        ParseObject(_root, whole: true, "");
        var config = new Config(new HoconRoot(_root));
        foreach (var substitution in _substitutions)
            substitution.ResolvedValue = config.GetValue(substitution.Path)
                ?? throw new FormatException($"Unresolved substitution: {substitution.Path}");
        return new HoconRoot(_root, _substitutions);
    }

    // whole: up to the closing brace or the end of the text; otherwise the one entry behind a dot.
    private void ParseObject(HoconValue owner, bool whole, string path)
    {
        if (!owner.IsObject())
            owner.NewValue(new HoconObject());
        while (true)
        {
            SkipBlanksAndComments();
            if (AtEnd)
                return;
            if (Take("}"))
                return;
            if (Take("{"))
                continue; // the braces around a whole text
            if (TakeInclude() is { } name)
            {
                Include(owner, name, path);
                continue;
            }
            var key = Looks("\"") ? QuotedText() : Run(NotInKey, blanks: true).Trim();
            if (key.Length == 0 && !Looks("."))
                throw UnknownToken();
            ParseEntry(owner.GetObject().GetOrCreateKey(key), path.Length == 0 ? key : path + "." + key);
            if (!whole)
                return;
        }
    }

    private void ParseEntry(HoconValue value, string path)
    {
        SkipBlanksAndComments();
        if (Take("."))
        {
            ParseObject(value, whole: false, path);
        }
        else if (Take("{"))
        {
            ParseObject(value, whole: true, path);
        }
        else if (Take("=") || Take(":"))
        {
            if (!value.IsObject())
                value.Clear();
            ParseValue(value, path);
        }
        else if (!AtEnd)
        {
            throw UnknownToken();
        }
    }

    private void ParseValue(HoconValue owner, string path)
    {
        if (AtEnd)
            throw new FormatException("End of file reached while trying to read a value");
        SkipBlanksAndComments();
        while (ParsePiece(owner, path))
        {
            var start = _at;
            while (Looks(" ") || Looks("\t"))
                _at++;
            if (_at > start)
                owner.AppendValue(new HoconLiteral { Value = _text[start.._at] });
        }
        Take(",");
    }

    private bool ParsePiece(HoconValue owner, string path)
    {
        if (Take("{"))
            ParseObject(owner, whole: true, path);
        else if (Take("["))
            owner.AppendValue(ParseArray(path));
        else if (Take("${"))
            owner.AppendValue(ParseSubstitution());
        else if (Looks("\"\"\""))
            AppendText(owner, TripleQuotedText());
        else if (Looks("\""))
            AppendText(owner, QuotedText());
        else if (Run(NotInText, blanks: false) is { Length: > 0 } word)
            AppendText(owner, Unassigned(word));
        else
            return false;
        return true;
    }

    private static void AppendText(HoconValue owner, string text)
    {
        if (owner.IsObject())
            owner.Clear();
        owner.AppendValue(new HoconLiteral { Value = text });
    }

    private HoconArray ParseArray(string path)
    {
        var array = new HoconArray();
        while (!AtEnd && !Looks("]"))
        {
            var start = _at;
            var value = new HoconValue();
            ParseValue(value, path);
            array.Add(value);
            SkipBlanksAndComments();
            if (_at == start)
                throw UnknownToken();
        }
        Take("]");
        return array;
    }

    private HoconSubstitution ParseSubstitution()
    {
        var substitution = new HoconSubstitution(Run(NotInText, blanks: false));
        if (!Take("}"))
            throw UnknownToken();
        _substitutions.Add(substitution);
        return substitution;
    }

    private void Include(HoconValue owner, string name, string path)
    {
        if (_include == null)
            throw new FormatException($"include \"{name}\": this text was parsed without an include callback");
        var included = _include(name);
        foreach (var substitution in included.Substitutions)
        {
            substitution.Path = path + "." + substitution.Path;
            _substitutions.Add(substitution);
        }
        owner.GetObject().Merge(included.Value.GetObject());
    }

    private string TakeInclude()
    {
        const string word = "include";
        var start = _at;
        if (Take(word) && !AtEnd && (char.IsWhiteSpace(_text[_at]) || AtComment()))
        {
            SkipBlanksAndComments();
            if (Looks("\""))
                return QuotedText();
        }
        _at = start;
        return null;
    }

    private string Unassigned(string word)
    {
        if (Looks("=") || Looks(":"))
            throw new ConfigurationException(
                $"Could not parse the unquoted text '{word}' because '{_text[_at]}' follows it. "
                + "Enclose an object in curly brackets, and a text that contains '=' or ':' in double quotes.");
        return word;
    }

    private string Run(string stop, bool blanks)
    {
        var start = _at;
        while (!AtEnd && !AtComment() && !stop.Contains(_text[_at]) && (blanks || !char.IsWhiteSpace(_text[_at])))
            _at++;
        return _text[start.._at];
    }

    private string TripleQuotedText()
    {
        var end = _text.IndexOf("\"\"\"", _at + 3, StringComparison.Ordinal);
        var text = end < 0 ? _text[(_at + 3)..] : _text[(_at + 3)..end];
        _at = end < 0 ? _text.Length : end + 3;
        return text;
    }

    private string QuotedText()
    {
        var text = new StringBuilder();
        for (_at++; !AtEnd && _text[_at] != '"'; _at++)
            text.Append(_text[_at] == '\\' ? Escape() : _text[_at]);
        _at++;
        return text.ToString();
    }

    private char Escape()
    {
        _at++;
        switch (AtEnd ? '\0' : _text[_at])
        {
            case '"': return '"';
            case '\\': return '\\';
            case '/': return '/';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when ushort.TryParse(_text.AsSpan(_at + 1, Math.Min(4, _text.Length - _at - 1)), NumberStyles.HexNumber, null, out var code):
                _at += 4;
                return (char)code;
            default:
                throw new FormatException($"Unknown escape code: {(AtEnd ? "end of text" : _text[_at])}");
        }
    }

    private void SkipBlanksAndComments()
    {
        while (!AtEnd && (char.IsWhiteSpace(_text[_at]) || AtComment()))
            _at = AtComment() ? LineEnd(_at) : _at + 1;
    }

    private int LineEnd(int from) => _text.IndexOf('\n', from) is >= 0 and var end ? end : _text.Length;

    private bool AtComment() => Looks("#") || Looks("//");

    private bool Looks(string what) => string.CompareOrdinal(_text, _at, what, 0, what.Length) == 0;

    private bool Take(string what)
    {
        if (!Looks(what))
            return false;
        _at += what.Length;
        return true;
    }

    private FormatException UnknownToken()
    {
        var start = _at == 0 ? 0 : _text.LastIndexOf('\n', Math.Min(_at, _text.Length) - 1) + 1;
        return new FormatException($"Unknown token at position {_at - start}: \n{_text[start..LineEnd(start)]}");
    }
}
