using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hocon;

/// <summary>Quoted texts, kinds of words, includes.</summary>
internal sealed partial class Reader
{
    /// <summary>The kind of a word; one that starts like a number and goes on (<c>10s</c>, <c>0.5</c>) is a text.</summary>
    private static (HoconLiteralType Kind, string Text) Kind(string word) => word switch
    {
        "null" => (HoconLiteralType.Null, word),
        "true" or "false" or "on" or "off" or "yes" or "no" => (HoconLiteralType.Bool, word),
        "+Infinity" => (HoconLiteralType.Double, "Infinity"),
        "Infinity" or "-Infinity" or "NaN" => (HoconLiteralType.Double, word),
        _ when Hexadecimal().IsMatch(word) => (HoconLiteralType.Hex, "0x" + word[2..]),
        _ when OctalNumber().IsMatch(word) => (HoconLiteralType.Octal, word),
        _ when long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && WholeNumber().IsMatch(word) =>
            (HoconLiteralType.Long, word),
        _ when FloatingNumber().IsMatch(word) && !WholeNumber().IsMatch(word) => (HoconLiteralType.Double, word),
        _ => (HoconLiteralType.UnquotedString, word),
    };

    private string Quoted()
    {
        var start = Here;
        var quote = text[_at++];
        return Until(quote.ToString(), start, "quoted string");
    }

    private string TripleQuoted()
    {
        var start = Here;
        var quotes = text.Substring(_at, 3);
        _at += 3;
        return Until(quotes, start, "triple quoted string");
    }

    private string Until(string closing, Position start, string what)
    {
        var read = new StringBuilder();
        while (!Take(closing))
        {
            if (AtEnd)
                throw new HoconParserException(start, null, $"Error while tokenizing Hocon: Expected end of {what}, found EndOfFile instead.");
            read.Append(Next == '\\' ? Escaped() : text[_at++]);
        }
        return read.ToString();
    }

    private char Escaped()
    {
        var start = Here;
        _at++;
        var code = Next;
        _at++;
        switch (code)
        {
            case '"' or '\\' or '/': return code;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _at + 4 <= text.Length && ushort.TryParse(text.AsSpan(_at, 4), NumberStyles.HexNumber, null, out var unicode):
                _at += 4;
                return (char)unicode;
            default:
                throw new HoconParserException(start, null, $"Error while tokenizing Hocon: Unknown escape code `{code}`");
        }
    }

    /// <summary>An include at this place; its content is null when there is nothing to include. Null when this is no include.</summary>
    private IncludeText? TryReadInclude(HoconPath path)
    {
        var start = _at;
        if (Take("include"))
        {
            SkipBlanks();
            var required = TakeCall("required");
            var kind = HoconCallbackType.File;
            var called = TakeCall("file");
            if (!called && (called = TakeCall("url")))
                kind = HoconCallbackType.Url;
            else if (!called && (called = TakeCall("classpath")))
                kind = HoconCallbackType.Resource;
            if (Next is '"' or '\'' && !Looks("\"\"\""))
            {
                var name = Quoted();
                SkipBlanks();
                var closings = (required ? 1 : 0) + (called ? 1 : 0);
                for (; closings > 0 && Take(")"); closings--)
                    SkipBlanks();
                if (closings == 0)
                    return Content(kind, name, required, path, At(start));
            }
        }
        _at = start;
        return null;
    }

    private bool TakeCall(string function)
    {
        var start = _at;
        if (Take(function))
        {
            SkipBlanks();
            if (Take("("))
            {
                SkipBlanks();
                return true;
            }
        }
        _at = start;
        return false;
    }

    private IncludeText Content(HoconCallbackType kind, string name, bool required, HoconPath path, Position at)
    {
        var content = include == null ? null : Task.Run(() => include(kind, name)).GetAwaiter().GetResult();
        if (!string.IsNullOrWhiteSpace(content))
            return new IncludeText(content, at);
        return required
            ? throw new HoconParserException(at, path, "Invalid Hocon include. Include was declared as required but include callback returned a null or empty string.")
            : new IncludeText(null, at);
    }

    private T Included<T>(IncludeText included, HoconPath path)
        where T : Syntax => new Reader(included.Content, include, path).ReadRoot() as T
            ?? throw new HoconParserException(included.At, path, "An object can include only another object, not an array.");

    [GeneratedRegex("^0[xX][0-9a-fA-F]+$")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex("^0[0-7]*$")]
    private static partial Regex OctalNumber();

    [GeneratedRegex("^[+-]?[1-9][0-9]*$")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^[+-]?([1-9][0-9]*)?((?<=[0-9])|(?=\.))(\.[0-9]+)?([eE][+-]?[0-9]+)?$")]
    private static partial Regex FloatingNumber();

    private readonly record struct IncludeText(string Content, Position At);
}
