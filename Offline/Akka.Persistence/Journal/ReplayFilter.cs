using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>What happens to events of a writer that another writer has overtaken.</summary>
public enum ReplayFilterMode
{
    /// <summary>Stop the replay.</summary>
    Fail,

    /// <summary>Log and pass them on.</summary>
    Warn,

    /// <summary>Log and leave out the older writer's.</summary>
    RepairByDiscardOld,

    /// <summary>Do not look.</summary>
    Disabled,
}

/// <summary>The section <c>replay-filter</c> of a journal.</summary>
internal sealed record ReplayFilterSettings(ReplayFilterMode Mode, int WindowSize, int MaxOldWriters)
{
    public ReplayFilterSettings(Config journal)
        : this(Parse(journal.GetString("replay-filter.mode", "")), journal.GetInt("replay-filter.window-size"), journal.GetInt("replay-filter.max-old-writers"))
    {
    }

    private static ReplayFilterMode Parse(string mode) => mode.ToLowerInvariant() switch
    {
        "off" => ReplayFilterMode.Disabled,
        "repair-by-discard-old" => ReplayFilterMode.RepairByDiscardOld,
        "fail" => ReplayFilterMode.Fail,
        "warn" => ReplayFilterMode.Warn,
        _ => throw new ConfigurationException(
            $"Invalid replay-filter.mode [{mode}], supported values [off, repair-by-discard-old, fail, warn]"),
    };
}

/// <summary>Stands between journal and persistent actor during one replay and looks for two writers at once.</summary>
internal sealed class ReplayFilter(IActorRef persistentActor, ReplayFilterSettings settings) : ActorBase
{
    private readonly LinkedList<ReplayedMessage> _window = [];
    private readonly Queue<string> _oldWriters = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private string _writer = "";
    private long _sequenceNr = -1;

    public static Props Props(IActorRef persistentActor, ReplayFilterSettings settings) =>
        Actor.Props.Create(() => new ReplayFilter(persistentActor, settings));

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case ReplayedMessage replayed:
                try
                {
                    Take(replayed);
                }
                catch (IllegalStateException e)
                {
                    _window.Clear();
                    persistentActor.Tell(new ReplayMessagesFailure(e), ActorRefs.NoSender);
                    Context.Become(IgnoreTheRest);
                }
                return true;
            case RecoverySuccess or ReplayMessagesFailure:
                while (_window.Count > 0)
                    SendFirst();
                persistentActor.Tell(message, ActorRefs.NoSender);
                Context.Stop(Self);
                return true;
            default:
                return false;
        }
    }

    private bool IgnoreTheRest(object message)
    {
        if (message is RecoverySuccess or ReplayMessagesFailure)
            Context.Stop(Self);
        return message is ReplayedMessage or RecoverySuccess or ReplayMessagesFailure;
    }

    private void Take(ReplayedMessage replayed)
    {
        var persistent = replayed.Persistent;
        if (_window.Count == settings.WindowSize)
            SendFirst();
        if (persistent.WriterGuid == _writer)
        {
            // The same number may come again: an event adapter made several events of one.
            if (persistent.SequenceNr < _sequenceNr && Discard($"the same writer had already replayed {_sequenceNr}", persistent))
                return;
        }
        else if (_oldWriters.Contains(persistent.WriterGuid))
        {
            if (Discard($"there was already the newer writer {_writer}, with {_sequenceNr}", persistent))
                return;
        }
        else
        {
            Succeed(persistent);
        }
        _sequenceNr = Math.Max(_sequenceNr, persistent.SequenceNr);
        _window.AddLast(replayed);
    }

    // A new writer: what the one before wrote at or above its number was written by someone who should have stopped.
    private void Succeed(IPersistentRepresentation persistent)
    {
        if (_writer.Length > 0)
            _oldWriters.Enqueue(_writer);
        if (_oldWriters.Count > settings.MaxOldWriters)
            _oldWriters.Dequeue();
        _writer = persistent.WriterGuid;
        _sequenceNr = persistent.SequenceNr;
        foreach (var old in _window.Where(old => old.Persistent.SequenceNr >= _sequenceNr).ToList())
            if (Discard($"a new writer, {_writer}, wrote {_sequenceNr}", old.Persistent))
                _window.Remove(old);
    }

    // Whether to leave the event out; throws when the replay is to fail.
    private bool Discard(string why, IPersistentRepresentation persistent)
    {
        var issue = $"Invalid replayed event [sequenceNr={persistent.SequenceNr}, writerUUID={persistent.WriterGuid}] "
            + $"of persistenceId [{persistent.PersistenceId}]: {why}. Two actors may be writing under one id.";
        if (settings.Mode == ReplayFilterMode.Fail)
        {
            _log.Error(issue);
            throw new IllegalStateException(issue);
        }
        _log.Warning(issue);
        return settings.Mode == ReplayFilterMode.RepairByDiscardOld;
    }

    private void SendFirst()
    {
        persistentActor.Tell(_window.First.Value, ActorRefs.NoSender);
        _window.RemoveFirst();
    }
}
