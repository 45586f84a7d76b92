using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Pattern;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Xunit;

namespace AkkaDreamer.Tests.Offline;

/// <summary>Persistent actors on journals in memory, well and ill.</summary>
public sealed class PersistentActorTests : IAsyncLifetime
{
    private readonly Ledgers _ledgers = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _ledgers.DisposeAsync();

    [Fact]
    public async Task A_command_that_follows_a_persisted_event_sees_its_effect()
    {
        var ledger = Start(System(), "waits");
        ledger.Tell(new Note("a"));
        ledger.Tell(new NoteAll("b", "c"));

        Assert.Equal(["a", "b", "c"], (await Read(ledger)).Notes);
    }

    [Fact]
    public async Task Persisting_asynchronously_lets_commands_through_and_deferred_handlers_keep_their_place()
    {
        var system = System();
        var ledger = Start(system, "async");
        var ear = new Ear(system);
        ledger.Tell(new NoteAsync("a"), ear.Receiver);
        ledger.Tell(new NoteAsync("b"), ear.Receiver);

        var heard = new List<object>();
        while (heard.Count < 6)
            heard.Add(await ear.Next());

        Assert.Equal(["taken a", "taken b"], heard.OfType<string>().Where(what => what.StartsWith("taken")));
        Assert.Equal([1L, "deferred a", 2L, "deferred b"], heard.Where(what => what is not string text || text.StartsWith("deferred")));
    }

    [Fact]
    public async Task A_restarted_actor_recovers_what_it_had_persisted()
    {
        var system = System();
        var supervised = system.ActorOf(Props.Create(() => new Fragile("fragile")));
        Assert.Equal(1, await supervised.Ask<long>(new Note("a"), Ledgers.Patience));
        supervised.Tell("fail");

        Assert.Equal(2, await supervised.Ask<long>(new Note("b"), Ledgers.Patience));
        Assert.Equal(["a", "b"], await supervised.Ask<IReadOnlyList<string>>(new Read(), Ledgers.Patience));
    }

    [Fact]
    public async Task Persisting_while_recovering_is_refused()
    {
        var system = System();
        await Start(system, "hasty").Ask<long>(new Note("a"), Ledgers.Patience);
        var ear = new Ear(system);

        system.ActorOf(Props.Create(() => new Hasty("hasty", ear.Receiver)));

        Assert.IsType<InvalidOperationException>(await ear.Next());
    }

    [Fact]
    public async Task A_failed_write_stops_the_actor_and_the_circuit_breaker_opens()
    {
        var system = System("""
            akka.persistence.journal.inmem {
              class = "AkkaDreamer.Tests.Offline.BrokenJournal, AkkaDreamer.Tests"
              circuit-breaker { max-failures = 1, call-timeout = 10s, reset-timeout = 10s }
            }
            """);
        var ear = new Ear(system);
        var first = system.ActorOf(Props.Create(() => new CauseTeller("broken", ear.Receiver)));
        ear.Watch(first);
        first.Tell(new Note("a"));

        Assert.Equal("the disk is full", Assert.IsType<IOException>(await ear.Next()).Message);
        Assert.Equal(first, Assert.IsType<Terminated>(await ear.Next()).ActorRef);

        // The journal's breaker is open now: the next recovery is refused without asking the journal.
        system.ActorOf(Props.Create(() => new CauseTeller("broken too", ear.Receiver)));
        Assert.IsType<OpenCircuitException>(await ear.Next());
    }

    [Fact]
    public async Task A_journal_that_stays_silent_fails_the_recovery_in_time()
    {
        var system = System("""
            akka.persistence.journal.inmem {
              class = "AkkaDreamer.Tests.Offline.SilentJournal, AkkaDreamer.Tests"
              recovery-event-timeout = 200ms
            }
            """);
        var ear = new Ear(system);
        var ledger = system.ActorOf(Props.Create(() => new CauseTeller("silent", ear.Receiver)));
        ear.Watch(ledger);

        Assert.IsType<RecoveryTimedOutException>(await ear.Next());
        Assert.Equal(ledger, Assert.IsType<Terminated>(await ear.Next()).ActorRef);
    }

