using System.Diagnostics;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Hosts;
using AkkaDreamer.Hosts.Local;
using Xunit;

namespace AkkaDreamer.Tests.Hosts;

/// <summary>The command line with a real, very small agent.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private const string Small = "--task catch --size debug --set dreamer.replay.train-ratio=2 --set dreamer.replay.prefill=100 --set dreamer.replay.batch=4 --set dreamer.replay.length=16 --set dreamer.evaluation.episodes=3";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dreamer");

    private string Run => Path.Combine(folder.FullName, "run");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_run_trains_is_evaluated_and_leaves_everything_in_its_folder()
    {
        var (code, output, error) = await Command($"{Small} --steps 400 --run {Run}");
        Assert.Equal("", error);
        Assert.Equal(ExitCode.Done, code);
        foreach (var said in new[] { "Training dreamer-v3 (debug) on catch", "Package stack: ", "Evaluation: mean return", $"Results: {Run}" }) Assert.Contains(said, output);
        var made = new RunFolder(Run);
        foreach (var file in new[] { made.Config, made.Journal, made.Metrics, made.Log, Path.Combine(made.Media, "learning-curve.png") }) Assert.True(File.Exists(file), $"{file} is missing");
        Assert.NotEmpty(Directory.GetFiles(made.TensorBoard, "events.out.tfevents.*"));
        var last = File.ReadLines(made.Metrics).Last(line => line.Contains("memory/tensors", StringComparison.Ordinal));
        Assert.Matches("\"memory/resident_mb\":[1-9].*\"memory/managed_mb\":[1-9].*\"memory/tensors\":[1-9]", last);

        (code, output, _) = await Command($"--run {Run}");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("Going on with dreamer-v3 (debug) on catch", output);
        Assert.Contains("step 400", output);

        (code, output, _) = await Command($"evaluate --run {Run} --episodes 4 --video {Path.Combine(folder.FullName, "film.png")}");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("4 episodes: mean return", output);
        Assert.True(new FileInfo(Path.Combine(folder.FullName, "film.png")).Length > 500);

        (code, output, _) = await Command($"doctor --run {Run}");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("whole, the newest of update", output);
        Assert.Contains("chunks, all whole", output);

        (code, _, error) = await Command($"--run {Run} --seed 5");
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("cannot change to 5 on resume", error);
    }

    [Fact]
    public async Task A_folder_in_which_another_process_runs_is_refused()
    {
        using var other = RunFolderLock.Take(new RunFolder(Run));
        var (code, _, error) = await Command($"{Small} --run {Run}");
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("in use by another process", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_fails_with_one_line()
    {
        File.WriteAllText(Run, "a file");
        var (code, _, error) = await Command($"{Small} --run {Path.Combine(Run, "inside")}");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Settings_that_contradict_each_other_are_refused_before_anything_starts()
    {
        var (code, _, error) = await Command($"{Small} --run {Run} --set dreamer.replay.tolerance=1");
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("tolerance", error);
        Assert.False(File.Exists(new RunFolder(Run).Journal));
    }

    [Theory]
    [InlineData("this is no database", "is damaged")]
    [InlineData(null, "has segments but no journal.db")]
    public async Task A_run_folder_with_a_damaged_or_missing_journal_fails_with_one_line(string? journal, string expected)
    {
        var (code, _, _) = await Command($"{Small} --steps 200 --run {Run}");
        Assert.Equal(ExitCode.Done, code);
        var file = new RunFolder(Run).Journal;
        foreach (var part in Directory.GetFiles(Run, "journal.db*")) File.Delete(part);
        if (journal is not null) File.WriteAllText(file, string.Concat(Enumerable.Repeat(journal, 1000)));
        (code, _, var error) = await Command($"--run {Run} --steps 400");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(expected, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task SIGTERM_ends_a_run_with_a_checkpoint_and_code_0_and_the_same_command_goes_on()
    {
        if (OperatingSystem.IsWindows()) return;
        var arguments = $"{typeof(CommandLine).Assembly.Location} {Small} --steps 1000000 --run {Run} --set dreamer.evaluation.every=300 --set dreamer.run.target-return=2";
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var line = ""; // an evaluation is said once something was learned
        while (line is not null && !line.Contains("evaluation")) line = await process.StandardOutput.ReadLineAsync();
        using (var kill = Process.Start("kill", $"-TERM {process.Id}")) await kill.WaitForExitAsync();
        var rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == ExitCode.Done, $"code {process.ExitCode}: {rest} {await process.StandardError.ReadToEndAsync()}");
        Assert.Contains("the same command goes on", rest);
        Assert.NotEmpty(Directory.GetDirectories(new RunFolder(Run).Checkpoints));
    }

    private static async Task<(int Code, string Output, string Error)> Command(string line)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(line.Split(' '), Terminal.Of(output, error));
        return (code, output.ToString(), error.ToString());
    }
}
