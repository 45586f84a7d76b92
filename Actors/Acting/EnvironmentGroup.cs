using Akka.Actor;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;

namespace AkkaDreamer.Actors.Acting;

/// <summary>
/// Parent of n environments, env-0 .. env-{n-1} in the learner's process: numbers their streams, passes their reports, captures and policy requests on to its own parent, and makes a new one, after a wait, when
/// an environment's actor dies.
/// </summary>
public sealed class EnvironmentGroup : ReceiveActor, IWithTimers
{
    private readonly EnvironmentGroupSettings settings;
    private readonly IActorRef replay;
    private readonly Dictionary<IActorRef, int> children = [];
    private readonly Dictionary<int, StreamAssigned> assigned = [];
    private readonly int[] deaths;
    private readonly HashSet<int> quarantined = [];
    private Exception? lastFailure;
    private long nextStream;

    /// <summary>A group whose environments hand their chunks to <paramref name="replay"/>.</summary>
    public EnvironmentGroup(EnvironmentGroupSettings settings, IActorRef replay)
    {
        this.settings = settings;
        this.replay = replay;
        nextStream = settings.NextStream;
        deaths = new int[settings.Count];

        Receive<RequestStream>(OnRequestStream);
        Receive<RequestPolicy>(request => Context.Parent.Forward(request));
        Receive<PartCaptured>(part => Context.Parent.Forward(part));
        Receive<EnvironmentQuarantined>(OnQuarantined);
        Receive<IReport>(report => Context.Parent.Forward(report));
        Receive<PolicyRestarted>(restarted =>
        {
            foreach (var child in children.Keys) child.Tell(restarted);
        });
        Receive<Terminated>(OnTerminated);
        Receive<EndWork>(OnEndWork);
        Receive<Begin>(begin => Start(begin.Index, StreamStart.New(nextStream++)));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
    {
        lastFailure = failure;
        return Directive.Stop;
    });

    /// <inheritdoc/>
    protected override void PreStart()
    {
        for (var i = 0; i < settings.Count; i++) Start(settings.First + i, Beginning(settings.First + i));
    }

    /// <inheritdoc/>
    protected override void PostStop() // whoever comes in its place does not know who waited
    {
        for (var i = 0; i < settings.Count; i++) Context.Parent.Tell(new Waiting($"env-{settings.First + i}", null));
    }

    /// <summary>The stream captured at the cut, when replay holds it at the same place; else a new one.</summary>
    private StreamStart Beginning(int index)
    {
        if (settings.Captured.TryGetValue(CheckpointParts.Environment(index), out var part))
        {
            var start = StreamStart.Open(part);
            var open = settings.Open.FirstOrDefault(open => open.Stream == start.Stream);
            if (start.Captured is { } state && open is not null && open.NextNumber == state.NextNumber && open.NextIndex == state.NextIndex) return start;
            Context.Parent.Tell(new FaultSeen("environment", $"env-{index}", $"stream {start.Stream} does not go on where replay holds it: a new stream begins"));
        }

        return StreamStart.New(nextStream++);
    }

    private void Start(int index, StreamStart start)
    {
        var one = settings.Environment(index);
        var child = Context.ActorOf(Props.Create(() => new EnvironmentActor(one, replay, start)).WithDispatcher(settings.Dispatcher), $"env-{index}");
        children[Context.Watch(child)] = index;
    }

    private void OnRequestStream(RequestStream request)
    {
        if (!assigned.TryGetValue(request.Environment, out var answer) || answer.After != request.After)
        {
            answer = assigned[request.Environment] = new StreamAssigned(request.Environment, request.After, nextStream++);
        }

        Sender.Tell(answer);
    }

    private void OnQuarantined(EnvironmentQuarantined left)
    {
        quarantined.Add(left.Environment);
        if (quarantined.Count == settings.Count) Context.Parent.Tell(new EnvironmentsGone($"every environment is left out; env-{left.Environment}: {left.Reason}"));
        else if (settings.Environment(left.Environment).Lockstep) Context.Parent.Tell(new EnvironmentsGone($"lockstep needs every environment; env-{left.Environment}: {left.Reason}"));
    }

    private void OnTerminated(Terminated dead)
    {
        if (!children.Remove(dead.ActorRef, out var index)) return;
        var line = OneLine.Of(lastFailure);
        lastFailure = null;
        Context.Parent.Tell(new Waiting($"env-{index}", null));
        Context.Parent.Tell(new FaultSeen("environment", $"env-{index}", $"its actor died: {line}"));
        var wait = TimeSpan.FromTicks(Math.Min(settings.LongestBackoff.Ticks, settings.FirstBackoff.Ticks << Math.Min(deaths[index - settings.First]++, 20)));
        Timers.StartSingleTimer($"begin-{index}", new Begin(index), wait);
    }

    /// <summary>Answers when every environment has: their reports are still passed on, and none of them is made again.</summary>
    private void OnEndWork(EndWork end)
    {
        var working = children.Keys.ToHashSet();
        void Ended(IActorRef child)
        {
            if (working.Remove(child) && working.Count == 0) Context.Parent.Tell(new WorkEnded(Self.Path.Name, end.Round));
        }

        Become(() =>
        {
            Receive<EndWork>(OnEndWork);
            Receive<WorkEnded>(ended => ended.Round == end.Round, _ => Ended(Sender));
            Receive<Terminated>(dead => Ended(dead.ActorRef));
            Receive<IReport>(report => Context.Parent.Forward(report));
            ReceiveAny(_ => { });
        });
        foreach (var child in children.Keys) child.Tell(end);
        if (working.Count == 0) Context.Parent.Tell(new WorkEnded(Self.Path.Name, end.Round));
    }

    private sealed record Begin(int Index) : INoSerializationVerificationNeeded;
}
