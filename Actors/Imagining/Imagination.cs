using System.Diagnostics;
using Akka.Actor;
using AkkaDreamer.Actors.Learning;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Imagining;

/// <summary>
/// Dreams from the learner's start states, one update after the other in order, trains actor and critic, publishes the policy and lends it to everyone who acts.
/// Overlapped, it asks for the next start states before it dreams, so that they are there when it is done. Handles messages synchronously on its own thread. Updates that are not finite are skipped; too many in a row throw <see cref="RollbackException"/>.
/// </summary>
public sealed class Imagination : WorkingPart, IWithTimers
{
    private static readonly TimeSpan BufferRetry = TimeSpan.FromMilliseconds(10);

    private readonly LearnerSettings settings;
    private readonly IActorRef learner;
    private readonly IActorRef replay;
    private readonly PolicyDesk desk;
    private readonly WaitClock clock;
    private readonly SortedDictionary<long, BehaviourReported> unnoted = [];
    private IBehaviourTrainer trainer = null!;
    private long dreamed;                       // the last update dreamed
    private RequestStartStates? asked;
    private StartStatesDone? done;              // not yet noted by the learner
    private StartStatesReady? unpublished;      // dreamed, its policy not yet out
    private bool skipped; // the update at hand
    private int skippedInRow;
    private long requestId;

    /// <summary>An imagination that pulls from <paramref name="learner"/> and reports to <paramref name="replay"/>. Its parent routes RequestPolicy, PartCaptured and reports.</summary>
    public Imagination(LearnerSettings settings, IActorRef learner, IActorRef replay)
    {
        this.settings = settings;
        this.learner = learner;
        this.replay = replay;
        dreamed = settings.Update;
        desk = new PolicyDesk(settings.From is { } halves ? PublishedPolicy.Of(settings.Update, halves.WorldModel, halves.Behaviour) : null);
        clock = new WaitClock(Self.Path.Name, () => Context.System.SteadyNow());

        Receive<StartStatesReady>(OnReady);
        Receive<StartStatesNoted>(OnNoted);
        Receive<BehaviourNoted>(noted => { unnoted.Remove(noted.Update); });
        Receive<RequestPolicy>(OnRequestPolicy);
        Receive<TryAgain>(_ => Publish());
        Receive<Terminated>(dead => desk.Forget(dead.ActorRef));
        EndsWork<StartStatesReady>(late => late.Start?.Dispose());
        Receive<Tick>(_ => OnTick());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        settings.TakeComputeShare();
        trainer = settings.Agent.CreateBehaviour(RandomState.Derive(settings.Seed, CheckpointParts.Imagination));
        if (settings.From is { } halves) trainer.Restore(halves.Behaviour);
        settings.From?.Release(); // the policy on the desk keeps its own until the first update
        Timers.StartPeriodicTimer("tick", Tick.Instance, settings.Tick);
        Ask(dreamed + 1);
        Wait();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        unpublished?.Start?.Dispose();
        desk.Close();
        if (trainer is not null) settings.Retire(trainer);
    }

    private void Ask(long update)
    {
        asked = new RequestStartStates(++requestId, update);
        learner.Tell(asked);
    }

    private void Wait() => clock.WaitFor("start states from world-model");

    private void OnReady(StartStatesReady ready)
    {
        if (ready.Update != dreamed + 1 || asked is null) return;
        asked = null;
        if (clock.Work() is { } over) Context.Parent.Tell(over);
        if (!settings.Lockstep) Ask(ready.Update + 1);
        unpublished = ready;
        skipped = ready.Start is null || !Train(ready.Update, ready.Start);
        dreamed = ready.Update;
        if (ready.Cut is { } cut) Capture(cut);
        if (settings.JointExact) Done(null);
        else Publish();
    }

    private bool Train(long update, StartStates start)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var scalars = trainer.Train(start);
            skippedInRow = 0;
            Context.Parent.Tell(new Report(Self.Path.Name, update, scalars.Values.Add(new("time/imagination", Stopwatch.GetElapsedTime(begun).TotalMilliseconds))));
            return true;
        }
        catch (NonFiniteException fault)
        {
            var where = settings.DumpStart(update, start);
            Context.Parent.Tell(new FaultSeen("non-finite", Self.Path.Name, $"behaviour update {update} was skipped: {fault.Message}; {(where is null ? "what it dreamed from could not be dumped" : $"what it dreamed from is in {where}")}"));
            if (++skippedInRow < settings.MostSkippedInRow) return false;
            throw new RollbackException($"{skippedInRow} behaviour updates in a row were not finite, the last of them {update}");
        }
    }

    /// <summary>
    /// Puts the policy of the last update out, gives the start states back and reports. Lockstep needs every version, so it waits for a free buffer;
    /// overlapped goes on without when none is free.
    /// </summary>
    private void Publish()
    {
        if (unpublished is not { } ready) return;
        if (ready.Start is { } start)
        {
            if (trainer.Publish(start) is { } weights)
            {
                desk.Put(PublishedPolicy.Of(dreamed, weights));
            }
            else if (settings.Lockstep)
            {
                clock.WaitFor("a free policy buffer");
                Timers.StartSingleTimer("buffer", TryAgain.Instance, BufferRetry);
                return;
            }
        }
        else if (settings.Lockstep)
        {
            desk.Relabel(dreamed);
        }

        unpublished = null;
        ready.Start?.Dispose();
        desk.Serve();
        var report = unnoted[dreamed] = new BehaviourReported(dreamed, desk.Version);
        replay.Tell(report);
        if (settings.JointExact) Next();
        else Done(NeedsValueHead ? desk.Lend() : null);
    }

    private bool NeedsValueHead => settings.Agent.Update == UpdateKind.Joint && !settings.Lockstep;

    private void Done(PolicyLoan? head)
    {
        done = new StartStatesDone(dreamed, head, skipped);
        learner.Tell(done);
        if (settings.JointExact) clock.WaitFor("world-model to complete the joint update");
        else Next();
    }

    private void Next()
    {
        if (settings.Lockstep) Ask(dreamed + 1);
        Wait();
    }

    private void OnNoted(StartStatesNoted noted)
    {
        if (done?.Update != noted.Update) return;
        done = null;
        if (settings.JointExact) Publish();
    }

    private void OnRequestPolicy(RequestPolicy request)
    {
        if (desk.Ask(Sender, request)) Context.Watch(Sender);
    }

    private void Capture(CutMark cut) => Context.Parent.Tell(new PartCaptured(cut, CheckpointParts.Imagination, trainer.Capture()));

    private void OnTick()
    {
        if (asked is not null) learner.Tell(asked);
        if (done is not null) learner.Tell(done with { Policy = null });
        foreach (var report in unnoted.Values) replay.Tell(report);
        foreach (var report in clock.Reports()) Context.Parent.Tell(report);
    }

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }

    private sealed record TryAgain : INoSerializationVerificationNeeded
    {
        public static readonly TryAgain Instance = new();
    }
}
