using System.Text;
using System.Text.Json;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>metrics.jsonl: one JSON object a line, appended, each line handed to the operating system at once. A half line that a kill left is cut off when it is opened again.</summary>
public sealed class MetricsFile : IDisposable
{
    private readonly FileStream file;

    /// <summary>Opens or creates the file.</summary>
    public MetricsFile(string path)
    {
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
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
        file.Write(buffer.GetBuffer(), 0, (int)buffer.Length);
        file.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private double Recover()
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        file.SetLength(end);
        file.Position = end;
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
            return null; // somebody else's line: kept as it is
        }
    }
}
