using System.Collections.Immutable;
using System.Text.Json;
using AkkaDreamer.Actors.Configuration;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>The returns of a run as metrics.jsonl has them: of training episodes and of evaluations, by decisions of the agent.</summary>
public sealed record LearningCurve(ImmutableArray<(double Step, double Return)> Training, ImmutableArray<(double Step, double Return)> Evaluation)
{
    private static readonly (byte, byte, byte) TrainingColour = (150, 180, 222);
    private static readonly (byte, byte, byte) EvaluationColour = (214, 96, 60);

    /// <summary>Reads it; empty when there is no such file.</summary>
    public static LearningCurve Read(RunFolder folder) => new(Series(folder, "episode/return"), Series(folder, "eval/return"));

    /// <summary>Any number of metrics.jsonl by decisions of the agent, in order. Lines that are not JSON (a half line after a crash) are left out.</summary>
    public static ImmutableArray<(double Step, double Value)> Series(RunFolder folder, string metric)
    {
        var series = ImmutableArray.CreateBuilder<(double, double)>();
        foreach (var line in File.Exists(folder.Metrics) ? ReadShared(folder.Metrics) : [])
        {
            try
            {
                using var json = JsonDocument.Parse(line);
                if (json.RootElement.TryGetProperty("step", out var step) && json.RootElement.TryGetProperty(metric, out var value)) series.Add((step.GetDouble(), value.GetDouble()));
            }
            catch (JsonException)
            {
                continue;
            }
        }

        return series.ToImmutable();
    }

    /// <summary>Draws it into media/learning-curve.png and returns that path; null, and no picture, when there is nothing to draw.</summary>
    public string? Write(RunFolder folder, string title)
    {
        if (Training.IsEmpty && Evaluation.IsEmpty) return null;
        var path = Path.Combine(folder.Media, "learning-curve.png");
        var chart = LineChart.Draw(title, "decisions of the agent", "return of an episode",
            [new ChartLine("training", Thinned(Training), TrainingColour, Dots: true), new ChartLine("evaluation", Evaluation, EvaluationColour)]);
        PngFile.Write(path, chart.Width, chart.Height, chart.Pixels);
        return path;
    }

    // Short episodes are many: a dot is then the mean of several, so that it shows the trend and not their spread alone.
    private static ImmutableArray<(double, double)> Thinned(ImmutableArray<(double Step, double Return)> points)
    {
        var each = (points.Length + 199) / 200;
        return [.. points.Chunk(Math.Max(1, each)).Select(some => (some.Average(point => point.Step), some.Average(point => point.Return)))];
    }

    private static IEnumerable<string> ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line) yield return line;
    }
}
