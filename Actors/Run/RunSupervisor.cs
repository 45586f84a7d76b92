using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Learning;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;

namespace AkkaDreamer.Actors.Run;

/// <summary>
/// The root of a run and its error kernel: it makes every part, owns phase, budget and checkpoints, knows who is alive and answers each death. Learner and imagination come back together from
/// one cut; in lockstep the environments come back with them. It routes what children say to parts that may be replaced: reports to Metrics, captured parts to Checkpoints, policy requests to
/// Imagination. The outcome is set once every child is gone.
/// </summary>
public sealed partial class RunSupervisor : ReceiveActor, IWithTimers
{
    private readonly RunPlan plan;
    private readonly TaskCompletionSource<RunOutcome> outcome;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly RunChildren children;
    private readonly List<IDisposable> retired = [];            // trainers whose actors ended
    private readonly SortedDictionary<string, string> waits = [];
    private readonly HashSet<string> stopping = [];             // children that are to end, for a restart or for good
    private RunPhase phase;
    private string phaseWords = "";
    private Cadence cadence;
    private ReplayRecovered? recovered;
    private LoadedCheckpoint? loaded;
    private Exception? lastFailure;
    private RunOutcome? ending;
    private ImmutableList<KnownCheckpoint> known = []; // the checkpoints that the journal names, newest first
    private CutMark? lastRecorded;
    private CutMark? lastCut, lostCut; // the newest that parts came of; that one when Checkpoints died with them
    private string partsDigest = "";
    private double? lastEvaluation;
    private long requestId;
    private long epoch;
    private int restarts, rollbacks; // since the last checkpoint; rollbacks: those for updates that were not finite
    private int evaluators; // nodes that play evaluations
    private Evaluate? onNodes; // the evaluation that they play

    /// <summary>A run; <paramref name="outcome"/> is completed when it is over, and never faulted.</summary>
    public RunSupervisor(RunPlan plan, TaskCompletionSource<RunOutcome> outcome)
    {
        this.plan = plan;
        this.outcome = outcome;
        children = new RunChildren(plan, Context);
        cadence = new Cadence { Checkpoint = plan.CheckpointWhen, Evaluation = plan.EvaluateWhen, StallAfter = plan.StallAfter, Lockstep = plan.Lockstep };

        Receive<ReplayRecovered>(OnRecovered);
        Receive<CheckpointFound>(OnFound);
        Receive<ReplayReady>(OnReplayReady);
        Receive<BudgetSpent>(OnBudgetSpent);
        Receive<ReplayStopped>(OnReplayStopped);
        Receive<EnvironmentsGone>(gone => OnEnvironmentsGone(gone.Line));
        Receive<CheckpointComplete>(OnCheckpointed);
        Receive<CheckpointFailed>(OnCheckpointFailed);
        Receive<CheckpointRecorded>(recorded => known = known.Insert(0, new KnownCheckpoint(recorded.Cut, recorded.Folder, recorded.ManifestSha256)).GetRange(0, Math.Min(known.Count + 1, plan.Checkpoints.Keep)));
        Receive<DigestReady>(digest => OnDigest(digest));
        Receive<WaitingDescribed>(described => SayWhoWaits(described.Lines));
        Receive<StopRun>(OnStop);
        Receive<Terminated>(dead => OnTerminated(dead.ActorRef));
        Receive<Tick>(_ => OnTick());
        Receive<StopDeadline>(_ => OnStopDeadline());
        Receive<WorkEnded>(ended => ended.Round == round, ended => OnWorkEnded(ended.Part));
        Receive<WorkEnded>(_ => { }); // of a round that is over

        Receive<RequestPolicy>(request =>
        {
            if (phase != RunPhase.Stopping) children.Forward(RunChildren.Imagination, request);
        });
        Receive<PartCaptured>(part =>
        {
            if (lastCut is null || part.Cut.Cut > lastCut.Cut) lastCut = part.Cut;
            children.Forward(RunChildren.Checkpoints, part);
        });
        Receive<CheckpointWritten>(written =>
        {
            if (phase != RunPhase.Stopping) children.Forward(RunChildren.Replay, written);
        });
        Receive<EvaluatorsSeen>(seen => { evaluators = seen.Count; });
        Receive<EvaluationLost>(lost => PlayHere(lost.Asked));
        Receive<IReport>(OnReport);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
    {
        lastFailure = failure;
        return Directive.Stop; // what a death means is decided when it is heard of
    });

