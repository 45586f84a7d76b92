using AkkaDreamer.Actors.Cluster.Leasing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Repairing;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Clusters;

[Collection(PostgresServer.Collection)]
public sealed class RepairWhileLearningTests(PostgresServer server) : IDisposable
{
    private readonly RunFolder folder = TestRuns.Folder();

    public void Dispose() => Directory.Delete(folder.Path, recursive: true);

    [PostgresFact]
    public async Task A_run_whose_learner_holds_a_row_instead_of_a_lock_is_not_repaired_until_it_has_let_go()
    {
        var journal = new JournalOptions { Database = JournalDatabase.Postgresql, Connection = await server.CreateDatabase() };
        var run = TrainingRun.Start(TestRuns.Setup(folder, TestRuns.Counter(Schedule.Overlapped, 100) with { Journal = journal }), spaces => TestRuns.CheckedAgent(spaces));
        Assert.Equal(RunEnd.BudgetReached, (await run.Outcome.WaitAsync(TimeSpan.FromSeconds(90))).End);

        var (row, learner) = (new LearnerRow(journal.Connection, JournalName.Of(folder, journal)), Guid.NewGuid());
        var epoch = await row.TakeAsync("dreamer@lab:4053", learner, TimeSpan.FromMinutes(5), default);
        var refused = Assert.Throws<ConfigurationException>(() => RunRepair.Repair(folder, journal));
        Assert.Contains("dreamer@lab:4053 learns in it", refused.Message, StringComparison.Ordinal);
        Assert.True(await row.ReleaseAsync("dreamer@lab:4053", learner, epoch!.Value, default));
        Assert.Empty(RunRepair.Repair(folder, journal));
    }
}
