using Akka.Actor;
using Akka.Event;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Acting;

/// <summary>
/// Steps one environment with the newest policy it has, only while replay's credit lasts, and hands in each credit's steps as one chunk, which it repeats until it is stored.
/// An environment that throws, breaks its spaces or outlives its deadline is abandoned: its stream ends, and a new environment begins a new stream after a wait.
/// </summary>
public sealed class EnvironmentActor : WorkingPart, IWithTimers
{
    private readonly EnvironmentSettings settings;
    private readonly IActorRef replay;
    private readonly Outbox outbox = new();
    private readonly ChunkBuilder builder;
    private readonly PolicyHolder policy;
    private readonly WaitClock clock;
    private readonly ILoggingAdapter log = Context.GetLogger();

    private IEnvironmentHost? host;        // null between an environment and the next
    private StreamState state;
    private RandomState random;
    private Rebuild? rebuild;
    private EnvironmentStep? current;      // seen, not yet decided on
    private CreditGranted? credit;
    private int creditUsed;
    private DateTimeOffset? calledAt;      // a call into the environment is under way since then
    private long incarnation;              // of the environment: answers of an abandoned one are not heard
    private bool made;                     // the environment has answered once
    private int faultsInRow, stepsSinceFault;
    private bool streamAsked, backingOff;
    private long requestId, creditRequest;
    private CutMark? cutToCapture;

    /// <summary>An environment that begins with <paramref name="start"/> and hands its chunks to <paramref name="replay"/>. Its parent routes RequestPolicy, RequestStream, PartCaptured and reports.</summary>
    public EnvironmentActor(EnvironmentSettings settings, IActorRef replay, StreamStart start)
    {
        this.settings = settings;
        this.replay = replay;
        builder = new ChunkBuilder(settings.Index, settings.Latent);
        policy = new PolicyHolder(settings.CreatePolicy());
        clock = new WaitClock(Self.Path.Name, () => Context.System.SteadyNow());
        host = settings.CreateHost();
        state = start.State(settings.Seed);
        random = RandomState.Parse(state.Random);
        if (start.Captured is not null) rebuild = Rebuild.Of(state);

        Receive<CreditGranted>(OnCredit);
        Receive<PolicyReady>(OnPolicy);
        Receive<PolicyRestarted>(_ => OnPolicyRestarted());
        Receive<Answered>(OnAnswered);
        Receive<ChunkStored>(stored => OnStored(stored));
        Receive<StreamClosed>(OnClosed);
        Receive<StreamAssigned>(OnAssigned);
        Receive<CaptureRequested>(asked => Capture(asked.Cut));
        Receive<BackoffOver>(_ => OnBackoffOver());
        EndsWork<PolicyReady>(late => late.Policy.Dispose());
        Receive<Tick>(_ => OnTick());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("tick", Tick.Instance, settings.Tick);
        Advance();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        host?.Abandon(log, Self.Path.Name);
        policy.Dispose();
    }

    private void Advance()
    {
        if (backingOff || streamAsked || calledAt is not null) return;
        if (current is null)
        {
            clock.WaitFor("environment");
            Call(host!.Reset(state.EpisodeSeed));
        }
        else if (credit is null)
        {
            clock.WaitFor(outbox.Count < settings.MostUnacknowledgedChunks ? "credit from replay" : "chunks to be stored by replay");
            AskCredit();
        }
        else if (!credit.Random && !policy.Serves(credit.PolicyVersion, settings.Lockstep))
        {
            clock.WaitFor($"policy {credit.PolicyVersion} from imagination");
            AskPolicy(credit.PolicyVersion);
        }
        else
        {
            if (clock.Work() is { } over) Context.Parent.Tell(over);
            Decide(current, credit);
            Advance();
        }
    }