    /// <inheritdoc/>
    protected override void PreStart()
    {
        plan.Begun();
        Timers.StartPeriodicTimer("tick", Tick.Instance, plan.Tick);
        children.StartMetrics();
        children.StartCheckpoints(known);
        StartReplay();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        DisposeRetired();
        outcome.TrySetResult(ending ?? new RunOutcome(plan.MayBeTakenOver ? RunEnd.TakenOver : RunEnd.Failed, "the run's supervisor was stopped", cadence.Steps, cadence.Updates, lastEvaluation, null));
    }

    private void Enter(RunPhase next, string words)
    {
        (phase, phaseWords) = (next, words);
        log.Info("{0}", words);
        children.Tell(RunChildren.Metrics, new PhaseSeen(words));
    }

    private void StartReplay()
    {
        recovered = null;
        children.StartReplay();
        Enter(RunPhase.Recovering, "reading journal and replay");
    }

    private void OnRecovered(ReplayRecovered message)
    {
        if (phase != RunPhase.Recovering || recovered is not null) return;
        recovered = message;
        known = [.. message.Checkpoints];
        FindCheckpoint();
    }

    private void FindCheckpoint()
    {
        Enter(RunPhase.Verifying, "looking for the newest whole checkpoint");
        children.Tell(RunChildren.Checkpoints, new FindCheckpoint(++requestId, [.. known]));
    }

    private void OnFound(CheckpointFound found)
    {
        if (phase != RunPhase.Verifying || found.RequestId != requestId) return;
        foreach (var line in found.Rejected) OnReport(new FaultSeen("storage", RunChildren.Checkpoints, line));
        loaded = found.Checkpoint;
        lastRecorded = loaded?.Cut;
        partsDigest = loaded?.Digest ?? "";
        requestId++;
        Enter(RunPhase.Resuming, loaded is null ? "beginning" : $"going on from update {loaded.Cut.Update}");
        Resume();
    }

    private void Resume() => children.Tell(RunChildren.Replay, new ResumeFrom(requestId, loaded?.Cut, loaded?.Parts.GetValueOrDefault(CheckpointParts.Replay)));

    private void OnReplayReady(ReplayReady ready)
    {
        if (phase != RunPhase.Resuming || ready.RequestId != requestId) return;
        epoch = ready.Epoch;
        known = known.RemoveAll(later => later.Cut.Cut > (lastRecorded?.Cut ?? 0)); // damaged, or recorded while learning went back: lockstep has set those aside
        (lastCut, lostCut) = (null, null);
        cadence = cadence.Begin(ready.Steps, ready.Update, Context.System.SteadyNow());
        children.StartPair(ready.Update, loaded, retired.Add);
        children.StartEnvironments(ready, plan.Lockstep ? loaded : null);
        children.StartEvaluator();
        children.StartNodes(recovered!.RunId, ready.Epoch);
        var restarted = new PolicyRestarted(ready.Update);
        children.Tell(RunChildren.Environments, restarted);
        children.Tell(RunChildren.Evaluator, restarted);
        children.Tell(RunChildren.Nodes, restarted);
        loaded = null;
        Enter(RunPhase.Training, "training");
    }

    private void OnReport(IReport report)
    {
        children.Tell(RunChildren.Metrics, report);
        switch (report)
        {
            case Progress progress:
                cadence = cadence.At(progress, Context.System.SteadyNow());
                LookAtCadence();
                break;
            case Report { Update: { } update } when phase == RunPhase.Training:
                cadence = cadence.At(update, Context.System.SteadyNow());
                LookAtCadence();
                break;
            case Waiting { For: null } over:
                waits.Remove(over.Source);
                break;
            case Waiting wait:
                waits[wait.Source] = wait.For!;
                break;
            case EvaluationFinished evaluation:
                OnEvaluated(evaluation);
                break;
        }
    }

