using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// Stores chunks, grants credits and batches, and keeps the train ratio: the only gate between acting and learning. Decisions are <see cref="Gate"/>'s, what exists is <see cref="ReplayLog"/>'s,
/// what is held is <see cref="StepStore"/>'s; the actor only moves messages, persists facts and does what is to be done once they are durable.
/// Its first act in a process is to persist <see cref="EpochStarted"/>: any older process then fails on its next fact, and stops.
/// </summary>
public sealed partial class ReplayActor : ReceivePersistentActor, IWithTimers
{
    private readonly ReplaySettings settings;
    private readonly IActorRef checkpoints;
    private readonly IActorRef metrics;
    private readonly ILoggingAdapter log = Context.GetLogger();

    private ReplayLog facts = new();
    private SegmentFolder folder = null!; // from recovery on
    private SegmentAppender? appender;
    private ReplayMemory? memory; // null until the run goes on
    private Gate gate;
    private bool isNewRun;
    private ResumeFrom? resuming;
    private ReplayReady? ready; // the last answer to ResumeFrom

    /// <summary>Replay for these settings. <paramref name="checkpoints"/> gets replay's part of every cut, <paramref name="metrics"/> progress and faults; the parent resumes it (<see cref="ReplayRecovered"/>).</summary>
    public ReplayActor(ReplaySettings settings, IActorRef checkpoints, IActorRef metrics)
    {
        this.settings = settings;
        this.checkpoints = checkpoints;
        this.metrics = metrics;
        gate = new Gate { Settings = settings.Gate };
        Recover<SnapshotOffer>(offer => (facts, snapshotOf) = (ReplayLog.Restore((ReplaySnapshot)offer.Snapshot), offer.Metadata.SequenceNr));
        Recover<IReplayFact>(fact => facts.Apply(fact)); // not the method group: a snapshot replaces the log
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Closed();
    }

    /// <inheritdoc/>
    public override string PersistenceId => settings.PersistenceId;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>How to make one.</summary>
    public static Props Props(ReplaySettings settings, IActorRef checkpoints, IActorRef metrics) => Akka.Actor.Props.Create(() => new ReplayActor(settings, checkpoints, metrics));

    /// <inheritdoc/>
    protected override void PostStop()
    {
        appender?.Dispose();
        base.PostStop();
    }

    /// <summary>Before the run goes on: requests are not answered, and will be repeated.</summary>
    private void Closed()
    {
        Command<RequestCredit>(Later);
        Command<AppendChunk>(Later);
        Command<LateChunk>(Later);
        Command<EndStream>(Later);
        Command<RequestBatch>(Later);
        Command<UpdateReported>(Later);
        Command<BehaviourReported>(Later);
        Command<CutRequested>(Later);
        Command<CheckpointWritten>(Later);
        Always();
    }

    private void Open()
    {
        Command<RequestCredit>(OnCredit);
        Command<AppendChunk>(OnChunk);
        Command<LateChunk>(OnLate);
        Command<EndStream>(OnEndStream);
        Command<RequestBatch>(OnBatch);
        Command<UpdateReported>(OnUpdate);
        Command<BehaviourReported>(OnBehaviour);
        Command<CutRequested>(asked => Decide(new CutAsked(), $"a checkpoint was asked for: {asked.Reason}"));
        Command<CheckpointWritten>(OnCheckpoint);
        Always();
    }

    private void Always()
    {
        Command<ResumeFrom>(OnResume);
        Command<Terminated>(gone => OnGone(gone.ActorRef));
        Command<DescribeWaiting>(asked => Sender.Tell(new WaitingDescribed(asked.RequestId, Describe())));
        Command<RequestDigest>(asked => Sender.Tell(new DigestReady(asked.RequestId, memory?.Digest(gate) ?? "")));
        Command<EndWork>(OnEndWork);
        Command<Tick>(_ => OnTick());
        Command<Synced>(OnSynced);
        Command<SaveSnapshotSuccess>(saved => OnSnapshot(saved.Metadata.SequenceNr));
        Command<SaveSnapshotFailure>(failed => ReportFault($"The journal's snapshot was not saved, recovery will take longer: {StorageFault.Line(failed.Cause)}"));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteMessagesSuccess>(_ => { });
        Command<DeleteMessagesFailure>(failed => ReportFault($"Facts that a snapshot holds were not deleted: {StorageFault.Line(failed.Cause)}"));
        Command<DeleteSnapshotsFailure>(failed => ReportFault($"Old snapshots of the journal were not deleted: {StorageFault.Line(failed.Cause)}"));
    }

