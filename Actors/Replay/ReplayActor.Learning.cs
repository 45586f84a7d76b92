using Akka.Actor;
using Akka.Event;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Replay;

/// <content>Conversation with learner, imagination and checkpoints, and the doing of what the gate decides.</content>
public sealed partial class ReplayActor
{
    private readonly Dictionary<CutMark, CutPosition> cuts = []; // captured, and not named by the journal yet
    private IActorRef learner = ActorRefs.Nobody;

    private void OnBatch(RequestBatch asked)
    {
        learner = Sender;
        Decide(new BatchAsked(asked.RequestId, asked.Update), "a batch was asked for");
    }

    private void OnUpdate(UpdateReported report)
    {
        var isNext = report.Update == gate.Updates + 1 && report.Update <= gate.Granted;
        if (isNext) memory!.GiveBack(report);
        if (isNext || report.Update <= gate.Updates) Sender.Tell(new ReportNoted(report.Update));
        Decide(new UpdateFinished(report.Update), "an update was reported");
    }

    private void OnBehaviour(BehaviourReported report)
    {
        if (report.Update <= gate.Granted) Sender.Tell(new BehaviourNoted(report.Update));
        Decide(new BehaviourFinished(report.Update, report.PolicyVersion), "a behaviour was reported");
    }

    private void OnCheckpoint(CheckpointWritten written)
    {
        var recorded = new CheckpointRecorded(written.Cut, written.Folder, written.ManifestSha256);
        var sender = Sender;
        if (facts.Checkpoints.Any(known => known.Cut == written.Cut && known.ManifestSha256 == written.ManifestSha256))
        {
            sender.Tell(recorded);
        }
        else if (cuts.Remove(written.Cut, out var position))
        {
            outbox.Add(new CheckpointNamed(written.Cut, written.Folder, written.ManifestSha256, position), () =>
            {
                sender.Tell(recorded);
                Context.Parent.Tell(recorded);
                DeleteUnneeded();
            });
            Flush();
        }
        else if (!outbox.Holds<CheckpointNamed>(named => named.Cut == written.Cut))
        {
            sender.Tell(new CheckpointFailed(written.Cut, "replay does not know this cut: learning went back to a checkpoint before it"));
        }
    }

    /// <summary>Tells the gate, and does what it answers.</summary>
    private void Decide(GateInput? input, string because)
    {
        var (next, outputs) = input is null ? gate.Look() : gate.Handle(input);
        gate = next;
        foreach (var output in outputs)
        {
            log.Debug("{0}: {1}", because, output);
            Do(output);
        }
    }

    private void Do(GateOutput output)
    {
        switch (output)
        {
            case GiveCredit credit:
                if (desk.TryGetValue(credit.Environment, out var seat) && seat.Stream == credit.Stream)
                    seat.Actor.Tell(new CreditGranted(credit.RequestId, credit.Stream, credit.Steps, credit.PolicyVersion, credit.Random));
                break;
            case GiveBatch batch:
                learner.Tell(new BatchGranted(batch.RequestId, batch.Update, memory!.Lend(batch.Update), batch.Cut));
                break;
            case CaptureCut capture:
                Capture(capture);
                break;
            case AnnounceBudgetSpent:
                ReportProgress();
                Context.Parent.Tell(new BudgetSpent(gate.Steps, gate.Updates));
                break;
            default:
                throw new InvalidOperationException($"Nothing is known of {output.GetType().Name}.");
        }
    }

    private void Capture(CaptureCut capture)
    {
        var oldest = Math.Min(memory!.Store.OldestSegment, facts.NextSegment);
        var at = capture.At;
        var position = new CutPosition(facts.Facts, at.Steps, at.LearningFrom, at.PolicyVersion, memory.Random.ToString(), oldest);
        cuts[capture.Cut] = position;
        var nextStream = Math.Max(facts.NextStream, at.Claims.Values.Select(claim => claim.Stream + 1).DefaultIfEmpty().Max());
        checkpoints.Tell(new PartCaptured(capture.Cut, ReplayPart.Name, memory.Capture(at, position, facts.Streams, nextStream)));
        if (settings.Schedule == Schedule.Overlapped) return;
        foreach (var seat in desk.Values.OrderBy(seat => seat.Environment)) seat.Actor.Tell(new CaptureRequested(capture.Cut));
    }

    private void ReportProgress()
    {
        if (memory is null) return;
        metrics.Tell(new Progress(gate.Steps, gate.Steps * settings.ActionRepeat, gate.Updates, memory.Store.HeldSteps, memory.Store.HeldBytes, gate.AchievedRatio));
    }
}
