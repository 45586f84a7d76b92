using Akka.Actor;
using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence.Snapshot;

/// <summary>The base of snapshot stores. Every operation goes through a circuit breaker and is answered to the persistent actor.</summary>
public abstract class SnapshotStore : ActorBase
{
    private readonly CircuitBreaker _breaker;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly bool _publish;

    protected SnapshotStore()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        var config = extension.ConfigFor(Self);
        _publish = extension.Settings.Internal.PublishPluginCommands;
        _breaker = new CircuitBreaker(
            Context.System.Scheduler,
            config.GetInt("circuit-breaker.max-failures", 10),
            config.GetTimeSpan("circuit-breaker.call-timeout", TimeSpan.FromSeconds(10)),
            config.GetTimeSpan("circuit-breaker.reset-timeout", TimeSpan.FromSeconds(30)));
    }

    /// <returns>The newest snapshot that matches, or null.</returns>
    protected abstract Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    protected abstract Task SaveAsync(SnapshotMetadata metadata, object snapshot);

    protected abstract Task DeleteAsync(SnapshotMetadata metadata);

    protected abstract Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>Messages that are the plugin's own, and every answer before it goes out.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    protected sealed override bool Receive(object message) => ReceiveSnapshotStore(message) || ReceivePluginInternal(message);

    private bool ReceiveSnapshotStore(object message)
    {
        switch (message)
        {
            case LoadSnapshot load when load.Criteria == SnapshotSelectionCriteria.None:
                Sender.Tell(new LoadSnapshotResult(null, load.ToSequenceNr), ActorRefs.NoSender);
                return true;
            case LoadSnapshot load:
                _ = Load(load, Sender);
                return true;
            case SaveSnapshot save:
                var now = save.Metadata.Timestamp == DateTime.MinValue ? DateTime.UtcNow : save.Metadata.Timestamp;
                var metadata = new SnapshotMetadata(save.Metadata.PersistenceId, save.Metadata.SequenceNr, now);
                _ = Answer("SaveAsync", () => SaveAsync(metadata, save.Snapshot),
                    () => new SaveSnapshotSuccess(metadata), e => new SaveSnapshotFailure(save.Metadata, e));
                return true;
            case DeleteSnapshot delete:
                _ = Answer("DeleteAsync", () => DeleteAsync(delete.Metadata),
                    () => new DeleteSnapshotSuccess(delete.Metadata), e => new DeleteSnapshotFailure(delete.Metadata, e), delete);
                return true;
            case DeleteSnapshots delete:
                _ = Answer("DeleteAsync", () => DeleteAsync(delete.PersistenceId, delete.Criteria),
                    () => new DeleteSnapshotsSuccess(delete.Criteria), e => new DeleteSnapshotsFailure(delete.Criteria, e), delete);
                return true;
            case SaveSnapshotSuccess or SaveSnapshotFailure
                or DeleteSnapshotSuccess or DeleteSnapshotFailure or DeleteSnapshotsSuccess or DeleteSnapshotsFailure:
                PassOn(message);
                return true;
            default:
                return false;
        }
    }

    private async Task Load(LoadSnapshot load, IActorRef persistentActor)
    {
        ISnapshotResponse answer;
        try
        {
            var limited = load.Criteria.Limit(load.ToSequenceNr);
            var snapshot = await _breaker.WithCircuitBreaker(() => LoadAsync(load.PersistenceId, limited)).ConfigureAwait(false);
            answer = new LoadSnapshotResult(snapshot, load.ToSequenceNr);
        }
        catch (Exception e)
        {
            answer = new LoadSnapshotFailed(Explained("LoadAsync", e));
        }
        persistentActor.Tell(answer, ActorRefs.NoSender);
    }

    // The answer passes through the store's own mailbox first: a plugin may want to know.
    private async Task Answer(
        string what,
        Func<Task> operation,
        Func<ISnapshotResponse> success,
        Func<Exception, ISnapshotResponse> failure,
        object published = null)
    {
        var (self, persistentActor, stream) = (Self, Sender, Context.System.EventStream);
        ISnapshotResponse answer;
        try
        {
            await _breaker.WithCircuitBreaker(operation).ConfigureAwait(false);
            answer = success();
        }
        catch (Exception e)
        {
            answer = failure(Explained(what, e));
        }
        self.Tell(answer, persistentActor);
        if (_publish && published != null)
            stream.Publish(published);
    }

    private void PassOn(object answer)
    {
        try
        {
            ReceivePluginInternal(answer);
            if (answer is SaveSnapshotFailure failure)
                _ = DeleteRemains(failure.Metadata);
        }
        finally
        {
            Sender.Tell(answer);
        }
    }

    private async Task DeleteRemains(SnapshotMetadata metadata)
    {
        try
        {
            await _breaker.WithCircuitBreaker(() => DeleteAsync(metadata)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _log.Error(e, "DeleteAsync operation after SaveSnapshot failure failed.");
        }
    }

    private static Exception Explained(string what, Exception e) => e switch
    {
        AggregateException several when several.Flatten().InnerExceptions is [var only] => only,
        OperationCanceledException => new OperationCanceledException($"{what} canceled, possibly due to timing out.", e),
        _ => e,
    };
}