    private void OnEndWork(EndWork end)
    {
        Become(() =>
        {
            Command<EndWork>(OnEndWork);
            Command<Synced>(OnSynced);
            CommandAny(_ => { });
        });
        WhenIdle(() => Context.Parent.Tell(new WorkEnded("replay", end.Round)));
    }

    private void Later(IProtocolMessage message) => log.Debug("{0} came before the run goes on; it will be repeated.", message.GetType().Name);

    private void OnRecovered()
    {
        Timers.StartPeriodicTimer("tick", Tick.Instance, settings.Tick);
        isNewRun = facts.Run is null;
        if (Contradiction() is { } line)
        {
            Stop(false, line);
            return;
        }

        if (isNewRun) outbox.Add(new RunStarted(settings.NewRun, settings.Layout.Description, settings.Layout.SpacesHash, settings.Schedule, settings.Seed));
        outbox.Add(new EpochStarted(facts.Epoch + 1, $"{Environment.MachineName}:{Environment.ProcessId}", DateTimeOffset.UtcNow), OnOwned);
        Flush();
    }

    private string? Contradiction()
    {
        if (facts.Run is not { } run)
        {
            return Directory.Exists(settings.Segments) && Directory.EnumerateFiles(settings.Segments).Any()
                ? $"{settings.Segments} has steps, but the journal knows of no run: it was lost or is another. Put it back, or use another --run folder."
                : null;
        }

        if (!run.SpacesHash.AsSpan().SequenceEqual(settings.Layout.SpacesHash.AsSpan()))
            return $"This run was begun with other observations or actions: it has {run.Spaces}, the task now has {settings.Layout.Description}. Use another --run folder.";
        if (run.Schedule != settings.Schedule || (settings.Schedule == Schedule.Lockstep && run.Seed != settings.Seed))
            return $"This run was begun {run.Schedule.ToString().ToLowerInvariant()} with seed {run.Seed}, not {settings.Schedule.ToString().ToLowerInvariant()} with seed {settings.Seed}. Use another --run folder.";
        return null;
    }

    /// <summary>The epoch is in the journal: the run is this process's.</summary>
    private void OnOwned()
    {
        folder = new SegmentFolder(settings.Segments, facts.Run!.Run, settings.Layout.SpacesHash);
        appender = new SegmentAppender(folder, facts.Epoch, facts.NextSegment, settings.Options.SegmentBytes, settings.Options.Durability);
        try
        {
            folder.DeleteUnknown(facts.Segments.Values.Select(segment => segment.Name).ToHashSet());
        }
        catch (Exception fault) when (StorageFault.IsOfTheDisk(fault))
        {
            ReportFault($"Files in {folder.Path} that no fact names could not be deleted: {StorageFault.Line(fault)}");
        }

        AskToResume();
    }

    private void AskToResume() =>
        Context.Parent.Tell(new ReplayRecovered(
            facts.Run!.Run,
            facts.Epoch,
            isNewRun,
            [.. facts.Checkpoints.Reverse().Select(known => new KnownCheckpoint(known.Cut, known.Folder, known.ManifestSha256))]));

