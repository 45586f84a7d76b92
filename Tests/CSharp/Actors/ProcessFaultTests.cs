using System.Diagnostics;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace AkkaDreamer.Tests.Actors;

/// <summary>What happens to the process of a run as a whole: native code that aborts, a freeze, memory that runs out.</summary>
public sealed class ProcessFaultTests(ITestOutputHelper output) : IDisposable
{
    private const long Endless = 10_000_000;
    private readonly RunFolder folder = TestRuns.Folder();

    /// <summary>In the middle of a call into native code, at moments drawn by a seed.</summary>
    [TamperingFact]
    public async Task A_process_whose_native_code_aborts_is_gone_and_the_same_command_goes_on()
    {
        var random = new RandomState(8);
        foreach (var (death, signal) in new[] { (NativeDeath.Abort, 6), (NativeDeath.SegmentationFault, 11), (NativeDeath.Abort, 6), (NativeDeath.SegmentationFault, 11) })
        {
            using var machine = new Tampering(folder.Path);
            using var run = RunProcess.Start(folder, "overlapped", Endless, variables: machine.Variables);
            await run.UntilMore(20);
            await Await.For(TimeSpan.FromMilliseconds(random.NextInt64(300)));
            machine.Death = death;
            var (exit, said) = await run.Ended();
            Assert.True(exit == 128 + signal, $"{exit}: {said}");
            Assert.DoesNotContain("violation", said, StringComparison.Ordinal);
            await ReplayAudit.NothingIsLost(folder, null);
        }

        await GoesOn();
    }

    [Theory]
    [InlineData(8)]
    public Task A_process_that_is_frozen_for_seconds_goes_on_and_loses_nothing(int seconds) => Frozen(seconds);

    [SoakFact]
    public Task A_process_that_is_frozen_for_a_minute_goes_on_and_loses_nothing() => Frozen(60);

    /// <summary>The kernel ends a process for memory as kill -9 does, when others in its container take what it was to have.</summary>
    [MemoryGroupFact]
    public async Task A_process_that_the_kernel_ends_for_memory_is_gone_and_the_same_command_goes_on()
    {
        using var container = new MemoryGroup(600L << 20);
        using (var run = RunProcess.Start(folder, "overlapped", Endless, prefix: container.Prefix, variables: new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = $"{4L << 30:x}" }))
        {
            await run.UntilMore(50);
            var neighbour = container.Exhaust();
            var (exit, said) = await run.Ended();
            await neighbour;
            Assert.True(exit == 137, $"{exit}: {said}");
        }

        await ReplayAudit.NothingIsLost(folder, null);
        await GoesOn();
    }

    public void Dispose()
    {
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    private static async Task Signal(RunProcess run, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{run.Id}"]);
        await kill.WaitForExitAsync();
    }

    private async Task Frozen(int seconds)
    {
        using (var run = RunProcess.Start(folder, "overlapped", Endless))
        {
            await run.UntilMore(50);
            await Signal(run, "STOP");
            await Await.For(TimeSpan.FromSeconds(seconds));
            await Signal(run, "CONT");
            var clock = Stopwatch.StartNew();
            await run.UntilMore(1);
            output.WriteLine($"frozen for {seconds} s: steps were stored again {clock.Elapsed.TotalSeconds:0.00} s after it was let go");
            await run.UntilMore(100);
            await run.Kill();
        }

        output.WriteLine(string.Join('\n', OpenRun.Lines(folder.Log).Where(line => line.Contains("WARN", StringComparison.Ordinal))));
        Assert.DoesNotContain(OpenRun.Lines(folder.Log), line => line.Contains("ERROR", StringComparison.Ordinal) || line.Contains("going back", StringComparison.Ordinal));
        await ReplayAudit.NothingIsLost(folder, null);
    }

    private async Task GoesOn()
    {
        var steps = await ReplayAudit.NothingIsLost(folder, null);
        using var again = RunProcess.Start(folder, "overlapped", steps + 500);
        var (exit, said) = await again.Ended();
        Assert.True(exit == 0, said);
        Assert.True(await ReplayAudit.NothingIsLost(folder, null) >= steps + 500);
    }
}
