using System.Text.RegularExpressions;
using Akka.Actor;

namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Whether a text is the wanted one; case does not matter.</summary>
public interface IStringMatcher
{
    bool IsMatch(string s);
}

/// <summary>Any text.</summary>
public class MatchesAll : IStringMatcher
{
    private MatchesAll()
    {
    }

    public static IStringMatcher Instance { get; } = new MatchesAll();

    public bool IsMatch(string s) => true;

    public override string ToString() => "";
}

/// <summary>This text.</summary>
public class EqualsString(string s) : IStringMatcher
{
    private readonly string _s = s;

    public bool IsMatch(string s) => string.Equals(_s, s, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => "== \"" + _s + "\"";
}

/// <summary>This text, or this path whatever its address.</summary>
public class EqualsStringAndPathMatcher(string path, bool canBeRelative = true) : IStringMatcher
{
    private readonly string _path = path;

    public bool IsMatch(string path)
    {
        if (string.Equals(_path, path, StringComparison.OrdinalIgnoreCase)) return true;
        return canBeRelative && ActorPath.TryParse(path, out var parsed)
            && string.Equals(_path, parsed.ToStringWithoutAddress(), StringComparison.OrdinalIgnoreCase);
    }

    public override string ToString() => "== \"" + _path + "\"";
}

/// <summary>A text that begins so.</summary>
public class StartsWithString(string start) : IStringMatcher
{
    public bool IsMatch(string s) => s.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => "starts with \"" + start + "\"";
}

/// <summary>A text that has this in it.</summary>
public class ContainsString(string part) : IStringMatcher
{
    public bool IsMatch(string s) => s.Contains(part, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => "contains \"" + part + "\"";
}

/// <summary>A text that fits the expression.</summary>
public class RegexMatcher(Regex regex) : IStringMatcher
{
    public bool IsMatch(string s) => regex.IsMatch(s);

    public override string ToString() => "matches regex \"" + regex + "\"";
}