    private void OnResume(ResumeFrom from)
    {
        if (ready?.RequestId == from.RequestId) Context.Parent.Tell(ready);
        if (ready?.RequestId == from.RequestId || resuming is not null || appender is null) return;
        if (from.Cut is { } cut && facts.Checkpoints.All(known => known.Cut != cut))
        {
            Stop(false, $"The run was to go on from cut {cut.Cut} at update {cut.Update}, which the journal does not name.");
            return;
        }

        resuming = from;
        if (settings.Schedule == Schedule.Overlapped && memory is not null)
        {
            GoOn(from); // learner and imagination begin anew, everything stored stays
            return;
        }

        desk.Clear();
        Become(Closed);
        WhenIdle(() =>
        {
            memory = null;
            if (settings.Schedule == Schedule.Lockstep) SetAside(from);
            else foreach (var stream in facts.Streams.Values.Where(stream => !stream.Ended)) outbox.Add(new StreamEnded(stream.Stream, stream.Environment, stream.NextIndex, "the process ended"));
            WhenIdle(() => GoOn(from));
        });
    }

    private void SetAside(ResumeFrom from)
    {
        if (from.Cut is not null && from.Replay is null) throw new ArgumentException("In lockstep a run goes on from replay's own part of the checkpoint.");
        var (count, streams) = from.Replay is { } part ? (ReplayPart.Counter(part, "facts"), ReplayPart.Streams(part)) : (0, []);
        var nextStream = from.Replay is { } known ? ReplayPart.Counter(known, "next-stream") : 0;
        if (facts.Facts > count) outbox.Add(new ReplaySetAside(facts.Epoch, from.Cut?.Cut ?? 0, count, streams, nextStream));
    }

    private void GoOn(ResumeFrom from)
    {
        var position = facts.Checkpoints.FirstOrDefault(known => known.Cut == from.Cut)?.Position;
        try
        {
            if (memory is null) memory = ReplayMemory.Load(settings, facts, folder, position, from.Replay, ReportFault);
            else memory.ForgetLoans();
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Stop(false, $"The replay cannot be read back: {StorageFault.Line(fault)}");
            return;
        }

        var update = from.Cut?.Update ?? 0;
        var claims = settings.Schedule == Schedule.Lockstep ? ImmutableSortedDictionary<int, Claim>.Empty : gate.Claims;
        gate = new Gate
        {
            Settings = settings.Gate,
            Steps = facts.Steps,
            LearningFrom = position is not null ? position.LearningFrom : facts.Steps >= settings.Gate.Prefill && memory.Sampleable ? settings.Gate.Prefill : null,
            Granted = update,
            Updates = update,
            Behaviour = update,
            PolicyVersion = position?.PolicyVersion ?? 0,
            Sampleable = memory.Sampleable,
            Claims = claims,
            Turn = from.Replay is { } part ? (int)ReplayPart.Counter(part, "turn") : 0,
            TurnLeft = from.Replay is { } known ? (int)ReplayPart.Counter(known, "turn-left") : 0,
            LastCut = facts.Checkpoints.Count == 0 ? 0 : facts.Checkpoints[^1].Cut.Cut,
        };
        gate = gate with { LastGranted = update > 0 && gate.IsLast(update) };
        cuts.Clear();
        resuming = null;
        var open = settings.Schedule == Schedule.Overlapped
            ? []
            : facts.Streams.Values.Where(stream => !stream.Ended).Select(stream => new OpenStream(stream.Environment, stream.Stream, stream.NextNumber, stream.NextIndex));
        ready = new ReplayReady(from.RequestId, facts.Epoch, update, gate.Steps, facts.NextStream, [.. open]);
        Become(Open);
        Context.Parent.Tell(ready);
        ReportProgress();
        log.Info("Replay goes on at step {0}, update {1}, epoch {2}: {3} steps held; {4}.", gate.Steps, update, facts.Epoch, memory.Store.HeldSteps, settings.Bounds.Arithmetic);
        Decide(null, "the run goes on");
    }

    private ImmutableArray<string> Describe()
    {
        var lines = Storing();
        if (memory is null) return lines.Add(resuming is null ? "replay waits for the run supervisor to say where to go on" : "replay waits for the journal before it goes on");
        return lines.AddRange(GateDescription.Of(gate));
    }

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
