using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Offline;

/// <summary>Akka.Persistence.Sql on a real PostgreSQL server.</summary>
[Collection(PostgresServer.Collection)]
public sealed class PostgresTests(PostgresServer server) : DatabaseScenarios
{
    protected override string Provider => "PostgreSQL.15";

    [PostgresFact]
    public override Task Events_come_back_in_order_in_a_new_actor_system() => base.Events_come_back_in_order_in_a_new_actor_system();

    [PostgresFact]
    public override Task Recovery_starts_from_the_newest_snapshot_and_replays_only_what_follows() => base.Recovery_starts_from_the_newest_snapshot_and_replays_only_what_follows();

    [PostgresFact]
    public override Task Deleted_snapshots_are_gone() => base.Deleted_snapshots_are_gone();

    [PostgresFact]
    public override Task Deleted_events_do_not_come_back_and_their_numbers_are_not_used_again() => base.Deleted_events_do_not_come_back_and_their_numbers_are_not_used_again();

    [PostgresFact]
    public override Task Of_two_writers_under_one_id_the_second_fails_and_stops() => base.Of_two_writers_under_one_id_the_second_fails_and_stops();

    [PostgresFact]
    public override Task Events_persisted_together_are_kept_all_or_not_at_all() => base.Events_persisted_together_are_kept_all_or_not_at_all();

    [PostgresFact]
    public override Task An_event_that_cannot_be_serialized_is_rejected_and_the_actor_goes_on() => base.An_event_that_cannot_be_serialized_is_rejected_and_the_actor_goes_on();

    [PostgresFact]
    public override Task An_event_that_cannot_be_read_fails_the_recovery_and_stops_the_actor() => base.An_event_that_cannot_be_read_fails_the_recovery_and_stops_the_actor();

    [PostgresFact]
    public override Task Many_actors_write_at_once_and_each_keeps_its_own_order() => base.Many_actors_write_at_once_and_each_keeps_its_own_order();

    [PostgresFact]
    public override Task The_tables_of_the_older_plugins_are_written_and_read_too() => base.The_tables_of_the_older_plugins_are_written_and_read_too();

    [PostgresFact]
    public override Task Tagged_events_come_back_without_their_tags() => base.Tagged_events_come_back_without_their_tags();

    [PostgresFact]
    public override Task Every_acknowledged_event_survives_kill_9() => base.Every_acknowledged_event_survives_kill_9();

    protected override Task<string> CreateDatabase() => PostgresServer.Missing == null ? server.CreateDatabase() : Task.FromResult("");
}
