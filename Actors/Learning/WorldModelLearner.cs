using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Learning;

/// <summary>
/// Trains the world model, one batch of replay's a message, synchronously on its own thread, and hands the start states to imagination. Overlapped, it asks one batch ahead and waits when
/// imagination falls too far behind; a joint agent in lockstep steps its optimiser when imagination has run the backward pass over both halves.
/// Updates that are not finite are skipped and their batches dumped; too many in a row throw <see cref="RollbackException"/>.
/// </summary>
public sealed class WorldModelLearner : WorkingPart, IWithTimers
{
    private readonly LearnerSettings settings;
    private readonly IActorRef replay;
    private readonly DreamQueue dreams = new();
    private readonly SortedDictionary<long, UpdateReported> unnoted = [];
    private readonly WaitClock clock;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private IWorldModelTrainer trainer = null!;
    private long trained;                 // the last update begun
    private RequestBatch? asked;
    private BatchGranted? held;
    private (IActorRef From, RequestStartStates Request)? wanted;
    private SequenceBatch? pictured;
    private int skippedInRow;
    private long requestId;

    /// <summary>A learner that pulls batches from <paramref name="replay"/>. Its parent routes PartCaptured and reports.</summary>
    public WorldModelLearner(LearnerSettings settings, IActorRef replay)
    {
        this.settings = settings;
        this.replay = replay;
        trained = settings.Update;
        clock = new WaitClock(Self.Path.Name, () => Context.System.SteadyNow());

        Receive<BatchGranted>(OnBatch);
        Receive<RequestStartStates>(request =>
        {
            wanted = (Sender, request);
            Offer();
        });
        Receive<StartStatesDone>(OnDreamed);
        Receive<ReportNoted>(noted => { unnoted.Remove(noted.Update); });
        EndsWork<StartStatesDone>(late => late.Policy?.Dispose());
        Receive<Tick>(_ => OnTick());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        settings.TakeComputeShare();
        trainer = settings.Agent.CreateWorldModel(RandomState.Derive(settings.Seed, CheckpointParts.WorldModel));
        if (settings.From is { } halves) trainer.Restore(halves.WorldModel);
        settings.From?.Release();
        Timers.StartPeriodicTimer("tick", Tick.Instance, settings.Tick);
        clock.WaitFor("batch from replay");
        Ask();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        if (trainer is not null) settings.Retire(trainer);
    }

    private void Ask()
    {
        asked = new RequestBatch(++requestId, trained + 1);
        replay.Tell(asked);
    }

    private void OnBatch(BatchGranted granted)
    {
        if (granted.Update != trained + 1 || held is not null) return;
        asked = null;
        held = granted;
        TryTrain();
    }

    private void TryTrain()
    {
        if (held is not { } granted)
        {
            clock.WaitFor("batch from replay");
        }
        else if (dreams.Count > settings.MostBehind)
        {
            clock.WaitFor($"imagination, {dreams.Count} updates behind");
        }
        else
        {
            if (clock.Work() is { } over) Context.Parent.Tell(over);
            held = null;
            trained = granted.Update;
            if (!settings.Lockstep) Ask();
            Train(granted);
            Offer();
            TryTrain();
        }
    }

    private void Train(BatchGranted granted)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var update = trainer.Train(granted.Batch, settings.JointExact);
            var report = new UpdateReported(granted.Update, false, granted.Batch.Keys, update.Latents);
            if (settings.PictureEvery > 0 && granted.Update % settings.PictureEvery == 0) pictured = granted.Batch;
            Tell(granted.Update, update.Scalars, begun);
            dreams.Add(granted.Update, new DreamQueue.Entry(update.Start, granted.Cut, settings.JointExact ? report : null, RowsOf(granted.Batch)));
            if (!settings.JointExact) Finish(report, granted.Cut);
        }
        catch (NonFiniteException fault)
        {
            var where = settings.DumpBatch(granted.Update, granted.Batch);
            Fault(granted.Update, $"{fault.Message}; {(where is null ? "its batch could not be dumped" : $"its batch is in {where}")}");
            dreams.Add(granted.Update, new DreamQueue.Entry(null, granted.Cut, null, []));
            Finish(new UpdateReported(granted.Update, true, granted.Batch.Keys, null), granted.Cut);
        }
    }

    private void OnDreamed(StartStatesDone done)
    {
        using var head = done.Policy;
        if (dreams.Finish(done.Update) is { } entry)
        {
            if (head?.Weights is { } weights) trainer.UseValueHead(weights);
            if (done.Skipped && !entry.Rows.IsEmpty) log.Warning("Behaviour update {0} was not finite; the sequences that it dreamed from begin at these steps (stream:index): {1}", done.Update, string.Join(' ', entry.Rows.Select(row => $"{row.Stream}:{row.Index}")));
            if (entry.Report is { } report)
            {
                var skipped = done.Skipped || !Complete(done.Update);
                if (done.Skipped) Fault(done.Update, "the behaviour's half of a joint update was not finite");
                Finish(report with { Skipped = skipped, Latents = skipped ? null : report.Latents }, entry.Cut);
            }
        }

        Sender.Tell(new StartStatesNoted(done.Update));
        TryTrain();
    }

    private static ImmutableArray<StepKey> RowsOf(SequenceBatch batch) => [.. Enumerable.Range(0, batch.Batch).Select(row => batch.Keys[row * batch.Length])];

    private bool Complete(long update)
    {
        try
        {
            Tell(update, trainer.Complete(), null);
            return true;
        }
        catch (NonFiniteException fault)
        {
            Fault(update, fault.Message);
            return false;
        }
    }

    /// <summary>The world model's half of an update is over.</summary>
    private void Finish(UpdateReported report, CutMark? cut)
    {
        if (cut is not null) Capture(cut);
        if (pictured is { } batch) // before the report: from then on replay fills its arrays anew
        {
            pictured = null;
            if (trainer.Predict(batch, settings.PictureContext) is { } strip) Context.Parent.Tell(new PictureTaken($"prediction-{report.Update:00000000}.png", strip));
        }

        unnoted[report.Update] = report;
        replay.Tell(report);
        if (settings.Lockstep) Ask();
        skippedInRow = report.Skipped ? skippedInRow + 1 : 0;
        if (skippedInRow >= settings.MostSkippedInRow) throw new RollbackException($"{skippedInRow} updates in a row were not finite, the last of them {report.Update}");
    }

    /// <summary>Answers imagination when what it asks for is here.</summary>
    private void Offer()
    {
        if (wanted is not { } want || dreams.Find(want.Request.Update) is not { } entry) return;
        wanted = null;
        want.From.Tell(new StartStatesReady(want.Request.RequestId, want.Request.Update, entry.Start, entry.Cut));
    }

    private void Capture(CutMark cut) => Context.Parent.Tell(new PartCaptured(cut, CheckpointParts.WorldModel, trainer.Capture()));

    private void Fault(long update, string line) => Context.Parent.Tell(new FaultSeen("non-finite", Self.Path.Name, $"update {update} was skipped: {line}"));

    private void Tell(long update, Scalars scalars, long? begun)
    {
        var values = begun is null ? scalars.Values : scalars.Values.Add(new("time/world-model", Stopwatch.GetElapsedTime(begun.Value).TotalMilliseconds));
        Context.Parent.Tell(new Report(Self.Path.Name, update, values));
    }

    private void OnTick()
    {
        if (asked is not null) replay.Tell(asked);
        foreach (var report in unnoted.Values) replay.Tell(report);
        foreach (var report in clock.Reports()) Context.Parent.Tell(report);
    }

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