    [Fact]
    public async Task A_command_handled_by_a_task_persists_and_the_next_command_waits_for_it()
    {
        var ledger = System().ActorOf(Props.Create(() => new Patient("patient")));
        ledger.Tell(new Note("a"));

        Assert.Equal(["before a", "a@1"], await ledger.Ask<IReadOnlyList<string>>(new Read(), Ledgers.Patience));
    }

    [Fact]
    public async Task Stashed_commands_come_back_in_front()
    {
        var patient = System().ActorOf(Props.Create(() => new Patient("stashing")));
        patient.Tell("hold");
        patient.Tell("one");
        patient.Tell("two");
        patient.Tell("release");

        Assert.Equal(["hold", "release", "one", "two"], await patient.Ask<IReadOnlyList<string>>(new Read(), Ledgers.Patience));
    }

    [Fact]
    public async Task Without_recovery_only_the_last_number_is_known()
    {
        var system = System();
        await Start(system, "counted").Ask<long>(new Note("a"), Ledgers.Patience);

        var reply = await Read(system.ActorOf(Props.Create(() => new Ledger("counted", ActorRefs.Nobody, Recovery.None))));

        Assert.Equal(["completed"], reply.Recovered);
        Assert.Equal(1, reply.LastSequenceNr);
    }

    [Fact]
    public async Task Recoveries_wait_for_their_turn_and_all_get_it()
    {
        var system = System("akka.persistence.max-concurrent-recoveries = 2");
        var ledgers = Enumerable.Range(0, 20).Select(i => Start(system, $"many-{i}")).ToList();

        var replies = await Task.WhenAll(ledgers.Select(ledger => Read(ledger)));

        Assert.All(replies, reply => Assert.Equal(["completed"], reply.Recovered));
    }

    [Fact]
    public async Task Events_of_a_writer_that_another_overtook_are_left_out()
    {
        var system = System("""
            akka.persistence.journal.inmem.class = "AkkaDreamer.Tests.Offline.TwoWritersJournal, AkkaDreamer.Tests"
            """);

        var reply = await Read(Start(system, "two writers"));

        Assert.Equal(["old 1", "new 2", "new 3"], reply.Notes);
    }

    [Fact]
    public async Task An_event_adapter_stands_between_actor_and_journal()
    {
        var config = Ledgers.Config("memory", "", $$"""
            akka.persistence.journal.inmem {
              event-adapters.shout = "AkkaDreamer.Tests.Offline.Shout, AkkaDreamer.Tests"
              event-adapter-bindings { "{{typeof(Noted).AssemblyQualifiedName}}" = shout }
            }
            """);
        var system = _ledgers.System(config);
        await Start(system, "adapted").Ask<long>(new Note("a"), Ledgers.Patience);

        Assert.Equal(["A!", "A?"], (await Read(Start(system, "adapted"))).Notes);
    }

    [Fact]
    public async Task Snapshots_kept_as_files_come_back_and_a_torn_one_makes_room_for_the_one_before()
    {
        var folder = Directory.CreateTempSubdirectory("snapshots-").FullName;
        var system = System($$"""
            akka.persistence.snapshot-store { plugin = "akka.persistence.snapshot-store.local", local.dir = "{{folder}}" }
            """);
        var ledger = Start(system, "files/and slashes");
        foreach (var text in new[] { "a", "b" })
        {
            await ledger.Ask<long>(new Note(text), Ledgers.Patience);
            await ledger.Ask<SaveSnapshotSuccess>(new TakeSnapshot(), Ledgers.Patience);
        }
        Assert.Equal(["snapshot@2", "completed"], (await Read(Start(system, "files/and slashes"))).Recovered);

        var newest = Directory.GetFiles(folder).Single(file => file.Contains("-2-"));
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..5]);

        Assert.Equal(["snapshot@1", "b@2", "completed"], (await Read(Start(system, "files/and slashes"))).Recovered);
        Directory.Delete(folder, recursive: true);
    }

    private static Task<LedgerReply> Read(IActorRef ledger) => ledger.Ask<LedgerReply>(new Read(), Ledgers.Patience);

    private static IActorRef Start(ActorSystem system, string id) =>
        system.ActorOf(Props.Create(() => new Ledger(id, ActorRefs.Nobody, null)));

    private ActorSystem System(string more = "") => _ledgers.System(more.Length == 0
        ? Ledgers.Config("memory")
        : ConfigurationFactory.ParseString(more).WithFallback(Ledgers.Config("memory")));
}

