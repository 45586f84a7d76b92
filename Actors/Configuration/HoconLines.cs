using System.Collections.Immutable;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>
/// Finds in which line of a HOCON text each key stands, which the parser does not tell. Follows braces, dotted and quoted keys, comments and strings; a key that stands twice has its last line.
/// </summary>
public static class HoconLines
{
    /// <summary>Line numbers from 1 by dotted key. Keys that come from includes are not in it.</summary>
    public static ImmutableDictionary<string, int> Find(string text)
    {
        var found = ImmutableDictionary.CreateBuilder<string, int>();
        var open = new Stack<string>(); // the prefixes of the objects that are open
        var key = "";
        var (line, inValue, lists) = (1, false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '#' || (c == '/' && i + 1 < text.Length && text[i + 1] == '/'))
            {
                while (i + 1 < text.Length && text[i + 1] != '\n') i++;
            }
            else if (c == '"')
            {
                var (end, content) = Quoted(text, i);
                line += text.AsSpan(i, end - i).Count('\n');
                if (!inValue) key += content;
                i = end;
            }
            else if (c == '[' && inValue)
            {
                lists++;
            }
            else if (c == ']')
            {
                lists--;
            }
            else if (lists > 0)
            {
                if (c == '\n') line++;
            }
            else if (c == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                while (i + 1 < text.Length && text[i] != '}') i++;
            }
            else if (c is '{')
            {
                open.Push(Full(open, key));
                (key, inValue) = ("", false);
            }
            else if (c is '}' or '\n' or ',')
            {
                if (c == '}') open.TryPop(out _);
                if (c == '\n') line++;
                (key, inValue) = ("", false);
            }
            else if (c is '=' or ':' && !inValue)
            {
                found[Full(open, key)] = line;
                inValue = true;
            }
            else if (!inValue && !char.IsWhiteSpace(c) && c != '+')
            {
                key += c;
            }
        }

        return found.ToImmutable();
    }

    private static string Full(Stack<string> open, string key)
    {
        var prefix = open.Count > 0 ? open.Peek() : "";
        return key.Length == 0 ? prefix : prefix.Length == 0 ? key : $"{prefix}.{key}";
    }

    private static (int End, string Content) Quoted(string text, int start)
    {
        if (text.AsSpan(start).StartsWith("\"\"\""))
        {
            var close = text.IndexOf("\"\"\"", start + 3, StringComparison.Ordinal);
            return close < 0 ? (text.Length - 1, text[(start + 3)..]) : (close + 2, text[(start + 3)..close]);
        }

        var end = start + 1;
        while (end < text.Length && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
        end = Math.Min(end, text.Length - 1);
        return (end, text[(start + 1)..end]);
    }
}
