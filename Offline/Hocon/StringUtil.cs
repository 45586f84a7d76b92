namespace Hocon;

/// <summary>Which texts need which quotes.</summary>
public static class StringUtil
{
    internal const string NotInUnquotedText = "$\"{}[]:=,#`^?!@*&\\";

    public static bool NeedQuotes(this string s) => s.AsSpan().ContainsAny(NotInUnquotedText);

    public static bool NeedTripleQuotes(this string s) => s.NeedQuotes() && s.Contains('\n');

    public static string AddQuotes(this string s) => $"\"{s.Replace("\"", "\\\"")}\"";
}
