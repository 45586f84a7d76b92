using System.Text;
using Akka.Actor;
using Akka.Persistence;
using Akka.Serialization;

namespace AkkaDreamer.Tests.Offline;

public sealed record Noted(string Text);

public sealed record LedgerState(IReadOnlyList<string> Notes);

public sealed record Note(string Text);

public sealed record NoteAll(params string[] Texts);

public sealed record NoteAsync(string Text);

public sealed record TakeSnapshot;

public sealed record DropSnapshots(SnapshotSelectionCriteria Criteria);

public sealed record Forget(long ToSequenceNr);

public sealed record Read;

/// <summary>What a ledger knows: its notes, its last number, and what its recovery was made of.</summary>
public sealed record LedgerReply(IReadOnlyList<string> Notes, long LastSequenceNr, IReadOnlyList<string> Recovered);

/// <summary>Something the ledger tells its observer: "rejected", "failed", "recovery failed", with the note's text.</summary>
public sealed record LedgerTrouble(string What, string Text);

/// <summary>A persistent actor that notes texts; answers each note with its sequence number.</summary>
public sealed class Ledger : ReceivePersistentActor
{
    private readonly List<string> _notes = [];
    private readonly List<string> _recovered = [];
    private readonly IActorRef _observer;
    private IActorRef _asker = ActorRefs.Nobody;

    public Ledger(string id, IActorRef observer, Recovery? recovery = null)
    {
        PersistenceId = id;
        Recovery = recovery ?? Recovery.Default;
        _observer = observer;
        Recover<SnapshotOffer>(offer =>
        {
            _notes.AddRange(((LedgerState)offer.Snapshot).Notes);
            _recovered.Add($"snapshot@{offer.Metadata.SequenceNr}");
        });
        Recover<Noted>(noted =>
        {
            _notes.Add(noted.Text);
            _recovered.Add($"{noted.Text}@{LastSequenceNr}");
        });
        Recover<RecoveryCompleted>(_ => _recovered.Add("completed"));
        Command<Note>(note => Persist(new Noted(note.Text), Keep));
        Command<NoteAll>(all => PersistAll(all.Texts.Select(text => new Noted(text)), Keep));
        Command<NoteAsync>(note =>
        {
            PersistAsync(new Noted(note.Text), Keep);
            Sender.Tell($"taken {note.Text}");
            DeferAsync(note.Text, text => Sender.Tell($"deferred {text}"));
        });
        Command<Read>(_ => Sender.Tell(new LedgerReply([.. _notes], LastSequenceNr, [.. _recovered])));
        Command<TakeSnapshot>(_ => Asked(() => SaveSnapshot(new LedgerState([.. _notes]))));
        Command<DropSnapshots>(drop => Asked(() => DeleteSnapshots(drop.Criteria)));
        Command<Forget>(forget => Asked(() => DeleteMessages(forget.ToSequenceNr)));
        Command<SaveSnapshotSuccess>(done => _asker.Tell(done));
        Command<DeleteSnapshotsSuccess>(done => _asker.Tell(done));
        Command<DeleteMessagesSuccess>(done => _asker.Tell(done));
    }

    public override string PersistenceId { get; }

    public override Recovery Recovery { get; }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _observer.Tell(new LedgerTrouble("failed", ((Noted)@event).Text));

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        _observer.Tell(new LedgerTrouble("rejected", ((Noted)@event).Text));

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        _observer.Tell(new LedgerTrouble("recovery failed", (message as Noted)?.Text ?? ""));

    private void Keep(Noted noted)
    {
        _notes.Add(noted.Text);
        Sender.Tell(LastSequenceNr);
    }

    private void Asked(Action action)
    {
        _asker = Sender;
        action();
    }
}

/// <summary>Notes and states as lines of UTF-8; refuses the note "unwritable", and cannot read the note "unreadable".</summary>
public sealed class LedgerSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 4711;

    public override string Manifest(object o) => o is Noted ? "noted" : "state";

    public override byte[] ToBinary(object obj) => obj switch
    {
        Noted { Text: "unwritable" } => throw new ArgumentException("this note cannot be written"),
        Noted noted => Encoding.UTF8.GetBytes(noted.Text),
        LedgerState state => Encoding.UTF8.GetBytes(string.Join('\n', state.Notes)),
        _ => throw new ArgumentException($"not a ledger's: {obj}"),
    };

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return manifest switch
        {
            "noted" when text == "unreadable" => throw new ArgumentException("this note cannot be read"),
            "noted" => new Noted(text),
            _ => new LedgerState(text.Split('\n')),
        };
    }
}
