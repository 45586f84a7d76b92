using System.Text;

namespace AkkaDreamer.Environments;

/// <summary>What a foreign process said, in a form that fits into one line of ours.</summary>
internal static class Shown
{
    private const int Most = 300;

    /// <summary>Text in quotes, control characters as dots, cut where it is long.</summary>
    public static string Text(string text)
    {
        var plain = new StringBuilder();
        foreach (var letter in text.Length <= Most ? text : text[..Most] + "...") plain.Append(char.IsControl(letter) ? '.' : letter);
        return $"'{plain}'";
    }

    /// <summary>Bytes as text in quotes, and those that are none as dots.</summary>
    public static string Bytes(ReadOnlySpan<byte> bytes) => Text(string.Create(bytes.Length, bytes, static (text, from) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = from[i] is >= 0x20 and < 0x7F ? (char)from[i] : '.';
    }));
}
