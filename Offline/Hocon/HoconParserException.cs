using System.Globalization;
using System.Text;

namespace Hocon;

/// <summary>The text is not HOCON, or a substitution cannot be resolved; says at which path, line and position.</summary>
public sealed class HoconParserException : Exception
{
    public HoconParserException()
    {
    }

    public HoconParserException(string message)
        : base(message)
    {
    }

    public HoconParserException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal HoconParserException(Position position, HoconPath path, string message)
        : base(Format(position, path, message))
    {
        LineNumber = position.Line;
        LinePosition = position.Column;
    }

    /// <summary>Line of the offending text, from 1.</summary>
    public int LineNumber { get; }

    /// <summary>Column of the offending text, from 1.</summary>
    public int LinePosition { get; }

    private static string Format(Position position, HoconPath path, string message)
    {
        var text = new StringBuilder(message.Trim());
        if (!message.EndsWith('.'))
            text.Append('.');
        if (path != null)
            text.Append(CultureInfo.InvariantCulture, $" At path '{path}',");
        else
            text.Append(" At");
        return text.Append(CultureInfo.InvariantCulture, $" line {position.Line}, position {position.Column}.").ToString();
    }
}
