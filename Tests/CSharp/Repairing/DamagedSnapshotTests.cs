using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Repairing;
using AkkaDreamer.Tests.Replay;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AkkaDreamer.Tests.Repairing;

/// <summary>The journal is bounded by two snapshots and the facts since the older of them; whichever of all this is damaged, the steps are there.</summary>
public sealed class DamagedSnapshotTests : ReplayScenario
{
    private static readonly RunFolder Run = new(Directory.CreateTempSubdirectory("dreamer").FullName);

    public DamagedSnapshotTests()
        : base(ReplayOnDatabase.Journal("SQLite.MS", $"Data Source={Run.Journal}"))
    {
    }

    [Fact]
    public void A_damaged_snapshot_costs_nothing_after_repair_because_the_one_before_it_and_all_facts_since_are_there()
    {
        var settings = Settings(CounterSteps.Options with { Prefill = 400, SegmentBytes = 4_096 }) with { SnapshotEvery = 10 };
        var running = Open(settings);
        Fill(running, chunks: 100);
        AwaitAssert(() => Assert.Equal(2, Number("SELECT count(*) FROM snapshot")), TimeSpan.FromSeconds(20));
        AwaitAssert(() => Assert.InRange(Number("SELECT min(sequence_number) FROM journal"), Number("SELECT min(sequence_number) FROM snapshot"), Number("SELECT min(sequence_number) FROM snapshot") + 1), TimeSpan.FromSeconds(20));
        Kill(running);
        Number("UPDATE snapshot SET snapshot = substr(snapshot, 1, length(snapshot) - 1) WHERE sequence_number = (SELECT max(sequence_number) FROM snapshot)");

        var refused = Start(settings).Parent.ExpectMsg<ReplayStopped>();
        Assert.Contains("doctor --run DIR --repair", refused.Line);
        File.WriteAllText(Run.Config, "{}");
        var found = RunInspection.Of(Run, new JournalOptions());
        Assert.Contains("is damaged", Assert.Single(found.JournalDamage));
        Assert.Equal((400, 0), (found.Log.Steps, found.FactsLost));
        Assert.Contains("all facts are there", RunRepair.Repair(Run, new JournalOptions())[0]);
        var again = Open(settings);
        Assert.Equal(400, again.Ready!.Steps);
        CounterSteps.AssertWhole(Learn(again, CreateTestProbe(), 1).Batch, new Dictionary<long, long> { [0] = 399 });
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        Directory.Delete(Run.Path, recursive: true);
    }

    private static long Number(string statement)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Run.Journal, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
