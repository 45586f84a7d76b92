using Akka.Actor;
using Akka.Event;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Evaluating;

/// <summary>
/// Plays whole episodes with the mode of the policy, in an environment and with a generator of its own, so that training never notices. Answers each Evaluate with one EvaluationFinished,
/// of fewer episodes when its environment keeps failing.
/// </summary>
public sealed class Evaluator : WorkingPart, IWithTimers
{
    private readonly EvaluatorSettings settings;
    private readonly PolicyHolder policy;
    private readonly WaitClock clock;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private IEnvironmentHost? host;
    private Evaluation? now;
    private DateTimeOffset? calledAt;
    private bool made; // its environment has answered once
    private long incarnation;
    private long requestId;

    /// <summary>An evaluator whose parent routes RequestPolicy and reports, and sends Evaluate.</summary>
    public Evaluator(EvaluatorSettings settings)
    {
        this.settings = settings;
        policy = new PolicyHolder(settings.CreatePolicy());
        clock = new WaitClock(Self.Path.Name, () => Context.System.SteadyNow());

        Receive<Evaluate>(OnEvaluate);
        Receive<PolicyReady>(OnPolicy);
        Receive<PolicyRestarted>(_ =>
        {
            policy.Forget();
            if (now is { Begun: false }) AskPolicy();
        });
        Receive<Answered>(OnAnswered);
        EndsWork<PolicyReady>(late => late.Policy.Dispose());
        Receive<Tick>(_ => OnTick());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer("tick", Tick.Instance, settings.Tick);

    /// <inheritdoc/>
    protected override void PostStop()
    {
        host?.Abandon(log, Self.Path.Name);
        policy.Dispose();
    }

    private void OnEvaluate(Evaluate asked)
    {
        if (now?.Asked.RequestId == asked.RequestId) return;
        if (now is { Begun: true }) Abandon();
        now = new Evaluation(asked, settings);
        clock.WaitFor("policy from imagination");
        AskPolicy();
    }

    private void AskPolicy() => Context.Parent.Tell(policy.Ask(++requestId, now!.Asked.PolicyVersion));

    private void OnPolicy(PolicyReady ready)
    {
        settings.TakeComputeShare();
        if (!policy.Take(ready) || now is not { Begun: false }) return;
        if (clock.Work() is { } over) Context.Parent.Tell(over);
        now.Begun = true;
        Begin();
    }

    private void Begin()
    {
        if (now!.Returns.Count >= now.Asked.Episodes || now.Faults >= settings.MostFaults)
        {
            Context.Parent.Tell(new EvaluationFinished(now.Asked.RequestId, now.Asked.Step, policy.Version, [.. now.Returns]));
            if (now.Picture.Take() is { } picture) Context.Parent.Tell(new PictureTaken($"evaluation-{now.Asked.Step:000000000}.png", picture));
            now = null;
            return;
        }

        now.BeginEpisode();
        host ??= settings.CreateHost();
        Call(host.Reset(now.Random.NextUInt64()));
    }

    private void Call(Task<EnvironmentStep> call)
    {
        var mine = incarnation;
        calledAt = Context.System.SteadyNow();
        call.PipeTo(Self, success: step => new Answered(mine, step, null), failure: fault => new Answered(mine, null, fault));
    }

    private void OnAnswered(Answered answer)
    {
        if (answer.Incarnation != incarnation || now is null) return;
        calledAt = null;
        made = true;
        var line = answer.Step is null ? OneLine.Of(answer.Fault) : StepCheck.Fault(settings.Spaces, answer.Step, now.Length == 0);
        if (line is not null)
        {
            Fail(answer.Step is null ? StepCheck.ClassOf(answer.Fault) : "environment", line);
            return;
        }

        var step = answer.Step!;
        now.See(step);
        if (step.IsLast)
        {
            now.EndEpisode();
            Begin();
            return;
        }

        settings.TakeComputeShare();
        var decision = policy.Act(step.Observation.Arrays, now.State, null);
        now.State = decision.State;
        Call(host!.Step(decision.Action));
    }

    private void Fail(string fault, string line)
    {
        Context.Parent.Tell(new FaultSeen(fault, Self.Path.Name, line));
        Abandon();
        now!.Faults++;
        Begin();
    }

    private void Abandon()
    {
        host?.Abandon(log, Self.Path.Name);
        host = null;
        made = false;
        incarnation++;
        calledAt = null;
    }

    private void OnTick()
    {
        var deadline = made ? settings.StepDeadline : settings.FirstDeadline ?? settings.StepDeadline;
        if (calledAt is { } since && Context.System.SteadyNow() - since > deadline)
        {
            Fail("hang", $"no answer from the environment within {deadline.TotalSeconds:0.#} s");
        }

        if (policy.Asked is { } asked) Context.Parent.Tell(asked);
        foreach (var report in clock.Reports().OfType<Waiting>()) Context.Parent.Tell(report);
    }

    private sealed record Answered(long Incarnation, EnvironmentStep? Step, Exception? Fault) : INoSerializationVerificationNeeded;

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
