using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>A run that cannot fit into memory is refused before anything starts, with the arithmetic.</summary>
public sealed class MemoryPlanTests : IDisposable
{
    private const long Mebi = 1 << 20;
    private readonly RunFolder folder = TestRuns.Folder();

    private static StoreBounds Images { get; } = StoreBounds.Of(new StepLayout(new AgentSpaces([new InputSpec("image", true, [64, 64, 3])], true, 3), null), 1_000_000, 4096 * Mebi, 1, 16, 64, 16);

    [Fact]
    public void A_plan_that_fits_to_the_byte_is_taken_and_one_byte_less_refused_with_the_arithmetic()
    {
        var needs = Images.Bytes + (300 * Mebi);
        MemoryPlan.Check(Images, 1, long.MaxValue, 300 * Mebi, needs);
        var refused = Assert.Throws<ConfigurationException>(() => MemoryPlan.Check(Images, 1, long.MaxValue, 300 * Mebi, needs - 1));
        Assert.Contains($"{Images.Pages} pages of {Images.PageSteps} steps at {Images.PageBytes} B", refused.Message, StringComparison.Ordinal);
        Assert.Contains("dreamer.replay.bytes", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_short_run_needs_room_for_its_own_steps_only() => MemoryPlan.Check(Images, 1, 1_000, 300 * Mebi, 400 * Mebi);

    /// <summary>What a process may use is the container's memory, not the machine's.</summary>
    [MemoryGroupFact]
    public async Task A_run_in_a_container_that_is_too_small_for_it_is_refused()
    {
        using var container = new MemoryGroup(500 * Mebi);
        using var run = RunProcess.Start(folder, "overlapped", 10_000_000, prefix: container.Prefix);
        var (exit, said) = await run.Ended();
        Assert.NotEqual(0, exit);
        Assert.Contains("The run does not fit into memory: replay is to hold 5", said, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Journal));
    }

    public void Dispose()
    {
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }
}
