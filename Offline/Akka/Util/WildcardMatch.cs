using System.Text.RegularExpressions;

namespace Akka.Util;

/// <summary>Matching of actor names with * and ?.</summary>
public static class WildcardMatch
{
    public static bool Like(this string text, string pattern, bool caseSensitive = false)
    {
        var expression = "^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "$";
        return Regex.IsMatch(text, expression, caseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase);
    }
}
