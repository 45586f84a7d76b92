using AkkaDreamer.Actors.Cluster.Leasing;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Clusters;

[Collection(PostgresServer.Collection)]
public sealed class LearnerRowTests(PostgresServer server)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly Guid First = Guid.Parse("11111111-1111-1111-1111-111111111111");
    private static readonly Guid Second = Guid.Parse("22222222-2222-2222-2222-222222222222");

    [PostgresFact]
    public async Task Who_holds_the_row_keeps_others_out_until_it_is_released_and_every_change_raises_the_epoch()
    {
        var row = new LearnerRow(await server.CreateDatabase(), "run");
        Assert.Null(await row.ReadAsync(default));
        Assert.Equal(1, await row.TakeAsync("dreamer@a:1", First, Long, default));
        Assert.Equal(1, await row.TakeAsync("dreamer@a:1", First, Long, default));
        Assert.Null(await row.TakeAsync("dreamer@b:1", Second, Long, default));
        Assert.True(await row.RenewAsync("dreamer@a:1", First, 1, Long, default));
        Assert.Equal(new LearnerTenure("dreamer@a:1", 1, IsExpired: false), await row.ReadAsync(default));
        Assert.True(await row.ReleaseAsync("dreamer@a:1", First, 1, default));
        Assert.Equal(new LearnerTenure("dreamer@a:1", 1, IsExpired: true), await row.ReadAsync(default));
        Assert.Equal(2, await row.TakeAsync("dreamer@b:1", Second, Long, default));
        Assert.False(await row.RenewAsync("dreamer@a:1", First, 1, Long, default));
        Assert.False(await row.ReleaseAsync("dreamer@a:1", First, 1, default));
    }

    [PostgresFact]
    public async Task A_restarted_process_at_the_same_address_takes_over_at_once_and_the_old_one_is_fenced()
    {
        var row = new LearnerRow(await server.CreateDatabase(), "run");
        await row.TakeAsync("dreamer@a:1", First, Long, default);
        Assert.Equal(2, await row.TakeAsync("dreamer@a:1", Second, Long, default));
        Assert.False(await row.RenewAsync("dreamer@a:1", First, 1, Long, default));
        Assert.True(await row.RenewAsync("dreamer@a:1", Second, 2, Long, default));
    }

    [PostgresFact]
    public async Task Of_many_that_want_an_expired_row_at_once_one_gets_it()
    {
        var database = await server.CreateDatabase();
        var row = new LearnerRow(database, "run");
        await row.TakeAsync("dreamer@a:1", First, TimeSpan.Zero, default);
        var rivals = Enumerable.Range(0, 16).Select(i => new LearnerRow(database, "run")).ToArray();
        var tenure = await row.ReadAsync(default);
        var won = await Task.WhenAll(rivals.Select(async (rival, i) => i % 2 == 0
            ? await rival.TakeAsync($"dreamer@b:{i}", Guid.NewGuid(), Long, default) is not null
            : await rival.AssignAsync(tenure, $"dreamer@c:{i}", Long, default)));
        Assert.Single(won, true);
        Assert.Equal(2, (await row.ReadAsync(default))!.Epoch);
    }

    [PostgresFact]
    public async Task A_side_gives_a_row_away_only_as_it_saw_it_and_the_learner_that_got_it_begins_an_epoch_of_its_own()
    {
        var row = new LearnerRow(await server.CreateDatabase(), "run");
        Assert.True(await row.AssignAsync(null, "dreamer@a:1", Long, default));
        Assert.False(await row.AssignAsync(null, "dreamer@b:1", Long, default));
        Assert.Null(await row.TakeAsync("dreamer@b:1", Second, Long, default));
        Assert.Equal(2, await row.TakeAsync("dreamer@a:1", First, TimeSpan.Zero, default));
        var old = new LearnerTenure("dreamer@a:1", 1, IsExpired: true);
        Assert.False(await row.AssignAsync(old, "dreamer@b:1", Long, default));
        Assert.True(await row.AssignAsync(old with { Epoch = 2 }, "dreamer@b:1", Long, default));
    }

    [PostgresFact]
    public async Task Runs_in_one_database_do_not_touch_each_other()
    {
        var database = await server.CreateDatabase();
        var one = new LearnerRow(database, "one");
        var other = new LearnerRow(database, "other");
        var epochs = await Task.WhenAll(one.TakeAsync("dreamer@a:1", First, Long, default), other.TakeAsync("dreamer@b:1", Second, Long, default));
        Assert.Equal([1L, 1L], epochs);
    }
}
