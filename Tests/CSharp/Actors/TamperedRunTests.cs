using System.Text.Json;
using System.Text.RegularExpressions;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace AkkaDreamer.Tests.Actors;

/// <summary>Runs on a machine whose clock jumps, whose disk is slow, and whose disk becomes read-only (<see cref="Tampering"/>).</summary>
public sealed class TamperedRunTests : IDisposable
{
    private const long Endless = 10_000_000;
    private readonly RunFolder folder = TestRuns.Folder();
    private readonly string acknowledged = Path.GetTempFileName(); // on a disk that nothing happens to
    private readonly ITestOutputHelper output;

    public TamperedRunTests(ITestOutputHelper output)
    {
        this.output = output;
        Directory.CreateDirectory(folder.Path);
        File.CreateSymbolicLink(Path.Combine(folder.Path, ChildProgram.Acknowledged), acknowledged);
    }

    [TamperingFact]
    public async Task A_clock_that_jumps_an_hour_forward_and_two_back_changes_nothing()
    {
        using var machine = new Tampering(folder.Path);
        using (var run = RunProcess.Start(folder, "overlapped", Endless, variables: machine.Variables))
        {
            foreach (var jump in new[] { 0, 1, -1, 0 })
            {
                machine.Clock = TimeSpan.FromHours(jump);
                await run.UntilMore(60); // checkpoints come by the number of updates, every 160 steps
            }

            await run.Kill();
        }

        var log = OpenRun.Lines(folder.Log);
        var hours = log.Select(line => line[11..13]).Distinct().Count(); // hours in the log: the jumps were seen
        Assert.InRange(hours, 3, 4);
        Assert.DoesNotContain(log, line => line.Contains("WARN", StringComparison.Ordinal) && !Regex.IsMatch(line, "has not answered for [0-9]{1,2} s")); // that a loaded machine may bring about
        var seconds = OpenRun.Lines(folder.Metrics).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("seconds").GetDouble()).ToList();
        Assert.Equal(seconds.Order(), seconds);
        Assert.InRange(seconds[^1], 0, Await.Limit.TotalSeconds * 4);
        await NothingIsLost();
    }

    [TamperingFact]
    public async Task A_disk_that_takes_seconds_for_a_write_is_said_and_training_goes_on()
    {
        using var machine = new Tampering(folder.Path);
        using (var run = RunProcess.Start(folder, "overlapped", Endless, variables: machine.Variables))
        {
            await run.UntilMore(20);
            machine.Slowness = TimeSpan.FromSeconds(0.8); // a commit is a dozen writes
            await run.UntilSaid("The journal or the disk has not answered for");
            await run.UntilMore(1); // it goes on, slowly
            machine.Slowness = TimeSpan.Zero;
            await run.UntilMore(100);
            await run.Kill();
        }

        output.WriteLine(OpenRun.Lines(folder.Log).First(line => line.Contains("has not answered", StringComparison.Ordinal)));
        await NothingIsLost();
    }

    [TamperingFact]
    public async Task Segments_that_become_read_only_are_said_steps_wait_and_training_goes_on_when_they_can_be_written_again()
    {
        using var machine = new Tampering(folder.Segments);
        using (var run = RunProcess.Start(folder, "overlapped", Endless, variables: machine.Variables))
        {
            await run.UntilMore(20);
            machine.IsReadOnly = true;
            await run.UntilSaid("refuses to be written: IOException: Read-only file system");
            machine.IsReadOnly = false;
            await run.UntilSaid("can be written again");
            await run.UntilMore(100);
            await run.Kill();
        }

        await NothingIsLost();
    }

    [TamperingFact]
    public async Task A_run_folder_that_stays_read_only_ends_the_run_with_one_line_and_the_same_command_goes_on()
    {
        using var machine = new Tampering(folder.Path);
        using (var run = RunProcess.Start(folder, "overlapped", Endless, variables: machine.Variables))
        {
            await run.UntilMore(20);
            machine.IsReadOnly = true;
            var (exit, said) = await run.Ended();
            Assert.Equal(1, exit);
            var line = Assert.Single(said.Split('\n'), line => line.StartsWith("outcome Failed", StringComparison.Ordinal));
            Assert.True(line.Contains("Read-only file system", StringComparison.Ordinal) || line.Contains("The journal refused", StringComparison.Ordinal), line);
            Assert.DoesNotContain("violation", said, StringComparison.Ordinal);
            output.WriteLine(line);
        }

        var steps = await NothingIsLost();
        machine.IsReadOnly = false;
        using var again = RunProcess.Start(folder, "overlapped", steps + 500);
        var ended = await again.Ended();
        Assert.True(ended.Exit == 0, ended.Output);
        Assert.True(await NothingIsLost() >= steps + 500);
    }

    public void Dispose()
    {
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
        File.Delete(acknowledged);
    }

    private Task<long> NothingIsLost() => ReplayAudit.NothingIsLost(folder, null);
}