    private void OnTick()
    {
        if (phase == RunPhase.Resuming) Resume();
        if (phase == RunPhase.Digesting) children.Tell(RunChildren.Replay, new RequestDigest(requestId));
        if (phase == RunPhase.Training) LookAtCadence();
    }

    private void LookAtCadence()
    {
        if (phase != RunPhase.Training) return;
        (cadence, var due) = cadence.Look(Context.System.SteadyNow());
        foreach (var one in due)
        {
            if (one == Due.Checkpoint) children.Tell(RunChildren.Replay, new CutRequested("due"));
            else if (one == Due.Evaluation) Evaluate();
            else children.Tell(RunChildren.Replay, new DescribeWaiting(++requestId));
        }
    }

    private void Evaluate()
    {
        var asked = new Evaluate(++requestId, cadence.Steps, 0, plan.EvaluateWhen.Episodes); // with the newest policy there is
        onNodes = evaluators > 0 && children.Tell(RunChildren.Nodes, asked) ? asked : null;
        if (onNodes is null) PlayHere(asked);
    }

    private void PlayHere(Evaluate asked)
    {
        onNodes = null;
        children.Tell(RunChildren.Evaluator, asked with { PolicyVersion = 0 }); // the newest that is here; that of a node may not come again
    }

    /// <summary>The desk for other machines is gone, whether it died or goes with replay: nobody answers for what they play.</summary>
    private void NodesGone()
    {
        evaluators = 0;
        if (onNodes is { } lost) PlayHere(lost);
    }

    private void SayWhoWaits(ImmutableArray<string> lines)
    {
        log.Warning("Nobody progressed for {0}. {1}", plan.StallAfter, string.Join("; ", waits.Select(wait => $"{wait.Key} waits for {wait.Value}").Concat(lines)));
        OnReport(new FaultSeen("stall", Self.Path.Name, string.Join("; ", waits.Select(wait => $"{wait.Key} waits for {wait.Value}"))));
    }

    private void OnEvaluated(EvaluationFinished evaluation)
    {
        onNodes = null;
        cadence = cadence with { EvaluationUnderWay = false };
        if (!evaluation.Returns.IsEmpty) lastEvaluation = evaluation.Returns.Average();
        if (phase == RunPhase.Evaluating) AskDigest();
        else if (phase == RunPhase.Training && lastEvaluation >= plan.TargetReturn) Finish(RunEnd.TargetReached, $"an evaluation reached {lastEvaluation:0.##}, the target was {plan.TargetReturn:0.##}");
    }

    private void OnCheckpointed(CheckpointComplete complete)
    {
        lastRecorded = complete.Cut;
        partsDigest = complete.Digest;
        (restarts, rollbacks) = (0, 0);
        cadence = cadence.Checkpointed(complete.Cut, Context.System.SteadyNow());
        log.Info("Checkpoint {0}: update {1}, {2} bytes, digest {3}", complete.Folder, complete.Cut.Update, complete.Bytes, complete.Digest);
        if (phase == RunPhase.Finishing) Finished();
    }

    private void OnCheckpointFailed(CheckpointFailed failed)
    {
        cadence = cadence.NotCheckpointed(Context.System.SteadyNow());
        if (phase == RunPhase.Finishing) End(ending! with { End = RunEnd.Failed, Line = $"the last checkpoint was not written: {failed.Reason}" });
    }

    private void OnTerminated(IActorRef dead)
    {
        if (children.Gone(dead) is not { } name) return;
        if (waits.ContainsKey(name)) OnReport(new Waiting(name, null)); // whoever comes in its place does not know that it said so
        var wanted = stopping.Remove(name);
        var line = OneLine.Of(lastFailure);
        if (name == RunChildren.Nodes && phase != RunPhase.Stopping) NodesGone();
        if (phase == RunPhase.Stopping)
        {
            if (working.Count == 0) StopNext();
            else OnWorkEnded(name);
        }
        else if (wanted)
        {
            if (stopping.Count == 0) Restarted();
        }
        else
        {
            var isRollback = lastFailure is RollbackException;
            lastFailure = null;
            if (isRollback && ++rollbacks > plan.MostRollbacks) Fail($"{line}, for the {rollbacks}th time since the last checkpoint; batches are in faults/, and a lower rate (dreamer.agent.model-optimiser.rate, actor-optimiser, critic-optimiser) may help");
            else Answer(name, line);
        }
    }

