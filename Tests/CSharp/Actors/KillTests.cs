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
    public async Task Lockstep_runs_killed_at_twenty_seven_moments_end_as_one_that_was_never_stopped() => await runs.Lockstep(kills: 27);

    public void Dispose() => runs.Dispose();
}
