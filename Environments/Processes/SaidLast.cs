using System.Text;

namespace AkkaDreamer.Environments;

/// <summary>Drains the standard error of a process, to which its prints go too, and keeps the end of it for words about its end.</summary>
internal sealed class SaidLast
{
    private const int Kept = 8 << 10;
    private const int Lines = 8;
    private static readonly string[] Noise = ["<frozen importlib", "File \"<string>\"", "Extension modules:", "Current thread 0x"]; // in a crash dump of Python
    private readonly StringBuilder text = new();
    private readonly Task drained;

    /// <summary>Begins to read; ends by itself.</summary>
    public SaidLast(StreamReader error) => drained = Task.Run(async () =>
    {
        var buffer = new char[4096];
        try
        {
            while (await error.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var count) Add(buffer.AsSpan(0, count));
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // Killed in the middle of a word.
        }
    });

    /// <summary>The last lines in one, in quotes after a comma; empty when it said nothing. Waits a moment for what is still in the pipe when the process has <paramref name="ended"/>.</summary>
    public string Words(bool ended)
    {
        if (ended) drained.Wait(TimeSpan.FromSeconds(3)); // a grandchild may hold it open for longer
        string[] lines;
        lock (text) lines = [.. text.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => !Noise.Any(line.Contains))];
        return lines.Length == 0 ? "" : $"; it said last: {string.Join(" | ", lines[^Math.Min(Lines, lines.Length)..].Select(Cut))}";
    }

    private static string Cut(string line) => line.Length <= 300 ? line : line[..300] + "...";

    private void Add(ReadOnlySpan<char> more)
    {
        lock (text)
        {
            text.Append(more);
            if (text.Length > 2 * Kept) text.Remove(0, text.Length - Kept);
        }
    }
}