    /// <summary>What goes back when learning does.</summary>
    private ImmutableArray<string> Learning => plan.Lockstep ? [.. RunChildren.Acting, .. RunChildren.Pair] : RunChildren.Pair;

    /// <summary>What the death of a child means.</summary>
    private void Answer(string name, string line)
    {
        switch (name)
        {
            case RunChildren.Replay: // by itself, with no reason that would end the run (ReplayStopped): it reads its journal again
                OnReport(new FaultSeen("replay", name, line));
                Restart(line, RunChildren.OnReplay);
                break;
            case RunChildren.Metrics:
                log.Error("Metrics died: {0}", line);
                CountRestart(line);
                if (phase != RunPhase.Stopping) RestartMetrics();
                break;
            case RunChildren.Checkpoints:
                OnReport(new FaultSeen("storage", name, line));
                CountRestart(line);
                if (phase == RunPhase.Stopping) break;
                children.StartCheckpoints(known);
                lostCut = lastCut;
                cadence = cadence.NotCheckpointed(Context.System.SteadyNow());
                if (phase == RunPhase.Verifying) FindCheckpoint();
                else if (phase == RunPhase.Finishing) AskForLastCut(line);
                break;
            case RunChildren.Evaluator:
                OnReport(new FaultSeen("evaluator", name, line));
                children.StartEvaluator();
                if (phase == RunPhase.Evaluating && ++restarts <= plan.MostRestarts) Evaluate();
                else OnEvaluated(new EvaluationFinished(0, cadence.Steps, 0, [])); // the next may go better
                break;
            case RunChildren.Nodes:
                OnReport(new FaultSeen("cluster", name, line));
                CountRestart(line);
                if (phase == RunPhase.Training) children.StartNodes(recovered!.RunId, epoch);
                break;
            default:
                OnReport(new FaultSeen(name == RunChildren.Environments ? "environment" : "learner", name, line));
                Restart(line, name == RunChildren.Environments ? [.. RunChildren.Acting, .. RunChildren.Pair] : Learning);
                break;
        }
    }

    // What was said once, and still is so.
    private void RestartMetrics()
    {
        children.StartMetrics();
        children.Tell(RunChildren.Metrics, new PhaseSeen(phaseWords));
        foreach (var (source, waitsFor) in waits) children.Tell(RunChildren.Metrics, new Waiting(source, waitsFor));
    }

    private void CountRestart(string line)
    {
        if (++restarts > plan.MostRestarts) Fail($"{restarts} crashes without a checkpoint between them, the last: {line}");
    }

    /// <summary>Ends these parts, learner and imagination among them; they begin again from the newest checkpoint when all of them are gone.</summary>
    private void Restart(string line, ImmutableArray<string> parts)
    {
        if (phase == RunPhase.Digesting && children.Has(RunChildren.Replay)) return; // what is hashed is replay's, and the rest is written
        if (ending?.End is RunEnd.Stopped or RunEnd.TargetReached)
        {
            End(ending); // it was leaving anyway
            return;
        }

        CountRestart(line);
        if (phase != RunPhase.Stopping) GoBack(line, parts);
    }

    private void GoBack(string line, ImmutableArray<string> parts)
    {
        Enter(RunPhase.Restarting, $"going back to the last checkpoint: {line}");
        foreach (var name in parts.Where(children.Stop)) stopping.Add(name);

        if (stopping.Count == 0) Restarted();
    }

    private void Restarted()
    {
        DisposeRetired();
        if (children.Has(RunChildren.Replay)) FindCheckpoint();
        else StartReplay();
    }

    private void DisposeRetired()
    {
        foreach (var trainer in retired) trainer.Dispose();
        retired.Clear();
    }

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
