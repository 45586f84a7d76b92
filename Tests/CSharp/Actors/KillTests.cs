using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>kill -9 at random moments: the same command goes on, and nothing that was acknowledged is lost. On SQLite.</summary>
public sealed class KillTests : IDisposable
{
    private readonly KilledRuns runs = new();

    [Fact]
    public async Task An_overlapped_run_killed_at_fifty_moments_loses_no_acknowledged_step_and_splices_nothing() => await runs.Overlapped(kills: 50, connection: null);

    [Fact]
    public async Task A_lockstep_run_killed_anywhere_ends_as_one_that_was_never_stopped()
    {
        var whole = await KilledRuns.Child(runs.Folder(), "lockstep", 1_500);
        Assert.True(whole.Exit == 0, whole.Output);
        var folder = runs.Folder();
        await KilledRuns.Kill(folder, "lockstep", 1_500, kills: 8, seed: 2);
        var last = await KilledRuns.Child(folder, "lockstep", 1_500);
        Assert.True(last.Exit == 0, last.Output);
        Assert.Equal(KilledRuns.Digest(whole.Output), KilledRuns.Digest(last.Output));
    }

    public void Dispose() => runs.Dispose();
}