/// <summary>Fails when told to.</summary>
public sealed class Fragile : ReceivePersistentActor
{
    private readonly List<string> _notes = [];

    public Fragile(string id)
    {
        PersistenceId = id;
        Recover<Noted>(noted => _notes.Add(noted.Text));
        Command<Note>(note => Persist(new Noted(note.Text), noted =>
        {
            _notes.Add(noted.Text);
            Sender.Tell(LastSequenceNr);
        }));
        Command<string>(_ => throw new InvalidOperationException("told to"));
        Command<Read>(_ => Sender.Tell((IReadOnlyList<string>)[.. _notes]));
    }

    public override string PersistenceId { get; }
}

/// <summary>Handles notes in a task, and texts with a stash; keeps what happened in order.</summary>
public sealed class Patient : ReceivePersistentActor
{
    private readonly List<string> _happened = [];

    public Patient(string id)
    {
        PersistenceId = id;
        CommandAsync<Note>(async note =>
        {
            await Task.Yield();
            _happened.Add($"before {note.Text}");
            Persist(new Noted(note.Text), noted => _happened.Add($"{noted.Text}@{LastSequenceNr}"));
        });
        Command<string>(text =>
        {
            _happened.Add(text);
            if (text == "hold")
                Become(Holding);
        });
        Command<Read>(_ => Sender.Tell((IReadOnlyList<string>)[.. _happened]));
    }

    public override string PersistenceId { get; }

    private void Holding()
    {
        Command<string>(text => text == "release", text =>
        {
            _happened.Add(text);
            Become(Released);
            Stash.UnstashAll();
        });
        CommandAny(_ => Stash.Stash());
    }

    private void Released()
    {
        Command<string>(_happened.Add);
        Command<Read>(_ => Sender.Tell((IReadOnlyList<string>)[.. _happened]));
    }
}

/// <summary>Tags every event.</summary>
public sealed class TagEverything : IWriteEventAdapter
{
    public string Manifest(object evt) => "";

    public object ToJournal(object evt) => new Tagged(evt, ["red", "blue"]);
}

/// <summary>Persists before its recovery is complete, and tells what it got for that.</summary>
public sealed class Hasty(string id, IActorRef observer) : UntypedPersistentActor
{
    public override string PersistenceId => id;

    protected override void OnCommand(object message) => Unhandled(message);

    protected override void OnRecover(object message)
    {
        if (message is Noted)
            Persist(message, _ => { });
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => observer.Tell(reason);
}

/// <summary>Tells the cause of every failure.</summary>
public sealed class CauseTeller(string id, IActorRef observer) : UntypedPersistentActor
{
    public override string PersistenceId => id;

    protected override void OnCommand(object message) => Persist(message, _ => { });

    protected override void OnRecover(object message)
    {
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => observer.Tell(cause);

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => observer.Tell(reason);
}

/// <summary>Fails every write.</summary>
public sealed class BrokenJournal : MemoryJournal
{
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages) =>
        Task.FromException<IImmutableList<Exception>>(new IOException("the disk is full"));
}

/// <summary>Has events, and never sends them.</summary>
public sealed class SilentJournal : MemoryJournal
{
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) => Task.FromResult(7L);

    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback) => new TaskCompletionSource().Task;
}

/// <summary>Replays what two writers left that did not know of one another.</summary>
public sealed class TwoWritersJournal : MemoryJournal
{
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) => Task.FromResult(3L);

    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        foreach (var (writer, number) in new[] { ("old", 1), ("old", 2), ("new", 2), ("old", 3), ("new", 3) })
            recoveryCallback(new Persistent(new Noted($"{writer} {number}"), number, persistenceId, writerGuid: writer));
        return Task.CompletedTask;
    }
}

/// <summary>Writes in capitals and reads each event as two.</summary>
public sealed class Shout : IEventAdapter
{
    public string Manifest(object evt) => "";

    public object ToJournal(object evt) => new Noted(((Noted)evt).Text.ToUpperInvariant());

    public IEventSequence FromJournal(object evt, string manifest) =>
        EventSequence.Create(new Noted(((Noted)evt).Text + "!"), new Noted(((Noted)evt).Text + "?"));
}
