using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>kill -9 at random moments with the journal on a PostgreSQL server, which lives on.</summary>
[Collection(PostgresServer.Collection)]
public sealed class KillTestsOnPostgres(PostgresServer server) : IDisposable
{
    private readonly KilledRuns runs = new();

    [PostgresFact]
    public async Task An_overlapped_run_killed_at_eight_moments_loses_no_acknowledged_step_and_splices_nothing() => await runs.Overlapped(kills: 8, await server.CreateDatabase());

    [PostgresFact]
    public async Task A_lockstep_run_killed_four_times_ends_as_one_that_was_never_stopped() => await runs.Lockstep(kills: 4, server.CreateDatabase);

    public void Dispose() => runs.Dispose();
}