    private void Decide(EnvironmentStep step, CreditGranted granted)
    {
        settings.TakeComputeShare();
        var decision = step.IsLast ? new Decision(new float[settings.Spaces.Actions.Size], new PolicyState([]), null)
            : granted.Random ? new Decision(RandomAction.Draw(settings.Spaces.Actions, random), new PolicyState([]), null)
            : policy.Act(step.Observation.Arrays, state.Policy, random);
        builder.Add(state.NextIndex, step, decision.Action, decision.Latent, granted.Random ? -1 : policy.Version);
        if (step.IsLast) Context.Parent.Tell(new EpisodeFinished(settings.Index, state.Return + step.Reward, state.Length));
        state = state.Decided(step, decision.Action, granted.Random ? null : decision.State, random, settings.Lockstep);
        if (step.IsLast || ++stepsSinceFault >= settings.ForgivenAfter) faultsInRow = 0;
        current = null;
        if (++creditUsed == granted.Steps) SendChunk();
        if (!step.IsLast) Call(host!.Step(decision.Action));
    }

    private void SendChunk()
    {
        credit = null;
        creditUsed = 0;
        if (builder.Take() is not { } chunk) return;
        var append = new AppendChunk(state.Stream, state.NextNumber, chunk);
        state = state with { NextNumber = state.NextNumber + 1 };
        outbox.Add(append);
        replay.Tell(append);
    }

    private void AskCredit()
    {
        if (outbox.Count >= settings.MostUnacknowledgedChunks || creditRequest != 0) return;
        creditRequest = ++requestId;
        replay.Tell(new RequestCredit(creditRequest, settings.Index, state.Stream));
    }

    private void AskPolicy(long atLeast)
    {
        if (policy.Asked is { } asked && asked.AtLeast <= atLeast) return;
        Context.Parent.Tell(policy.Ask(++requestId, atLeast));
    }

    private void OnCredit(CreditGranted granted)
    {
        if (granted.RequestId != creditRequest || granted.Stream != state.Stream) return;
        creditRequest = 0;
        credit = granted;
        creditUsed = 0;
        if (!settings.Lockstep && !granted.Random) AskPolicy(Math.Max(granted.PolicyVersion, policy.Version + 1));
        Advance();
    }

    private void OnPolicy(PolicyReady ready)
    {
        settings.TakeComputeShare();
        if (policy.Take(ready)) Advance();
    }

    private void OnPolicyRestarted()
    {
        policy.Forget();
        if (!settings.Lockstep) AskPolicy(0);
        Advance();
    }

    private void OnStored(ChunkStored stored)
    {
        if (outbox.Remove(stored.Stream, stored.Number)) Advance();
    }

    private void Call(Task<EnvironmentStep> call)
    {
        var mine = incarnation;
        calledAt = Context.System.SteadyNow();
        call.PipeTo(Self, success: step => new Answered(mine, step, null), failure: fault => new Answered(mine, null, fault));
    }

    private void OnAnswered(Answered answer)
    {
        if (answer.Incarnation != incarnation) return;
        calledAt = null;
        made = true;
        if (answer.Step is not { } step)
        {
            Replace(StepCheck.ClassOf(answer.Fault), OneLine.Of(answer.Fault));
            return;
        }

        var first = rebuild is null ? state.Length == 0 : rebuild.Done == 0;
        if (StepCheck.Fault(settings.Spaces, step, first) is { } line)
        {
            Replace("environment", line);
            return;
        }

        if (rebuild is null) current = step;
        else Rebuilt(rebuild.Next(step), step);
        Advance();
    }

    private void Rebuilt(Rebuild next, EnvironmentStep step)
    {
        rebuild = next;
        if (next.Fault is { } line)
        {
            Replace("environment", $"not exactly resumable: {line}");
        }
        else if (next.Action is { } action)
        {
            Call(host!.Step(action));
        }
        else
        {
            rebuild = null;
            current = step;
        }
    }

    private void Replace(string fault, string line)
    {
        Context.Parent.Tell(new FaultSeen(fault, Self.Path.Name, line));
        stepsSinceFault = 0;
        if (++faultsInRow == settings.QuarantineAfter)
        {
            Quarantine(line);
            return;
        }

        Abandon(line, tellReplay: true);
        var wait = TimeSpan.FromTicks(Math.Min(settings.LongestBackoff.Ticks, settings.FirstBackoff.Ticks << Math.Min(faultsInRow - 1, 20)));
        backingOff = true;
        clock.WaitFor($"{wait.TotalSeconds:0.#} s after a fault");
        Timers.StartSingleTimer("backoff", BackoffOver.Instance, wait);
        Renew();
    }

