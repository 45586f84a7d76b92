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
    public async Task A_lockstep_run_killed_anywhere_ends_as_one_that_was_never_stopped()
    {
        var whole = await KilledRuns.Child(runs.Folder(), "lockstep", 600, connection: await server.CreateDatabase());
        Assert.True(whole.Exit == 0, whole.Output);
        var (folder, connection) = (runs.Folder(), await server.CreateDatabase());
        await KilledRuns.Kill(folder, "lockstep", 600, kills: 3, seed: 5, connection);
        var last = await KilledRuns.Child(folder, "lockstep", 600, connection: connection);
        Assert.True(last.Exit == 0, last.Output);
        Assert.Equal(KilledRuns.Digest(whole.Output), KilledRuns.Digest(last.Output));
    }

    public void Dispose() => runs.Dispose();
}
