using Akka.Actor;
using Akka.Event;
using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;

namespace AkkaDreamer.Actors.Run;

/// <content>How a run ends: the last checkpoint, the last evaluation, the digest; then every part ends its work, so that no message is lost, and is stopped.</content>
public sealed partial class RunSupervisor
{
    private const int EndWorkRounds = 2; // see Protocol/Ending.cs

    private readonly HashSet<string> working = []; // parts that have not ended their work in this round
    private int round;

    private void OnBudgetSpent(BudgetSpent spent)
    {
        if (phase != RunPhase.Training) return;
        cadence = cadence with { Steps = spent.Steps, Updates = spent.Updates };
        ending = Outcome(RunEnd.BudgetReached, $"the budget of {spent.Steps} steps is spent");
        Enter(RunPhase.Finishing, "writing the last checkpoint");
        Finished();
    }

    private void OnStop(StopRun stop)
    {
        if (phase == RunPhase.Training) Finish(RunEnd.Stopped, stop.Reason);
        else if (phase == RunPhase.Finishing) Hurry(stop.Reason);
        else End(Outcome(RunEnd.Stopped, stop.Reason));
    }

    /// <summary>Told to stop while its last checkpoint is written: it leaves after that. An evaluation that would have come then comes when the same command goes on.</summary>
    private void Hurry(string reason)
    {
        if (ending!.End == RunEnd.Stopped) return;
        if (ending.End == RunEnd.BudgetReached) ending = Outcome(RunEnd.Stopped, reason);
        WaitForCheckpoint();
    }

    private void WaitForCheckpoint() => Timers.StartSingleTimer("stop", StopDeadline.Instance, plan.StopWithin * 5 / 6);

    /// <summary>One more checkpoint, where there is something new to keep, then the end.</summary>
    private void Finish(RunEnd end, string line)
    {
        ending = Outcome(end, line);
        Enter(RunPhase.Finishing, "writing a checkpoint before leaving");
        if (end == RunEnd.Stopped) WaitForCheckpoint();
        if (cadence.Updates > (lastRecorded?.Update ?? 0)) children.Tell(RunChildren.Replay, new CutRequested(line));
        else Finished();
    }

    /// <summary>Checkpoints died before the end that waits for it. Whoever still learns cuts once more; whose budget is spent never will, so the last updates are made again.</summary>
    private void AskForLastCut(string line)
    {
        if (ending!.End == RunEnd.BudgetReached) GoBack(line, Learning);
        else children.Tell(RunChildren.Replay, new CutRequested(ending.Line));
    }

    /// <summary>Goes on when the checkpoint that the end waits for is recorded.</summary>
    private void Finished()
    {
        if ((lastRecorded?.Update ?? 0) < ending!.Updates)
        {
            if (lostCut?.Update >= ending.Updates) AskForLastCut("the last checkpoint was lost with the part that writes it");
            return;
        }

        Timers.Cancel("stop");
        if (ending.End == RunEnd.Stopped)
        {
            End(ending);
        }
        else if (ending.End == RunEnd.BudgetReached && plan.EvaluateWhen.Every > 0 && cadence.Updates > 0)
        {
            Enter(RunPhase.Evaluating, "the last evaluation");
            Evaluate();
        }
        else
        {
            AskDigest();
        }
    }

    private void AskDigest()
    {
        if (!plan.Lockstep || ending!.End != RunEnd.BudgetReached)
        {
            End(ending!);
            return;
        }

        Enter(RunPhase.Digesting, "hashing the end");
        children.Tell(RunChildren.Replay, new RequestDigest(++requestId));
    }

    private void OnDigest(DigestReady digest)
    {
        if (phase != RunPhase.Digesting) return;
        End(ending! with { Digest = RunDigest.Join(partsDigest, digest.Sha256) });
    }

    // Those of nodes may still act; without a cluster nobody ever will.
    private void OnEnvironmentsGone(string line)
    {
        if (phase is RunPhase.Stopping or RunPhase.Finishing) return;
        if (plan.Nodes is null) Fail(line);
    }

    private void OnReplayStopped(ReplayStopped stopped) // it has reported the fault
    {
        var line = stopped.Fenced ? $"another process writes this run: {stopped.Line}" : stopped.Line;
        End(Outcome(stopped.Fenced && plan.MayBeTakenOver ? RunEnd.TakenOver : RunEnd.Failed, line));
    }

    private RunOutcome Outcome(RunEnd end, string line) => new(end, line, cadence.Steps, cadence.Updates, lastEvaluation, null);

    private void Fail(string line) => End(Outcome(RunEnd.Failed, line));

    private void End(RunOutcome how)
    {
        if (phase == RunPhase.Stopping) return;
        ending = how with { Steps = cadence.Steps, Updates = cadence.Updates, Evaluation = lastEvaluation };
        Enter(RunPhase.Stopping, how.Line);
        Timers.Cancel("stop");
        children.Tell(RunChildren.Nodes, new RunOver(how.End is RunEnd.BudgetReached or RunEnd.TargetReached, OneLine.Cut(how.Line, 250)));
        if (how.End is RunEnd.Failed or RunEnd.TakenOver) StopNext(); // what failed might never answer, and who was replaced has nothing to say
        else AskToEndWork(1);
    }

    /// <summary>Who was told to stop may be killed if it takes longer than it may; who has reached its end may take its time.</summary>
    private TimeSpan EndWorkWithin => ending!.End == RunEnd.Stopped ? plan.StopWithin / 6 / EndWorkRounds : plan.StopWithin;

    private void AskToEndWork(int next)
    {
        round = next;
        Timers.StartSingleTimer("stop", StopDeadline.Instance, EndWorkWithin);
        foreach (var name in RunChildren.Working.Where(name => children.Tell(name, new EndWork(round)))) working.Add(name);
        if (working.Count == 0) StopNext();
    }

    private void OnWorkEnded(string name)
    {
        if (!working.Remove(name) || working.Count > 0) return;
        if (round < EndWorkRounds) AskToEndWork(round + 1);
        else StopNext();
    }

    /// <summary>Stops the children one after the other, those who use another before the one they use.</summary>
    private void StopNext()
    {
        if (children.NextToStop() is { } name) children.Stop(name);
        else Context.Stop(Self);
    }

    private void OnStopDeadline()
    {
        if (phase != RunPhase.Stopping)
        {
            End(ending! with { Line = $"{ending.Line}; its last checkpoint was not finished in time (dreamer.run.stop-within = {plan.StopWithin.TotalSeconds:0} s)" });
            return;
        }

        log.Warning("{0} did not end their work within {1}.", string.Join(", ", working), EndWorkWithin);
        working.Clear();
        StopNext();
    }

    private sealed record StopDeadline : INoSerializationVerificationNeeded
    {
        public static readonly StopDeadline Instance = new();
    }
}
