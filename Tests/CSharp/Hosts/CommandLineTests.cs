using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Hosts;
using AkkaDreamer.Hosts.Local;
using Xunit;

namespace AkkaDreamer.Tests.Hosts;

public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dreamer");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("--bogus", "--bogus")]
    [InlineData("fly", "fly")]
    [InlineData("evaluate", "--run")]
    [InlineData("--task nope", "--task nope: There is no task 'nope'.")]
    [InlineData("--task cartpole-swing", "did you mean 'cartpole-swingup'?")]
    [InlineData("--agent dreamer-v4", "did you mean 'dreamer-v3'?")]
    [InlineData("--size huge", "--size huge: there is no size 'huge'")]
    [InlineData("--seed minus-one", "--seed minus-one is refused")]
    [InlineData("--steps 0", "--steps 0 is refused; allowed is a whole number, 1 or more")]
    [InlineData("--schedule sometimes", "allowed is overlapped, lockstep")]
    [InlineData("--set dreamer.replay.capcity=5", "did you mean dreamer.replay.capacity?")]
    [InlineData("--set dreamer.replay.batch=0", "allowed is a whole number from 1 to 4096")]
    [InlineData("presets tinny", "did you mean 'tiny'?")]
    [InlineData("check-environment ctach", "did you mean 'catch'?")]
    [InlineData("check-environment catch --set dreamer.replay.batch=2", "options of dreamer.task alone")]
    [InlineData("evaluate --run /nowhere/at/all", "is no run folder")]
    [InlineData("evaluate --run . --episodes 0", "allowed is a whole number of 1 or more")]
    public async Task A_wrong_command_ends_with_code_2_and_one_line(string line, string expected)
    {
        var (code, _, error) = await Run(line);
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains(expected, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--agent planet --task catch", "--agent planet: planet takes continuous actions, and the task 'catch' has 3 discrete ones; agents that can: dreamer-v3,")]
    [InlineData("--agent twm --task cartpole-balance", "twm takes discrete actions, and the task 'cartpole-balance' has 1 continuous one; agents that can: dreamer-v3,")]
    [InlineData("--agent planet --size 12m --task cartpole-balance", "--size 12m: planet has no size '12m'; it has debug, tiny, paper; agents of that size: dreamer-v3, dreamer-v3-2023, mudreamer")]
    public async Task An_agent_on_a_task_or_at_a_size_that_it_cannot_take_ends_with_code_2_and_one_line(string line, string expected)
    {
        var (code, _, error) = await Run($"train --run {folder.FullName} {line}");
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains(expected, error);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.GetDirectories(folder.FullName)); // nothing was begun
    }

    [Fact]
    public async Task A_folder_with_a_damaged_configuration_is_refused_with_one_line()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "config.json"), "{ torn");
        var (code, _, error) = await Run($"train --run {folder.FullName}");
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("config.json cannot be read", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Evaluating_a_run_that_has_no_checkpoint_fails_with_one_line()
    {
        var run = new RunFolder(folder.FullName);
        ConfigurationFile.Write(run, new ConfigurationReader(ConfigurationReader.DefaultFile).Fresh([]));
        var (code, _, error) = await Run($"evaluate --run {folder.FullName}");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("has no checkpoint yet", error);
    }

    [Fact]
    public async Task Tasks_and_presets_list_everything_there_is()
    {
        var known = AllTasks.ToArray(); // other tests register more
        var (code, tasks, _) = await Run("tasks");
        Assert.Equal(ExitCode.Done, code);
        Assert.All(known, task => Assert.Contains(task, tasks));
        var (_, presets, _) = await Run("presets");
        Assert.Contains("dreamer.replay.train-ratio", presets);
        Assert.Contains("400m", presets);
        var (_, size, _) = await Run("presets 1m");
        Assert.Contains("dreamer.agent.rssm.deterministic = 512", size);
        Assert.Contains("discrete actions; images and vectors", presets);
        foreach (var name in AllPresets) Assert.Equal(ExitCode.Done, (await Run($"presets {name}")).Code);
    }

    [Fact]
    public async Task A_task_is_checked_with_random_play()
    {
        var (code, output, _) = await Run("check-environment catch");
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(3, output.TrimEnd().Split('\n').Count(line => line.EndsWith("in order")));
    }

    [Fact]
    public async Task A_task_is_checked_under_its_options()
    {
        var (code, output, _) = await Run("check-environment bsuite:deep-sea --set dreamer.task.deep-sea.size=6");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("sea: float32 [6, 6]", output);
        Assert.Contains("allowed: seeds made no difference", output);
        var (_, image, _) = await Run("check-environment catch --set dreamer.task.observation=image");
        Assert.StartsWith("catch, image: ", Assert.Single(image.TrimEnd().Split('\n')));
    }

    [Fact]
    public async Task The_doctor_names_the_package_stack_and_every_check()
    {
        var (code, output, _) = await Run("doctor");
        Assert.Equal(ExitCode.Done, code);
        foreach (var what in new[] { "package stack", "processor", "memory", "libtorch", "disk", "SQLite", "configuration" }) Assert.Contains(what, output);
        Assert.DoesNotContain("FAIL", output);
    }

    [Fact]
    public void A_missing_native_library_is_said_with_what_to_do()
    {
        var fault = new TypeInitializationException("torch", new DllNotFoundException("Unable to load shared library 'LibTorchSharp'.\nMany lines follow."));
        var line = HostProgram.Explain(fault);
        Assert.StartsWith("A native library is missing: Unable to load shared library 'LibTorchSharp'.", line);
        Assert.Contains("./setup.sh", line);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void A_full_disk_is_said_as_such() => Assert.StartsWith("The disk is full", HostProgram.Explain(new IOException("No space left on device", 28)));

    [Fact]
    public void The_summary_of_episodes_has_Students_interval()
    {
        var summary = EpisodeSummary.Of([1, 2, 3, 4, 5]);
        Assert.Equal(3, summary.Mean);
        Assert.Equal(1.5811, summary.Deviation, 4);
        Assert.Equal(3 - 1.9632, summary.Low, 2); // t(4) = 2.776
        Assert.Equal((1.0, 5.0), (summary.Least, summary.Most));
    }

    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(4, 2.776)]
    [InlineData(9, 2.262)]
    [InlineData(99, 1.984)]
    public void Students_quantile_is_that_of_the_tables(int freedom, double expected) => Assert.Equal(expected, EpisodeSummary.Quantile(freedom), 2);

    [Fact]
    public void The_screen_says_what_is_learned_how_fast_and_who_waits()
    {
        var reader = new ConfigurationReader(ConfigurationReader.DefaultFile);
        var setup = new RunSetup(new RunFolder(folder.FullName), reader.Fresh([]), "", Resumes: false);
        var view = RunView.Empty with
        {
            Phase = "training", Steps = 1234, Updates = 77, StepsPerSecond = 50.5, TrainRatio = 31.9, RecentReturns = [0.25, 0.75], Evaluations = [(1000, 0.5)],
            Waits = RunView.Empty.Waits.Add("env-0", "credit [of replay]"), Values = RunView.Empty.Values.Add("loss/reward", 0.125), LastFault = "env-0: hang",
        };
        var output = new StringWriter();
        Terminal.Of(output, TextWriter.Null).Out.Write(new RunScreen(setup, "offline").Of(view, stopping: false));
        foreach (var shown in new[] { "1,234", "0.5", "50.5 steps/s", "31.9", "env-0", "for credit [of replay]", "reward", "0.125", "hang", folder.FullName, "offline" }) Assert.Contains(shown, output.ToString());
        Assert.Contains("step 1234", new RunScreen(setup, "offline").Line(view));
    }

    [Theory]
    [InlineData(new double[0], "")]
    [InlineData(new[] { 0.0, 7.0 }, "▁█")]
    [InlineData(new[] { 1.0, 1.0, 1.0 }, "▅▅▅")]
    [InlineData(new[] { 0.0, 0.0, 7.0, 7.0, double.NaN }, "▁▁██")]
    public void A_sparkline_spans_its_numbers(double[] numbers, string expected) => Assert.Equal(expected, Sparkline.Of(numbers, 10));

    private static async Task<(int Code, string Output, string Error)> Run(string line)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(line.Split(' '), Terminal.Of(output, error));
        return (code, output.ToString(), error.ToString());
    }

    private static IEnumerable<string> AllPresets => new ConfigurationReader(ConfigurationReader.DefaultFile).Presets.Select(preset => preset.Name);

    private static IEnumerable<string> AllTasks => AkkaDreamer.Environments.TaskCatalog.All.Select(task => task.Name);
}
