using System.Diagnostics;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Tests.Support;
using Npgsql;
using Xunit;
using Xunit.Abstractions;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>Two learners on one run folder and one journal in PostgreSQL, as real processes that are stopped, woken and killed: never two that write, and one that goes on.</summary>
[Collection(PostgresServer.Collection)]
public sealed class TakeoverTests(PostgresServer server, ITestOutputHelper output) : IDisposable
{
    private const int Stop = 19, Continue = 18; // SIGSTOP, SIGCONT
    private readonly RunFolder folder = TestRuns.Folder();
    private readonly List<ClusterChild> children = [];

    [PostgresFact]
    public async Task A_standby_takes_over_from_a_learner_that_sleeps_which_is_fenced_out_on_waking_and_takes_over_in_its_turn()
    {
        var connection = await server.CreateDatabase();
        var (portA, portB) = (ClusterChild.FreePort(), ClusterChild.FreePort());
        var a = Learner(portA, connection);
        await a.Until(() => a.Steps > 50, "the first learner to train");
        var b = Learner(portB, connection);
        await b.Until(() => b.IsStandingBy, "the second to stand by");
        var node = Start("cluster-node", $"{portA},{portB}", "2", ClusterPrograms.Secret, Path.Combine(folder.Path, "node.log"));
        await node.Until(() => node.IsActing, "the node to act");

        var before = a.Steps;
        a.Signal(Stop);
        var at = Stopwatch.GetTimestamp();
        await b.Until(() => b.Steps > before, "the standby to take over", seconds: 60);
        var takeover = Stopwatch.GetElapsedTime(at);
        a.Signal(Continue);
        await a.Until(() => a.IsStandingBy, "the one that slept to stand by", seconds: 60);
        var meanwhile = b.Steps;
        await b.Until(() => b.Steps > meanwhile + 100, "the new learner to go on undisturbed");
        await node.Until(() => node.IsActing, "the node to act for the new learner", seconds: 60);

        var reached = b.Steps;
        b.Kill();
        await a.Until(() => a.Steps > reached - 200 && a.IsTraining, "the first to take over in its turn", seconds: 60);
        var last = a.Steps;
        await a.Until(() => a.Steps > last + 100, "it to go on");
        a.Kill();

        var setup = ChildProgram.Setup(folder, "overlapped", 1, connection);
        var none = Path.Combine(folder.Path, "nothing-was-written-down.txt");
        await File.WriteAllTextAsync(none, "");
        Assert.Empty(await ReplayAudit.Faults(setup, ChildProgram.Layout(), none));
        Assert.True((await ReplayAudit.ReadLog(setup)).Epoch >= 3);
        Assert.DoesNotContain(children.SelectMany(child => child.Lines), line => line.StartsWith("violation", StringComparison.Ordinal));
        output.WriteLine($"the standby stored its first steps {takeover.TotalSeconds:0.0} s after the learner fell asleep");
        Assert.True(takeover < BusyMachine.Allow(TimeSpan.FromSeconds(15)), $"the takeover took {takeover}");
    }

    [PostgresFact]
    public async Task A_write_that_a_dead_machine_left_open_at_the_server_holds_up_nobody()
    {
        var setup = ChildProgram.Setup(folder, "overlapped", 1, await server.CreateDatabase());
        var session = RunSystem.Configuration(setup).GetString("akka.persistence.journal.sql.connection-string");
        await using var dead = new NpgsqlConnection(session); // says nothing any more, and is not closed
        await dead.OpenAsync();
        foreach (var statement in new[] { "CREATE TABLE t (n int PRIMARY KEY)", "BEGIN", "INSERT INTO t VALUES (1)" }) await Execute(dead, statement);
        await using var next = new NpgsqlConnection(session);
        await next.OpenAsync();
        var at = Stopwatch.GetTimestamp();
        foreach (var statement in new[] { "CREATE INDEX IF NOT EXISTS i ON t (n)", "INSERT INTO t VALUES (1)" }) await Execute(next, statement);
        Assert.InRange(Stopwatch.GetElapsedTime(at), TimeSpan.Zero, TimeSpan.FromSeconds(8)); // about when a standby begins, with the times of akka.hocon
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Execute(dead, "COMMIT"));

        static async Task Execute(NpgsqlConnection connection, string statement)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    public void Dispose()
    {
        foreach (var child in children)
        {
            child.Dispose();
        }

        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    private ClusterChild Learner(int port, string connection) => Start("cluster-standby", folder.Path, port.ToString(), "100000000", connection);

    private ClusterChild Start(params string[] arguments)
    {
        var child = new ClusterChild(arguments);
        children.Add(child);
        return child;
    }
}
