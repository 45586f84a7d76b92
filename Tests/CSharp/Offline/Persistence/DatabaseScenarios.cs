using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Offline;

/// <summary>What holds on every database; each database runs it through its own test class.</summary>
public abstract class DatabaseScenarios : IAsyncLifetime
{
    private readonly Ledgers _ledgers = new();
    private Config _config = null!;

    protected abstract string Provider { get; }

    protected string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        ConnectionString = await CreateDatabase();
        _config = Ledgers.Config(Provider, ConnectionString);
    }

    public virtual async Task DisposeAsync() => await _ledgers.DisposeAsync();

    protected abstract Task<string> CreateDatabase();

    public virtual async Task Events_come_back_in_order_in_a_new_actor_system()
    {
        var first = _ledgers.System(_config);
        var ledger = Start(first, "one");
        for (var i = 1; i <= 120; i++)
            Assert.Equal(i, await Ask<long>(ledger, new Note($"n{i}")));
        await first.Terminate();

        var reply = await Ask<LedgerReply>(Start(_ledgers.System(_config), "one"), new Read());

        Assert.Equal(Enumerable.Range(1, 120).Select(i => $"n{i}"), reply.Notes);
        Assert.Equal([.. Enumerable.Range(1, 120).Select(i => $"n{i}@{i}"), "completed"], reply.Recovered);
        Assert.Equal(120, reply.LastSequenceNr);
    }

    public virtual async Task Recovery_starts_from_the_newest_snapshot_and_replays_only_what_follows()
    {
        var first = _ledgers.System(_config);
        var ledger = Start(first, "two");
        await Note(ledger, "a", "b");
        Assert.Equal(2, (await Ask<SaveSnapshotSuccess>(ledger, new TakeSnapshot())).Metadata.SequenceNr);
        await Note(ledger, "c");
        Assert.Equal(3, (await Ask<SaveSnapshotSuccess>(ledger, new TakeSnapshot())).Metadata.SequenceNr);
        await Note(ledger, "d");
        await first.Terminate();

        var second = _ledgers.System(_config);
        var newest = await Ask<LedgerReply>(Start(second, "two"), new Read());
        var before = new Recovery(new SnapshotSelectionCriteria(2));
        var older = await Ask<LedgerReply>(Start(second, "two", before), new Read());
        var none = await Ask<LedgerReply>(Start(second, "two", new Recovery(SnapshotSelectionCriteria.None, 3)), new Read());

        Assert.Equal(["snapshot@3", "d@4", "completed"], newest.Recovered);
        Assert.Equal(["a", "b", "c", "d"], newest.Notes);
        Assert.Equal(["snapshot@2", "c@3", "d@4", "completed"], older.Recovered);
        Assert.Equal(["a@1", "b@2", "c@3", "completed"], none.Recovered);
    }

    public virtual async Task Deleted_snapshots_are_gone()
    {
        var system = _ledgers.System(_config);
        var ledger = Start(system, "three");
        await Note(ledger, "a");
        await Ask<SaveSnapshotSuccess>(ledger, new TakeSnapshot());
        await Note(ledger, "b");
        await Ask<SaveSnapshotSuccess>(ledger, new TakeSnapshot());
        await Ask<DeleteSnapshotsSuccess>(ledger, new DropSnapshots(new SnapshotSelectionCriteria(1)));
        Assert.Equal(["snapshot@2", "completed"], (await Ask<LedgerReply>(Start(system, "three"), new Read())).Recovered);

        await Ask<DeleteSnapshotsSuccess>(ledger, new DropSnapshots(SnapshotSelectionCriteria.Latest));

        Assert.Equal(["a@1", "b@2", "completed"], (await Ask<LedgerReply>(Start(system, "three"), new Read())).Recovered);
    }

    public virtual async Task Deleted_events_do_not_come_back_and_their_numbers_are_not_used_again()
    {
        var first = _ledgers.System(_config);
        var ledger = Start(first, "four");
        await Note(ledger, "a", "b", "c");
        await Ask<DeleteMessagesSuccess>(ledger, new Forget(2));
        Assert.Equal(["c@3", "completed"], (await Ask<LedgerReply>(Start(first, "four"), new Read())).Recovered);
        await Ask<DeleteMessagesSuccess>(ledger, new Forget(long.MaxValue));
        await first.Terminate();

        var again = Start(_ledgers.System(_config), "four");

        Assert.Equal(["completed"], (await Ask<LedgerReply>(again, new Read())).Recovered);
        Assert.Equal(4, await Ask<long>(again, new Note("d")));
    }

    public virtual async Task Of_two_writers_under_one_id_the_second_fails_and_stops()
    {
        var (one, two) = (_ledgers.System(_config), _ledgers.System(_config));
        var ear = new Ear(two);
        var (owner, intruder) = (Start(one, "five"), Start(two, "five", observer: ear.Receiver));
        Assert.Empty((await Ask<LedgerReply>(owner, new Read())).Notes);
        Assert.Empty((await Ask<LedgerReply>(intruder, new Read())).Notes);
        ear.Watch(intruder);

        Assert.Equal(1, await Ask<long>(owner, new Note("mine")));
        intruder.Tell(new Note("theirs"));

        Assert.Equal(new LedgerTrouble("failed", "theirs"), await ear.Next());
        Assert.Equal(intruder, Assert.IsType<Terminated>(await ear.Next()).ActorRef);
        Assert.Equal(2, await Ask<long>(owner, new Note("mine too")));
        Assert.Equal(["mine", "mine too"], (await Ask<LedgerReply>(Start(two, "five"), new Read())).Notes);
    }

    public virtual async Task Events_persisted_together_are_kept_all_or_not_at_all()
    {
        var (one, two) = (_ledgers.System(_config), _ledgers.System(_config));
        var ear = new Ear(two);
        var (owner, intruder) = (Start(one, "six"), Start(two, "six", observer: ear.Receiver));
        await Ask<LedgerReply>(owner, new Read());
        await Ask<LedgerReply>(intruder, new Read());
        await Note(owner, "1");

        // Numbers 1, 2 and 3, of which 1 is taken: 2 and 3 must not stay either.
        intruder.Tell(new NoteAll("x", "y", "z"));

        Assert.Equal(new LedgerTrouble("failed", "x"), await ear.Next());
        Assert.Equal(["1"], (await Ask<LedgerReply>(Start(one, "six"), new Read())).Notes);
    }

    public virtual async Task An_event_that_cannot_be_serialized_is_rejected_and_the_actor_goes_on()
    {
        var system = _ledgers.System(_config);
        var ear = new Ear(system);
        var ledger = Start(system, "seven", observer: ear.Receiver);
        await Note(ledger, "a");

        ledger.Tell(new Note("unwritable"));

        Assert.Equal(new LedgerTrouble("rejected", "unwritable"), await ear.Next());
        Assert.Equal(3, await Ask<long>(ledger, new Note("b")));
        Assert.Equal(["a", "b"], (await Ask<LedgerReply>(Start(system, "seven"), new Read())).Notes);
    }

    public virtual async Task An_event_that_cannot_be_read_fails_the_recovery_and_stops_the_actor()
    {
        var system = _ledgers.System(_config);
        await Note(Start(system, "eight"), "a", "unreadable", "b");
        var ear = new Ear(system);

        var reader = Start(system, "eight", observer: ear.Receiver);
        ear.Watch(reader);

        Assert.Equal("recovery failed", Assert.IsType<LedgerTrouble>(await ear.Next()).What);
        Assert.IsType<Terminated>(await ear.Next());
    }

    public virtual async Task Many_actors_write_at_once_and_each_keeps_its_own_order()
    {
        var system = _ledgers.System(_config);
        var ledgers = Enumerable.Range(0, 10).Select(i => Start(system, $"nine-{i}")).ToList();
        await Task.WhenAll(ledgers.SelectMany(ledger => Enumerable.Range(1, 10).Select(i => Ask<long>(ledger, new Note($"{i}")))));

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Ask<LedgerReply>(Start(system, $"nine-{i}"), new Read())));

        Assert.All(replies, reply => Assert.Equal(Enumerable.Range(1, 10).Select(i => $"{i}"), reply.Notes));
    }

    public virtual async Task The_tables_of_the_older_plugins_are_written_and_read_too()
    {
        var mapping = Provider.StartsWith("SQLite") ? "sqlite" : "postgresql";
        var old = ConfigurationFactory.ParseString($$"""
            akka.persistence {
              journal.sql { table-mapping = {{mapping}}, delete-compatibility-mode = true, tag-write-mode = Csv }
              snapshot-store.sql.table-mapping = {{mapping}}
            }
            """).WithFallback(_config);
        var first = _ledgers.System(old);
        var ledger = Start(first, "old");
        await Note(ledger, "a", "b");
        await Ask<SaveSnapshotSuccess>(ledger, new TakeSnapshot());
        await Note(ledger, "c");
        await Ask<DeleteMessagesSuccess>(ledger, new Forget(2));
        await first.Terminate();

        var again = Start(_ledgers.System(old), "old");

        Assert.Equal(["snapshot@2", "c@3", "completed"], (await Ask<LedgerReply>(again, new Read())).Recovered);
        Assert.Equal(4, await Ask<long>(again, new Note("d")));
    }

    public virtual async Task Tagged_events_come_back_without_their_tags()
    {
        var tagging = ConfigurationFactory.ParseString($$"""
            akka.persistence.journal.sql {
              event-adapters.tag = "AkkaDreamer.Tests.Offline.TagEverything, AkkaDreamer.Tests"
              event-adapter-bindings { "{{typeof(Noted).AssemblyQualifiedName}}" = tag }
            }
            """).WithFallback(_config);
        var system = _ledgers.System(tagging);
        await Ask<long>(Start(system, "tagged"), new Note("a"));
        Start(system, "tagged together").Tell(new NoteAll("b", "c"));

        Assert.Equal(["a"], (await Ask<LedgerReply>(Start(system, "tagged"), new Read())).Notes);
        Assert.Equal(1, await Ask<long>(Start(system, "tagged again"), new Note("d")));
    }

    public virtual async Task Every_acknowledged_event_survives_kill_9()
    {
        var acknowledged = 0L;
        for (var kill = 1; kill <= 3; kill++)
        {
            using var writer = new ChildProcess("ledger-writer", Provider, ConnectionString);
            for (var i = 0; i < 17 * kill; i++)
            {
                var next = long.Parse((await writer.ReadLine(TimeSpan.FromSeconds(60)))!);
                Assert.True(next > acknowledged, $"number {next} was acknowledged after {acknowledged}");
                acknowledged = next;
            }
            writer.Kill();
        }

        var reply = await Ask<LedgerReply>(Start(_ledgers.System(_config), "killed"), new Read());

        Assert.True(reply.LastSequenceNr >= acknowledged, $"{acknowledged} events were acknowledged, {reply.LastSequenceNr} are there");
        Assert.Equal(reply.LastSequenceNr, reply.Notes.Count);
    }

    private static IActorRef Start(ActorSystem system, string id, Recovery? recovery = null, IActorRef? observer = null) =>
        system.ActorOf(Props.Create(() => new Ledger(id, observer ?? ActorRefs.Nobody, recovery)));

    private static Task<T> Ask<T>(ICanTell ledger, object message) => ledger.Ask<T>(message, Ledgers.Patience);

    private static async Task Note(ICanTell ledger, params string[] texts)
    {
        foreach (var text in texts)
            await Ask<long>(ledger, new Note(text));
    }
}