    /// <summary>No new environment is made; what was lived through is still handed in.</summary>
    private void Quarantine(string line)
    {
        Abandon(line, tellReplay: true);
        var reason = $"{faultsInRow} faults in a row, the last: {line}; it is left out (dreamer.environment.quarantine-after)";
        log.Warning("{0}: {1}", Self.Path.Name, reason);
        Context.Parent.Tell(new FaultSeen("quarantine", Self.Path.Name, reason));
        Context.Parent.Tell(new EnvironmentQuarantined(settings.Index, reason));
        clock.WaitFor("nothing: it is left out after too many faults");
        var closedAtReplay = false; // no newer stream will say that this one has ended
        Become(() =>
        {
            Receive<ChunkStored>(stored => outbox.Remove(stored.Stream, stored.Number));
            Receive<StreamClosed>(closed =>
            {
                outbox.Drop(closed.Stream);
                closedAtReplay |= closed.Stream == state.Stream;
            });
            Receive<Tick>(_ =>
            {
                foreach (var append in outbox.All) replay.Tell(append);
                if (!closedAtReplay && outbox.Count == 0) replay.Tell(new EndStream(state.Stream, OneLine.Cut(line, 250)));
                foreach (var report in clock.Reports()) Context.Parent.Tell(report);
            });
            EndsWork<PolicyReady>(late => late.Policy.Dispose());
            Receive<PolicyReady>(late => late.Policy.Dispose());
            ReceiveAny(_ => { });
        });
    }

    /// <summary>Ends the stream and everything about it.</summary>
    private void Abandon(string reason, bool tellReplay)
    {
        host?.Abandon(log, Self.Path.Name);
        host = null;
        made = false;
        incarnation++;
        calledAt = null;
        current = null;
        rebuild = null;
        creditRequest = 0;
        SendChunk();
        if (tellReplay) replay.Tell(new EndStream(state.Stream, OneLine.Cut(reason, 250)));
    }

    /// <summary>Asks for the next stream, which begins with a new environment.</summary>
    private void Renew()
    {
        streamAsked = true;
        AskStream();
    }

    private void AskStream() => Context.Parent.Tell(new RequestStream(settings.Index, state.Stream));

    private void OnClosed(StreamClosed closed)
    {
        outbox.Drop(closed.Stream);
        if (closed.Stream != state.Stream || streamAsked) return;
        log.Warning("Replay closed stream {0}: {1}", closed.Stream, closed.Reason);
        Abandon(closed.Reason, tellReplay: false);
        Renew();
        outbox.Drop(closed.Stream);
    }

    private void OnAssigned(StreamAssigned assigned)
    {
        if (!streamAsked || assigned.After != state.Stream) return;
        streamAsked = false;
        state = StreamState.Begin(assigned.Stream, settings.Seed);
        random = RandomState.Parse(state.Random);
        host = settings.CreateHost();
        if (cutToCapture is { } cut) Capture(cut);
        Advance();
    }

    private void OnBackoffOver()
    {
        backingOff = false;
        Advance();
    }

    private void Capture(CutMark cut)
    {
        cutToCapture = streamAsked ? cut : null;
        if (streamAsked) return;
        if (credit is not null) log.Error("Asked to capture cut {0} while holding a credit.", cut.Cut);
        Context.Parent.Tell(new PartCaptured(cut, CheckpointParts.Environment(settings.Index), state.Capture()));
    }

    private void OnTick()
    {
        var deadline = made ? settings.StepDeadline : settings.FirstDeadline ?? settings.StepDeadline;
        if (calledAt is { } since && Context.System.SteadyNow() - since > deadline)
        {
            Replace("hang", $"no answer from the environment within {deadline.TotalSeconds:0.#} s");
        }

        foreach (var append in outbox.All) replay.Tell(append);
        if (creditRequest != 0) replay.Tell(new RequestCredit(creditRequest, settings.Index, state.Stream));
        if (policy.Asked is { } asked) Context.Parent.Tell(asked);
        if (streamAsked) AskStream();
        foreach (var report in clock.Reports()) Context.Parent.Tell(report);
    }

    private sealed record Answered(long Incarnation, EnvironmentStep? Step, Exception? Fault) : INoSerializationVerificationNeeded;

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }

    private sealed record BackoffOver : INoSerializationVerificationNeeded
    {
        public static readonly BackoffOver Instance = new();
    }
}
