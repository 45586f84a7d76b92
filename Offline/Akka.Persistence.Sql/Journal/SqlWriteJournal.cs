using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence.Journal;

namespace Akka.Persistence.Sql.Journal;

/// <summary>
/// Keeps events in SQLite or PostgreSQL. Each event takes its place (persistence id, sequence number) alone: of two writers under
/// one id, the second to use a number fails, and its actor stops.
/// </summary>
public class SqlWriteJournal : AsyncWriteJournal, IWithUnboundedStash
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _shutdown = new();
    private readonly ConcurrentDictionary<string, Task> _writing = new();
    private readonly JournalStore _store;
    private readonly WriteQueue _queue;
    private readonly Payloads _payloads;
    private readonly bool _autoInitialize;
    private readonly long _replayBatchSize;
    private readonly string _writer;

    public SqlWriteJournal(Config journalConfig)
    {
        var config = journalConfig.WithFallback(SqlPersistence.DefaultJournalConfiguration);
        var database = new Database(config);
        var tables = new JournalTables(config, database.IsSqlite);
        _payloads = new Payloads((ExtendedActorSystem)Context.System, config.GetString("serializer"));
        _autoInitialize = config.GetBoolean("auto-initialize");
        _replayBatchSize = config.GetInt("replay-batch-size");
        _writer = tables.UseWriterUuid ? Guid.NewGuid().ToString("N") : null;
        _store = new JournalStore(
            database, tables, config.GetString("tag-separator"), config.GetInt("db-round-trip-max-batch-size"), _shutdown.Token);
        _queue = new WriteQueue(
            _store.Insert,
            config.GetInt("buffer-size"),
            config.GetInt("batch-size"),
            database.IsSqlite ? 1 : config.GetInt("parallelism"),
            _shutdown.Token);
    }

    public IStash Stash { get; set; }

    public override async Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        while (max > 0 && fromSequenceNr <= toSequenceNr)
        {
            var limit = Math.Min(max, _replayBatchSize);
            var rows = await _store.Rows(persistenceId, fromSequenceNr, toSequenceNr, limit).ConfigureAwait(false);
            foreach (var row in rows)
                recoveryCallback(new Persistent(
                    _payloads.FromBinary(row.Message, row.Serializer, row.Manifest),
                    row.SequenceNr,
                    row.PersistenceId,
                    row.Manifest,
                    isDeleted: false,
                    ActorRefs.NoSender,
                    row.Writer,
                    row.Created));
            if (rows.Count < limit)
                return;
            fromSequenceNr = rows[^1].SequenceNr + 1;
            max -= rows.Count;
        }
    }

    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr)
    {
        // An incarnation before this one may have a write under way: its number counts, whether it succeeds or fails.
        if (_writing.TryGetValue(persistenceId, out var write))
            await write.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
                .ConfigureAwait(false);
        return await _store.HighestSequenceNr(persistenceId, fromSequenceNr).ConfigureAwait(false);
    }

    public override void AroundPreRestart(Exception cause, object message)
    {
        _log.Error(cause, "Sql Journal Error on {0}", message?.GetType().ToString() ?? "null");
        base.AroundPreRestart(cause, message);
    }

    protected override void PreStart()
    {
        base.PreStart();
        Initialize().PipeTo(Self);
        BecomeStacked(WhileInitializing);
    }

    protected override void PostStop()
    {
        base.PostStop();
        _shutdown.Cancel();
        _shutdown.Dispose();
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var writes = messages.ToList();
        if (writes.Count == 0)
            return Task.FromResult<IImmutableList<Exception>>(null); // deferred events only
        var id = writes[0].PersistenceId;
        var task = Write(writes);
        _writing[id] = task;
        task.ContinueWith(
            done => _writing.TryRemove(KeyValuePair.Create(id, (Task)done)),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) => _store.Delete(persistenceId, toSequenceNr);

    private async Task<IImmutableList<Exception>> Write(List<AtomicWrite> writes)
    {
        var now = DateTime.UtcNow.Ticks;
        var rows = new List<JournalRow>();
        var rejections = ImmutableList.CreateBuilder<Exception>();
        foreach (var write in writes)
        {
            try
            {
                rows.AddRange([.. ((IEnumerable<IPersistentRepresentation>)write.Payload).Select(persistent => Row(persistent, now))]);
                rejections.Add(null);
            }
            catch (Exception e)
            {
                rejections.Add(e); // this write cannot be serialized; the others go on
            }
        }
        await _queue.Add(rows).ConfigureAwait(false);
        return rejections.ToImmutable();
    }

    private JournalRow Row(IPersistentRepresentation persistent, long now)
    {
        var (payload, tags) = persistent.Payload is Tagged tagged ? (tagged.Payload, tagged.Tags) : (persistent.Payload, []);
        var (bytes, serializer, manifest) = _payloads.ToBinary(payload);
        var created = persistent.Timestamp == 0 ? now : persistent.Timestamp;
        return new JournalRow(persistent.PersistenceId, persistent.SequenceNr, created, bytes, serializer, manifest, _writer, tags);
    }

    private async Task<Status> Initialize()
    {
        try
        {
            if (_autoInitialize)
                await _store.CreateTables();
            return Status.Success.Instance;
        }
        catch (Exception e)
        {
            return new Status.Failure(e);
        }
    }

    private bool WhileInitializing(object message)
    {
        switch (message)
        {
            case Status.Success:
                UnbecomeStacked();
                Stash.UnstashAll();
                return true;
            case Status.Failure failure:
                _log.Error(failure.Cause, "Failure during {0} initialization.", Self);
                // The restart tries again.
                throw new ApplicationException("Failed to initialize SQL Journal.", failure.Cause);
            default:
                Stash.Stash();
                return true;
        }
    }
}
