using AkkaDreamer.Hosts;
using AkkaDreamer.Hosts.Local;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Hosts;

/// <summary>What the command line says of Python environments that cannot be had, before anything starts.</summary>
public sealed class GymCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dreamer");

    public void Dispose() => folder.Delete(recursive: true);

    [PythonTheory]
    [InlineData("gym:Walk-v0", "dreamer.task.gym.python=nowhere/python", ExitCode.Refused, "'nowhere/python'")]
    [InlineData("gym:Walk-v0", "dreamer.task.gym.path=", ExitCode.Refused, "has no module 'gymnasium'. Set dreamer.task.gym.python")]
    [InlineData("gym:Wolk-v0", "dreamer.task.noise=0", ExitCode.Refused, "Nearest of 6 known: Walk-v0")]
    [InlineData("gym:Walk-v0", "dreamer.task.gym.import=dies", ExitCode.Failed, "signal 6 (aborted)")]
    [InlineData("gym:Walk-v0", "dreamer.task.gym.import=broken", ExitCode.Failed, "RuntimeError: this module is broken")]
    [InlineData("gym:Trouble-v0", "dreamer.task.gym.arguments={\"how\":\"make\"}", ExitCode.Failed, "RuntimeError: no licence for this simulator")]
    [InlineData("gym:", "dreamer.task.noise=0", ExitCode.Refused, "There is no task 'gym:'")]
    public async Task A_world_in_Python_that_cannot_be_had_ends_with_one_line_before_anything_starts(string task, string setting, int expected, string words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        string[] line = ["train", "--task", task, "--size", "debug", "--run", Path.Combine(folder.FullName, "run"), .. StandInGym.Settings.SelectMany(set => new[] { "--set", set }), "--set", setting];
        var code = await CommandLine.RunAsync(line, Terminal.Of(output, error));
        Assert.Equal((expected, true), (code, error.ToString().Contains(words, StringComparison.Ordinal)));
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.False(File.Exists(Path.Combine(folder.FullName, "run", "journal.db")));
    }
}
