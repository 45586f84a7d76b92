using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Run;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AkkaDreamer.Tests.Offline;

/// <summary>Akka.Persistence.Sql on real SQLite files.</summary>
public sealed class SqliteTests : DatabaseScenarios
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlite-").FullName;

    protected override string Provider => "SQLite.MS";

    [Fact]
    public override Task Events_come_back_in_order_in_a_new_actor_system() => base.Events_come_back_in_order_in_a_new_actor_system();

    [Fact]
    public override Task Recovery_starts_from_the_newest_snapshot_and_replays_only_what_follows() => base.Recovery_starts_from_the_newest_snapshot_and_replays_only_what_follows();

    [Fact]
    public override Task Deleted_snapshots_are_gone() => base.Deleted_snapshots_are_gone();

    [Fact]
    public override Task Deleted_events_do_not_come_back_and_their_numbers_are_not_used_again() => base.Deleted_events_do_not_come_back_and_their_numbers_are_not_used_again();

    [Fact]
    public override Task Of_two_writers_under_one_id_the_second_fails_and_stops() => base.Of_two_writers_under_one_id_the_second_fails_and_stops();

    [Fact]
    public override Task Events_persisted_together_are_kept_all_or_not_at_all() => base.Events_persisted_together_are_kept_all_or_not_at_all();

    [Fact]
    public override Task An_event_that_cannot_be_serialized_is_rejected_and_the_actor_goes_on() => base.An_event_that_cannot_be_serialized_is_rejected_and_the_actor_goes_on();

    [Fact]
    public override Task An_event_that_cannot_be_read_fails_the_recovery_and_stops_the_actor() => base.An_event_that_cannot_be_read_fails_the_recovery_and_stops_the_actor();

    [Fact]
    public override Task Many_actors_write_at_once_and_each_keeps_its_own_order() => base.Many_actors_write_at_once_and_each_keeps_its_own_order();

    [Fact]
    public override Task The_tables_of_the_older_plugins_are_written_and_read_too() => base.The_tables_of_the_older_plugins_are_written_and_read_too();

    [Fact]
    public override Task Tagged_events_come_back_without_their_tags() => base.Tagged_events_come_back_without_their_tags();

    [Fact]
    public override Task Every_acknowledged_event_survives_kill_9() => base.Every_acknowledged_event_survives_kill_9();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    // It writes ahead, as a run's journal does: else a reader whose schema is older than a table may be told, while another commits, that there is no such table.
    protected override Task<string> CreateDatabase()
    {
        var folder = new RunFolder(_folder);
        JournalFile.Prepare(folder);
        return Task.FromResult($"Data Source={folder.Journal}");
    }
}
