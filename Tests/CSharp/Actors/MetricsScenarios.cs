using System.Text.Json;
using Akka.Actor;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

public sealed class MetricsScenarios : ActorScenario
{
    private readonly RunFolder folder = TestRuns.Folder();
    private readonly RunBoard board = new();

    [Fact]
    public void Numbers_between_two_lines_are_written_as_their_mean_with_progress_and_rates()
    {
        var metrics = Start();
        metrics.Tell(new Progress(100, 200, 10, 100, 4_300, 31.5));
        metrics.Tell(new Report("world-model", 11, [new("loss/model", 2), new("time/world-model", 5)]));
        metrics.Tell(new Report("world-model", 12, [new("loss/model", 4), new("time/world-model", 7)]));
        metrics.Tell(new Progress(150, 300, 12, 150, 6_450, 32));
        Stop(metrics, after: 5);
        var line = Lines().Last(line => line.TryGetProperty("loss/model", out _));
        Assert.Equal((150, 300, 12), (line.GetProperty("step").GetInt64(), line.GetProperty("frames").GetInt64(), line.GetProperty("update").GetInt64()));
        Assert.Equal((3, 6, 32), (line.GetProperty("loss/model").GetDouble(), line.GetProperty("time/world-model").GetDouble(), line.GetProperty("replay/train_ratio").GetDouble()));
        Assert.Equal(10, line.GetProperty("rate/env_steps_per_second").GetDouble(), 1);
    }

    [Fact]
    public void Episodes_and_evaluations_are_written_at_once_an_evaluation_under_the_step_it_was_asked_at()
    {
        var metrics = Start();
        metrics.Tell(new Progress(700, 700, 1, 700, 0, 0));
        metrics.Tell(new EpisodeFinished(0, 12.5, 9));
        metrics.Tell(new EvaluationFinished(1, 500, 1, [1, 2, 6]));
        AwaitAssert(() => Assert.Equal(2, Lines().Count));
        Assert.Equal((700, 12.5, 9), (Lines()[0].GetProperty("step").GetInt64(), Lines()[0].GetProperty("episode/return").GetDouble(), Lines()[0].GetProperty("episode/length").GetDouble()));
        Assert.Equal((500, 3, 3), (Lines()[1].GetProperty("step").GetInt64(), Lines()[1].GetProperty("eval/return").GetDouble(), Lines()[1].GetProperty("eval/episodes").GetDouble()));
    }

    [Fact]
    public void Seconds_go_on_where_the_last_process_left_and_half_a_line_is_cut_off()
    {
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(folder.Metrics, "{\"step\":5,\"frames\":5,\"update\":0,\"seconds\":100}\n{\"step\":6,\"fra");
        Stop(Start(), after: 2);
        var seconds = Lines().Select(line => line.GetProperty("seconds").GetDouble()).ToList();
        Assert.Equal([100, 102], seconds);
    }

    [Fact]
    public void The_view_says_who_waits_what_failed_and_what_is_going_on()
    {
        var metrics = Start();
        metrics.Tell(new PhaseSeen("training"));
        metrics.Tell(new Waiting("world-model", "batch from replay"));
        metrics.Tell(new Waiting("env-0", "credit"));
        metrics.Tell(new Waiting("env-0", null));
        metrics.Tell(new FaultSeen("environment", "env-1", "it threw"));
        metrics.Tell(new FaultSeen("environment", "env-1", "it threw again"));
        AwaitAssert(() =>
        {
            Advance(0.5);
            var view = board.Current;
            Assert.Equal(("training", "env-1: it threw again", 2), (view.Phase, view.LastFault, view.Faults.GetValueOrDefault("environment")));
            Assert.Equal("world-model", Assert.Single(view.Waits).Key);
        });
    }

    [Fact]
    public void Numbers_that_json_cannot_say_are_left_out()
    {
        var metrics = Start();
        metrics.Tell(new Report("world-model", 1, [new("loss/a", double.NaN), new("loss/b", 1)]));
        Stop(metrics, after: 1);
        Assert.False(Lines()[^1].TryGetProperty("loss/a", out _));
        Assert.Equal(1, Lines()[^1].GetProperty("loss/b").GetDouble());
    }

    [Fact]
    public void Pictures_become_files()
    {
        var metrics = Start();
        metrics.Tell(new PictureTaken("prediction-1.png", new PredictionStrip(2, 1, new byte[6])));
        AwaitAssert(() => Assert.True(File.Exists(Path.Combine(folder.Media, "prediction-1.png"))));
    }

    [Fact]
    public void The_newest_pictures_of_each_kind_stay()
    {
        var metrics = Start();
        foreach (var name in new[] { "evaluation-000000100.png", "prediction-00000001.png", "prediction-00000002.png", "prediction-00000010.png", "prediction-00000011.png" })
            metrics.Tell(new PictureTaken(name, new PredictionStrip(2, 1, new byte[6])));
        AwaitAssert(() => Assert.Equal(["evaluation-000000100.png", "prediction-00000002.png", "prediction-00000010.png", "prediction-00000011.png"], Directory.GetFiles(folder.Media).Select(Path.GetFileName).Order()));
    }

    [Fact]
    public void A_picture_that_cannot_be_written_is_a_fault_and_metrics_go_on()
    {
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(folder.Media, "in the way");
        var metrics = Start();
        metrics.Tell(new PictureTaken("prediction-1.png", new PredictionStrip(2, 1, new byte[6])));
        metrics.Tell(new EpisodeFinished(0, 1, 1));
        AwaitAssert(() =>
        {
            Advance(0.5);
            Assert.Equal((1, 1), (board.Current.Faults.GetValueOrDefault("storage"), board.Current.Episodes));
        });
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    private IActorRef Start()
    {
        Directory.CreateDirectory(folder.Path);
        var settings = new MetricsSettings { File = folder.Metrics, Media = folder.Media, Board = board, Every = TimeSpan.FromMinutes(1), KeepPictures = 3 };
        return Child("metrics", Props.Create(() => new Metrics(settings))).Child;
    }

    private void Stop(IActorRef metrics, double after)
    {
        Watch(metrics);
        metrics.Tell(new Identify(1), TestActor);
        ExpectMsg<ActorIdentity>();
        Advance(after);
        Sys.Stop(metrics);
        ExpectTerminated(metrics);
    }

    private List<JsonElement> Lines()
    {
        using var reader = new StreamReader(new FileStream(folder.Metrics, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
