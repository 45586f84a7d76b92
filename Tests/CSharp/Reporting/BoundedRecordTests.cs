using System.Globalization;
using System.Text.Json;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Hosts;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Reporting;

/// <summary>What a run writes down of itself stays within dreamer.metrics.keep-bytes, however long it goes on.</summary>
public sealed class BoundedRecordTests : IDisposable
{
    private const long Most = 20_000;
    private readonly string folder = Directory.CreateTempSubdirectory("bounded").FullName;

    [Fact]
    public void Metrics_become_coarser_and_keep_their_beginning_and_every_evaluation()
    {
        const int Episodes = 5_000, Every = 100;
        var path = Path.Combine(folder, "metrics.jsonl");
        using (var file = new MetricsFile(path, Most))
        {
            for (var step = 1; step <= Episodes; step++)
            {
                file.Append(RunView.Empty with { Steps = step, Seconds = step }, [new(step % Every == 0 ? "eval/return" : "episode/return", step)]);
                Assert.True(new FileInfo(path).Length <= Most);
            }
        }

        var lines = File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var steps = lines.Select(line => line.GetProperty("step").GetInt64()).ToList();
        Assert.Equal((1, Episodes), (steps[0], steps[^1]));
        Assert.Equal(steps.Distinct().Order(), steps);
        Assert.Equal(Episodes / Every, lines.Count(line => line.TryGetProperty("eval/return", out _)));
        Assert.True(new FileInfo(path).Length > Most / 4, "more went than needed");
        Assert.Equal([path], Directory.GetFiles(folder));
        using var again = new MetricsFile(path, Most);
        Assert.Equal(Episodes, again.Seconds);
    }

    [Fact]
    public void Evaluations_alone_stay_within_the_bound_too()
    {
        var path = Path.Combine(folder, "metrics.jsonl");
        using var file = new MetricsFile(path, Most);
        for (var step = 1; step <= 2_000; step++) file.Append(RunView.Empty with { Steps = step }, [new("eval/return", step)]);
        Assert.InRange(new FileInfo(path).Length, Most / 4, Most);
    }

    [Fact]
    public void Of_TensorBoards_files_the_oldest_go()
    {
        using var file = new TensorBoardFile(folder, Most);
        var first = Assert.Single(Directory.GetFiles(folder));
        for (var step = 1; step <= 2_000; step++)
        {
            file.Scalar("loss/model", step, step);
            if (step % 20 == 0) file.Flush();
        }

        var files = Directory.GetFiles(folder);
        Assert.DoesNotContain(first, files);
        Assert.InRange(files.Sum(one => new FileInfo(one).Length), Most / 2, Most * 5 / 4); // flushed when a quarter is full, at the latest
    }

    [Fact]
    public async Task Of_run_log_the_older_half_goes()
    {
        var path = Path.Combine(folder, "run.log");
        var system = ActorSystem.Create("log", ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $$"""
            akka { loglevel = INFO, stdout-loglevel = OFF, loggers = ["AkkaDreamer.Actors.Reporting.RunLog, AkkaDreamer.Actors"], run-log = "{{path}}", run-log-bytes = {{Most}} }
            """)));
        for (var line = 0; line < 1_000; line++) system.Log.Info("line {0}", line);
        await Await.Until(() => Task.FromResult(OpenRun.Lines(path).LastOrDefault()?.EndsWith("line 999", StringComparison.Ordinal) == true), "the last line was written", () => string.Join('\n', OpenRun.Lines(path)));
        await system.Terminate();
        var lines = File.ReadLines(path + ".1").Concat(File.ReadLines(path)).Where(line => line.Contains(": line ", StringComparison.Ordinal)).ToList();
        Assert.EndsWith("line 999", lines[^1], StringComparison.Ordinal);
        Assert.InRange(lines.Count, 100, 500);
        Assert.InRange(Directory.GetFiles(folder).Sum(one => new FileInfo(one).Length), Most / 2, Most + 1_000);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
