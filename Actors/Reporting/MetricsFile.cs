using System.Text;
using System.Text.Json;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>
/// metrics.jsonl: one JSON object a line, appended, each line handed to the operating system at once. A half line that a kill left is cut off when it is opened again. It stays within its bound: when it
/// would grow beyond, every second line goes, those of evaluations only if they alone fill most of it; so its curves become coarser, and none loses its beginning.
/// </summary>
public sealed class MetricsFile : IDisposable
{
    private const int Tail = 1 << 20; // of bytes that are read when it is opened again

    private readonly string path;
    private readonly long most;
    private FileStream file;
    private long thinAt;

    /// <summary>Opens or creates the file, of at most <paramref name="most"/> bytes.</summary>
    public MetricsFile(string path, long most)
    {
        (this.path, this.most, thinAt) = (path, most, most);
        file = Open(path);
        Seconds = Recover();
    }

    /// <summary>The largest <c>seconds</c> of the lines that were there: the time that the run has gone on before.</summary>
    public double Seconds { get; }

    /// <summary>Appends a line. Numbers that JSON cannot say (NaN, infinities) are left out.</summary>
    public void Append(RunView view, IEnumerable<KeyValuePair<string, double>> values)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("step", view.Steps);
            json.WriteNumber("frames", view.Frames);
            json.WriteNumber("update", view.Updates);
            json.WriteNumber("seconds", Math.Round(view.Seconds, 3));
            foreach (var (name, value) in values)
            {
                if (double.IsFinite(value)) json.WriteNumber(name, value);
            }

            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        if (file.Length + buffer.Length > thinAt) Thin();
        file.Write(buffer.GetBuffer(), 0, (int)buffer.Length);
        file.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static FileStream Open(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);

    private void Thin()
    {
        thinAt = file.Length + (most / 16); // should the disk refuse, it is not asked again for every line
        Keep((line, number) => number % 2 == 0 || IsEvaluation(line));
        if (file.Length > most / 4 * 3) Keep((_, number) => number % 2 == 0);
        thinAt = most;
    }

    private void Keep(Func<string, int, bool> stays)
    {
        var thinned = path + ".tmp";
        file.Dispose();
        try
        {
            File.WriteAllLines(thinned, File.ReadLines(path).Where(stays));
            DiskSync.File(thinned); // else a loss of power may leave neither
            File.Move(thinned, path, overwrite: true);
        }
        finally
        {
            file = Open(path);
            file.Position = file.Length;
        }
    }

    private static bool IsEvaluation(string line) => line.Contains("\"eval/return\"", StringComparison.Ordinal);

    // Seconds never fall from line to line, so the last lines say how many they were.
    private double Recover()
    {
        var bytes = new byte[Math.Min(file.Length, Tail)];
        file.Position = file.Length - bytes.Length;
        file.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        file.SetLength(file.Length - bytes.Length + end);
        var seconds = 0.0;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = Parse(line);
            if (json?.RootElement.TryGetProperty("seconds", out var value) == true) seconds = Math.Max(seconds, value.GetDouble());
        }

        return seconds;
    }

    private static JsonDocument? Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null; // somebody else's line, kept as it is, or the end of one
        }
    }
}
