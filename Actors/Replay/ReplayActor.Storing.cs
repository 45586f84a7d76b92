using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Replay;

/// <content>The way to the journal, and what happens when disk or journal fail: seen within seconds, then tried again or stopped, never silent.</content>
public sealed partial class ReplayActor
{
    private readonly FactOutbox outbox = new();
    private DateTimeOffset? busySince; // a group of facts is on its way
    private DateTimeOffset? diskFaultSince;
    private string diskFault = ""; // the last
    private string? waitsFor; // as last reported
    private int sinceSnapshot;
    private long snapshotOf; // the number of the last fact in the newest snapshot; 0: there is none
    private bool stopping;

    private DateTimeOffset Now => Context.System.SteadyNow();

    /// <summary>Sends what waits on its way, unless a group is under way already.</summary>
    private void Flush()
    {
        if (busySince is not null || outbox.Waiting == 0 || IsTakenOver()) return;
        busySince = Now;
        var group = outbox.Take(); // taken before the sync: what is appended while it runs belongs to the next group
        if (settings.Options.Durability == Durability.Process || appender is not { } segments) PersistAllAsync(group, OnFact);
        else Task.Run(segments.Sync).PipeTo(Self, success: () => new Synced(group, null), failure: fault => new Synced(group, fault));
    }

    /// <summary>Does something as soon as no fact waits or is under way.</summary>
    private void WhenIdle(Action step)
    {
        if (busySince is null && outbox.Waiting == 0) step();
        else outbox.AddStep(step);
        Flush();
    }

    private void OnSynced(Synced synced)
    {
        if (synced.Fault is { } fault) Stop(false, $"{folder.Path} could not be synced, so nothing written since is certain: {StorageFault.Line(fault)}");
        else PersistAllAsync(synced.Group, OnFact);
    }

    /// <summary>True, and replay stops, when this process may not write any more: a learner that was taken over, or slept.</summary>
    private bool IsTakenOver()
    {
        if (settings.MayWrite(Context.System)) return false;
        Stop(true, "this process does not hold the learner's lease any more");
        return true;
    }

    private void OnFact(IReplayFact fact)
    {
        if (IsTakenOver()) return; // the fact may be there, but nobody hears of it from here
        facts.Apply(fact);
        sinceSnapshot++;
        foreach (var then in outbox.Done()) then();
        if (!outbox.Busy) OnGroupDone();
    }

    private void OnGroupDone()
    {
        busySince = null;
        foreach (var step in outbox.TakeSteps()) step();
        if (sinceSnapshot >= settings.SnapshotEvery)
        {
            sinceSnapshot = 0;
            SaveSnapshot(facts.Capture());
        }

        Flush();
    }

    // The newest snapshot and the one before it stay, with all facts since that one: if the newest is ever damaged, nothing is lost. So the journal is bounded.
    private void OnSnapshot(long number)
    {
        var before = snapshotOf;
        snapshotOf = number;
        if (before == 0) return;
        DeleteMessages(before);
        DeleteSnapshots(new SnapshotSelectionCriteria(before - 1));
    }

    private void DeleteUnneeded()
    {
        var unneeded = facts.Unneeded(memory!.Store.OldestSegment, settings.KeepCheckpoints, settings.Schedule == Schedule.Lockstep).ToList();
        foreach (var number in unneeded)
        {
            var name = facts.Segments[number].Name;
            if (outbox.Holds<SegmentDeleted>(deleted => deleted.Segment == number)) continue;
            outbox.Add(new SegmentDeleted(number), () =>
            {
                try
                {
                    folder.Delete(name);
                }
                catch (Exception fault) when (StorageFault.IsOfTheDisk(fault))
                {
                    ReportFault($"{name} is not needed any more, but cannot be deleted: {StorageFault.Line(fault)}");
                }
            });
        }

        Flush();
    }

    private void OnTick()
    {
        if (appender is not null && memory is null && resuming is null) AskToResume();
        ReportProgress();
        if (busySince is { } since && Now - since > settings.SlowAfter && waitsFor is null)
            ReportFault($"The journal or the disk has not answered for {(Now - since).TotalSeconds:0} s; {outbox.Waiting} facts wait.");
        if (diskFaultSince is { } failing && Now - failing > settings.Options.RetryStorageFor)
            Stop(false, $"{folder.Path} has refused every write for {(Now - failing).TotalSeconds:0} s (dreamer.replay.retry-storage-for); the last: {diskFault}");
        var slow = (busySince is { } asked && Now - asked > settings.SlowAfter) || diskFaultSince is not null;
        ReportWaiting(slow ? "journal and disk" : null);
    }

    private void OnDiskFault(Exception fault)
    {
        diskFault = StorageFault.Line(fault);
        if (diskFaultSince is null) ReportFault($"{folder.Path} refuses to be written: {diskFault}");
        diskFaultSince ??= Now;
        ReportWaiting("journal and disk");
        if (settings.Options.RetryStorageFor == TimeSpan.Zero) Stop(false, $"{folder.Path} refuses to be written: {diskFault}");
    }

    private void OnDiskWell()
    {
        if (diskFaultSince is null) return;
        diskFaultSince = null;
        log.Info("{0} can be written again.", folder.Path);
        ReportWaiting(null);
    }

    private void ReportWaiting(string? on)
    {
        if (on == waitsFor) return;
        waitsFor = on;
        metrics.Tell(new Waiting("replay", on));
    }

    private void ReportFault(string line) => ReportFault(line, "storage");

    private void ReportFault(string line, string kind)
    {
        log.Warning(line);
        metrics.Tell(new FaultSeen(kind, "replay", line));
    }

    private ImmutableArray<string> Storing()
    {
        var lines = ImmutableArray<string>.Empty;
        if (busySince is { } since && Now - since > settings.SlowAfter) lines = lines.Add($"replay waits for the journal or the disk since {(Now - since).TotalSeconds:0} s, with {outbox.Waiting} facts waiting behind");
        if (diskFaultSince is { } failing) lines = lines.Add($"replay cannot write to {folder.Path} since {(Now - failing).TotalSeconds:0} s");
        return lines;
    }

    private void Stop(bool fenced, string line)
    {
        if (stopping) return;
        stopping = true;
        log.Error(line);
        metrics.Tell(new FaultSeen("storage", "replay", line));
        Context.Parent.Tell(new ReplayStopped(fenced, line));
        Context.Stop(Self);
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        var fenced = StorageFault.IsFencedOut(cause);
        Stop(fenced, fenced
            ? $"Another process has taken this run over (fact {sequenceNr} of {PersistenceId} is written already): this one stops."
            : $"The journal refused {@event.GetType().Name}: {StorageFault.Line(cause)}");
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Stop(false, $"The journal cannot write {@event.GetType().Name}: {StorageFault.Line(cause)}");

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Stop(false, reason is RecoveryTimedOutException ? $"The journal of {PersistenceId} does not answer: {StorageFault.Line(reason)}" : $"The journal of {PersistenceId} cannot be read: {StorageFault.Line(reason)}; `doctor --run DIR --repair` cuts it back to what is whole");

    private sealed record Synced(IReadOnlyList<IReplayFact> Group, Exception? Fault) : INoSerializationVerificationNeeded;
}
