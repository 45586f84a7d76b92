using Akka.Actor;
using Akka.Configuration;
using Akka.Coordination;
using AkkaDreamer.Actors.Cluster.Leasing;
using AkkaDreamer.Tests.Support;
using Npgsql;
using Xunit;

namespace AkkaDreamer.Tests.Clusters;

[Collection(PostgresServer.Collection)]
public sealed class LearnerLeaseTests(PostgresServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [PostgresFact]
    public async Task The_lease_is_one_learners_until_it_is_released()
    {
        var database = await server.CreateDatabase();
        using var first = Start(database);
        using var second = Start(database);
        var (mine, theirs) = (Lease(first, "dreamer@a:1"), Lease(second, "dreamer@b:1"));
        Assert.False(mine.CheckLease());
        Assert.True(await mine.Acquire());
        Assert.True(await mine.Acquire());
        Assert.True(mine.CheckLease());
        Assert.Equal(1, mine.Epoch);
        Assert.False(await theirs.Acquire());
        Assert.False(theirs.CheckLease());
        Assert.True(await mine.Release());
        Assert.False(mine.CheckLease());
        Assert.True(await theirs.Acquire());
        Assert.Equal(2, theirs.Epoch);
    }

    [PostgresFact]
    public async Task The_old_incarnation_loses_the_lease_when_a_new_one_at_its_address_takes_it()
    {
        var database = await server.CreateDatabase();
        using var before = Start(database);
        using var after = Start(database);
        var lost = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var old = Lease(before, "dreamer@a:1");
        Assert.True(await old.Acquire(lost.SetResult));
        Assert.True(await Lease(after, "dreamer@a:1").Acquire());
        Assert.Contains("epoch 1 is lost", (await lost.Task.WaitAsync(Patience)).Message);
        Assert.False(old.CheckLease());
        Assert.Null(old.Epoch);
    }

    [PostgresFact]
    public async Task A_database_that_fails_for_longer_than_the_time_to_live_costs_the_lease_and_it_can_be_had_again()
    {
        var database = await server.CreateDatabase();
        using var system = Start(database);
        var lost = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var lease = Lease(system, "dreamer@a:1");
        Assert.True(await lease.Acquire(lost.SetResult));
        await Execute(database, "ALTER TABLE dreamer_learner RENAME TO away");
        await lost.Task.WaitAsync(Patience);
        Assert.False(lease.CheckLease());
        await Assert.ThrowsAsync<LeaseException>(() => lease.Acquire());
        await Execute(database, "ALTER TABLE away RENAME TO dreamer_learner");
        Assert.True(await lease.Acquire());
        Assert.True(lease.CheckLease());
    }

    [PostgresFact]
    public async Task A_lease_that_a_side_assigned_is_taken_by_the_learner_that_it_was_assigned_to()
    {
        var database = await server.CreateDatabase();
        var row = new LearnerRow(database, "run");
        Assert.True(await row.AssignAsync(null, "dreamer@b:1", SideLease.Assigned, default));
        using var system = Start(database);
        Assert.False(await Lease(system, "dreamer@a:1").Acquire());
        Assert.True(await Lease(system, "dreamer@b:1").Acquire());
    }

    [Fact]
    public void A_lease_without_a_database_says_what_is_missing()
    {
        using var system = Start(connection: "");
        var failure = Assert.ThrowsAny<Exception>(() => Lease(system, "dreamer@a:1"));
        Assert.Contains("a standby learner needs PostgreSQL", (failure.InnerException ?? failure).Message);
    }

    private static LearnerLease Lease(ActorSystem system, string owner) => (LearnerLease)LeaseProvider.Get(system).GetLease("learner", "dreamer.learner-lease", owner);

    private static ActorSystem Start(string connection) => ActorSystem.Create(
        "dreamer",
        ConfigurationFactory.ParseString(
            $$"""
            dreamer.learner-lease {
              lease-class = "{{typeof(LearnerLease).FullName}}, {{typeof(LearnerLease).Assembly.GetName().Name}}"
              connection = "{{connection}}"
              run = run
              heartbeat-interval = 100ms
              heartbeat-timeout = 1s
              lease-operation-timeout = 5s
            }
            """));

    private static async Task Execute(string database, string statement)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
