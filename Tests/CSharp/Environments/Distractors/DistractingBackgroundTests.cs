using AkkaDreamer.Actors;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Environments;
using AkkaDreamer.Environments.Distractors;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Distractors;

public sealed class DistractingBackgroundTests
{
    private static readonly BackgroundOptions Procedural = new() { Source = BackgroundSource.Procedural };

    [Fact]
    public void A_pixel_that_is_more_blue_than_red_and_green_is_the_videos_and_no_other_is()
    {
        byte[] picture = [10, 10, 11, /**/ 10, 11, 11, /**/ 11, 10, 11, /**/ 0, 0, 0, /**/ 255, 255, 255, /**/ 0, 0, 1, /**/ 90, 200, 199, /**/ 58, 82, 118];
        using var world = new DistractingBackground(new Painted(picture, 2, 4), Procedural, 1);
        var shown = new List<byte[]> { Image(world.Reset(1)) };
        for (var i = 0; i < 11; i++) shown.Add(Image(world.Step([1f, 0f])));
        foreach (var pixel in Enumerable.Range(0, 8))
        {
            var isBlue = pixel is 0 or 5 or 7;
            var stays = shown.All(image => image.AsSpan(3 * pixel, 3).SequenceEqual(picture.AsSpan(3 * pixel, 3)));
            Assert.Equal(!isBlue, stays);
        }
    }

    [Fact]
    public void What_moves_on_the_embedded_cartpole_stays_and_all_behind_it_is_the_video()
    {
        using var plain = TaskCatalog.Open("cartpole-balance", new TaskOptions { Observation = ObservationKind.Image });
        using var distracted = TaskCatalog.Open("cartpole-balance", new TaskOptions { Observation = ObservationKind.Image, Background = Procedural });
        var (before, after) = (Image(plain.Reset(4)), Image(distracted.Reset(4)));
        var kept = 0;
        for (var i = 0; i < before.Length; i += 3)
        {
            if (before[i + 2] > before[i + 1] && before[i + 2] > before[i]) continue;
            Assert.Equal(before[i..(i + 3)], after[i..(i + 3)]);
            kept++;
        }

        Assert.InRange(kept, 60, 400); // cart and pole of 4096 pixels
        Assert.True(before.Where((value, i) => value != after[i]).Count() > 9000);
    }

    [Theory]
    [InlineData("cartpole-balance", BackgroundConvention.DreamerPro)]
    [InlineData("cartpole-balance", BackgroundConvention.Repo)]
    [InlineData("minatar:breakout", BackgroundConvention.DreamerPro)]
    public void A_distracted_task_keeps_the_contract_and_the_episodes_of_its_seeds(string task, BackgroundConvention convention)
    {
        var options = new TaskOptions { Observation = ObservationKind.Both, TimeLimit = 40, Background = Procedural with { Convention = convention } };
        var report = EnvironmentCheck.Run(task, () => TaskCatalog.Open(task, options), new EnvironmentCheckOptions { Episodes = 2, MostSteps = 20, Compared = 20, TimeLimit = 20 });
        Assert.DoesNotContain(report.Findings, finding => !finding.IsAllowed && finding.Rule != ContractRule.Order); // a step out of order throws the guard's own fault
    }

    [Fact]
    public void Each_episode_draws_a_video_and_its_beginning()
    {
        using var world = new DistractingBackground(new Painted([0, 0, 255], 1, 1), Procedural, 1);
        var first = Enumerable.Range(0, 60).Select(seed => Convert.ToHexString(Image(world.Reset((ulong)seed)))).ToArray();
        Assert.True(first.Distinct().Count() > 50);
        Assert.Equal(first[7], Convert.ToHexString(Image(world.Reset(7))));
    }

    [Fact]
    public void Grey_is_the_conventions_or_what_is_asked_for()
    {
        static bool IsGrey(BackgroundOptions options)
        {
            using var world = new DistractingBackground(new Painted([.. Enumerable.Repeat<byte[]>([0, 0, 9], 64).SelectMany(pixel => pixel)], 8, 8), options, 1);
            return Image(world.Reset(2)).Chunk(3).All(pixel => pixel[0] == pixel[1] && pixel[1] == pixel[2]);
        }

        Assert.False(IsGrey(Procedural));
        Assert.True(IsGrey(Procedural with { Convention = BackgroundConvention.Repo }));
        Assert.True(IsGrey(Procedural with { Grey = true }));
        Assert.False(IsGrey(Procedural with { Convention = BackgroundConvention.Repo, Grey = false }));
    }

    [Fact]
    public void A_task_without_a_colour_image_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => TaskCatalog.Open("cartpole-balance", new TaskOptions { Background = Procedural }));
        Assert.Contains("set dreamer.task.observation = image", refused.Message);
    }

    [Fact]
    public void Options_are_read_and_a_folder_is_asked_for()
    {
        var reader = new ConfigurationReader(ConfigurationReader.DefaultFile);
        TaskOptions Read(params string[] set) => reader.Fresh([.. set.Select(one => ConfigurationReader.Parse($"dreamer.task.{one}"))]).Task;
        Assert.Equal(Procedural with { Set = BackgroundSet.Test, Convention = BackgroundConvention.Repo, Grey = false }, Read("background.source=procedural", "background.set=test", "background.convention=repo", "background.grey=false").Background);
        Assert.Contains("needs background.path", Assert.Throws<ConfigurationException>(() => Read("background.source=folder")).Message);
        Assert.Contains("there is no folder /nowhere", Assert.Throws<ConfigurationException>(() => Read("background.source=folder", "background.path=/nowhere")).Message);
    }

    [Fact]
    public async Task An_agent_trains_before_one_set_of_videos_and_is_evaluated_before_the_other()
    {
        var folder = TestRuns.Folder();
        try
        {
            string[] set =
            [
                "run.task=cartpole-balance", "run.size=debug", "run.steps=200", "task.observation=image", "task.background.source=procedural", "task.time-limit=60", "replay.batch=2", "replay.length=8", "replay.train-ratio=1",
                "replay.prefill=100", "evaluation.episodes=1",
            ];
            var setup = new ConfigurationReader(ConfigurationReader.DefaultFile).Resolve([.. set.Select(one => ConfigurationReader.Parse($"dreamer.{one}"))], folder);
            await using (var run = TrainingRun.Start(setup)) Assert.Equal(RunEnd.BudgetReached, (await run.Outcome.WaitAsync(TimeSpan.FromMinutes(2))).End);
            using var policy = Policy.Load(folder.Path);
            var options = policy.Configuration.Task;
            Assert.Equal(BackgroundSource.Procedural, options.Background.Source);
            using var train = policy.OpenEnvironment();
            using var test = policy.OpenEnvironment(options with { Background = options.Background with { Set = BackgroundSet.Test } });
            Assert.NotEqual(Image(train.Reset(1)), Image(test.Reset(1)));
            Assert.Single(policy.Play(1, options with { Background = options.Background with { Set = BackgroundSet.Test } }));
        }
        finally
        {
            if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
        }
    }

    internal static byte[] Image(EnvironmentStep step) => step.Observation.Arrays.OfType<byte[]>().Single();
}
