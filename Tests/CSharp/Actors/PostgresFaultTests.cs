using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Hosts;
using AkkaDreamer.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace AkkaDreamer.Tests.Actors;

/// <summary>Runs whose journal database goes away and comes back, and is slow.</summary>
[Collection(PostgresServer.Collection)]
public sealed class PostgresFaultTests(PostgresServer server, ITestOutputHelper output) : IDisposable
{
    private const long Endless = 10_000_000;
    private readonly RunFolder folder = TestRuns.Folder();

    [PostgresFact]
    public async Task A_database_that_goes_away_ends_the_run_with_one_line_and_the_same_command_goes_on_when_it_is_back()
    {
        var connection = await server.CreateDatabase();
        using var database = new PostgresProxy(connection);
        using (var run = RunProcess.Start(folder, "overlapped", Endless, database.Connection))
        {
            await run.UntilMore(50);
            database.Cut();
            var (exit, said) = await run.Ended();
            Assert.Equal(1, exit);
            var line = Assert.Single(said.Split('\n'), line => line.StartsWith("outcome Failed", StringComparison.Ordinal));
            Assert.Contains("The journal refused", line, StringComparison.Ordinal);
            Assert.DoesNotContain("violation", said, StringComparison.Ordinal);
            output.WriteLine(line);
        }

        var refused = Assert.Throws<CommandFailedException>(() => RunPreflight.CheckDatabase(database.Connection, Durability.Process)); // what `train` does first
        Assert.StartsWith("The journal's database cannot be reached: ", refused.Message, StringComparison.Ordinal);
        database.Heal();
        var steps = await ReplayAudit.NothingIsLost(folder, connection);
        using var again = RunProcess.Start(folder, "overlapped", steps + 500, database.Connection);
        var ended = await again.Ended();
        Assert.True(ended.Exit == 0, ended.Output);
        Assert.True(await ReplayAudit.NothingIsLost(folder, connection) >= steps + 500);
    }

    [PostgresFact]
    public async Task A_database_that_does_not_sync_its_commits_is_refused_where_steps_are_to_survive_a_loss_of_power()
    {
        var connection = await server.CreateDatabase(); // of a server that syncs nothing: it is for tests
        RunPreflight.CheckDatabase(connection, Durability.Process);
        var refused = Assert.Throws<CommandFailedException>(() => RunPreflight.CheckDatabase(connection, Durability.Machine));
        Assert.Contains("database has fsync = off;", refused.Message, StringComparison.Ordinal);
        refused = Assert.Throws<CommandFailedException>(() => RunPreflight.CheckDatabase($"{connection};Options=-c synchronous_commit=off", Durability.Machine));
        Assert.Contains("database has fsync = off, synchronous_commit = off;", refused.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_database_that_takes_seconds_for_a_commit_is_said_and_training_goes_on()
    {
        var connection = await server.CreateDatabase();
        using var database = new PostgresProxy(connection);
        using (var run = RunProcess.Start(folder, "overlapped", Endless, database.Connection))
        {
            await run.UntilMore(50);
            database.Delay = TimeSpan.FromSeconds(2); // begin, insert, commit
            await run.UntilSaid("The journal or the disk has not answered for");
            await run.UntilMore(1);
            database.Delay = TimeSpan.Zero;
            await run.UntilMore(100);
            await run.Kill();
        }

        await ReplayAudit.NothingIsLost(folder, connection);
    }

    public void Dispose()
    {
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }
}
