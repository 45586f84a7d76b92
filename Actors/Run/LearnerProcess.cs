using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Event;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Cluster.Leasing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;
using Npgsql;
using Membership = Akka.Cluster.Cluster;

namespace AkkaDreamer.Actors.Run;

/// <summary>
/// A learner that others may stand in for, or that stands by itself: its supervisor is the cluster's singleton, and learns only while this process holds the row in PostgreSQL. An actor system that was put out of the cluster, or lost
/// the row, ends; the process makes a new one and stands by.
/// </summary>
internal sealed class LearnerProcess(RunPlan plan, Config akka, LeasePlace place, ClusterOptions cluster, RunBoard board)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShutDownWithin = TimeSpan.FromSeconds(10);

    private readonly Lock state = new();
    private Incarnation? now;
    private string? stopped;

    /// <summary>Learns or stands by until the run is over, here or elsewhere, or until it is told to stop. Never faults.</summary>
    public async Task<RunOutcome> RunAsync()
    {
        while (true)
        {
            var outcome = await LiveAsync().ConfigureAwait(false);
            if (outcome.End != RunEnd.TakenOver) return outcome;
            if (stopped is { } reason) return outcome with { End = RunEnd.Stopped, Line = reason };
            await Task.Delay(Pause).ConfigureAwait(false);
        }
    }

    /// <summary>Stops in order: with a checkpoint, if it learns.</summary>
    public void Stop(string reason)
    {
        lock (state)
        {
            stopped = reason;
            now?.Stop(reason);
        }
    }

    private async Task<RunOutcome> LiveAsync()
    {
        board.Current = RunView.Empty with { Phase = "joining" };
        if (ListeningPort.Refused(cluster) is { } refused) // the system before is still ending
        {
            board.Current = RunView.Empty with { Phase = refused };
            return new RunOutcome(RunEnd.TakenOver, refused, 0, 0, null, null);
        }

        var ended = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var system = ActorSystem.Create(ClusterSystem.Name, akka);
        var incarnation = new Incarnation(system, ended);
        SideDesk.Begin(system);
        var settings = ClusterSingletonManagerSettings.Create(system).WithRole(ClusterSystem.Role(NodeRole.Learner)).WithSingletonName("run");
        var mine = plan with { Begun = incarnation.Begin };
        system.ActorOf(ClusterSingletonManager.Props(Props.Create(() => new RunSupervisor(mine, ended)), PoisonPill.Instance, settings), "learner");
        lock (state)
        {
            now = incarnation;
            if (stopped is { } reason) now.Stop(reason);
        }

        var standing = system.ActorOf(Props.Create(() => new Node(Standing(), incarnation.Elsewhere)), "standby");
        incarnation.Learns += () => system.Stop(standing);
        var joining = JoinAsync(system, incarnation, ended.Task);
        await Task.WhenAny(ended.Task, system.WhenTerminated).ConfigureAwait(false);
        ended.TrySetResult(new RunOutcome(RunEnd.TakenOver, "its actor system ended", 0, 0, null, null));
        var outcome = await ended.Task.ConfigureAwait(false);
        await joining.ConfigureAwait(false);
        CoordinatedShutdown.Reason why = outcome.End == RunEnd.TakenOver ? CoordinatedShutdown.ActorSystemTerminateReason.Instance : CoordinatedShutdown.ClusterLeavingReason.Instance;
        await Task.WhenAny(CoordinatedShutdown.Get(system).Run(why), Task.Delay(ShutDownWithin)).ConfigureAwait(false);
        await Task.WhenAny(system.Terminate(), Task.Delay(ShutDownWithin)).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>The row says whom to join: its owner, while that one lives; who takes an expired one begins a cluster. So there is one cluster, whoever starts first, and after whatever end.</summary>
    private async Task JoinAsync(ActorSystem system, Incarnation incarnation, Task ended)
    {
        var membership = Membership.Get(system);
        var (self, nonce) = (membership.SelfAddress, Guid.NewGuid());
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        membership.RegisterOnMemberUp(() => up.TrySetResult());
        var row = new LearnerRow(place.Connection, place.Run);
        string? joined = null;
        while (!up.Task.IsCompleted && !ended.IsCompleted && !system.WhenTerminated.IsCompleted)
        {
            try
            {
                using var patience = new CancellationTokenSource(AskWithin);
                var tenure = await row.ReadAsync(patience.Token).ConfigureAwait(false);
                if (tenure is { IsExpired: false } && tenure.Owner != self.HostPort())
                {
                    if (joined != tenure.Owner) membership.JoinSeedNodes([AddressOf(tenure.Owner, self)]);
                    joined = tenure.Owner;
                }
                else if (await row.TakeAsync(self.HostPort(), nonce, SideLease.Assigned, patience.Token).ConfigureAwait(false) is not null)
                {
                    membership.Join(self);
                }
            }
            catch (Exception fault) when (fault is NpgsqlException or OperationCanceledException or TimeoutException)
            {
                system.Log.Warning("PostgreSQL does not say who learns: {0}", OneLine.Of(fault));
            }

            await Task.WhenAny(up.Task, ended, system.WhenTerminated, Task.Delay(Look)).ConfigureAwait(false);
        }

        if (!incarnation.HasBegun) board.Current = RunView.Empty with { Phase = "standing by" };
    }

    /// <summary>Who stands by shows the learner that it knows the cluster's secret, as every node does.</summary>
    private NodeSettings Standing() => new()
    {
        Id = Guid.NewGuid(),
        Role = NodeRole.Learner,
        Secret = ClusterSecret.Of(cluster),
        Desks = ClusterSystem.Desks,
        Part = _ => throw new InvalidOperationException("Who stands by does nothing."),
        Keep = new ChunkKeep(0),
        GiveUp = TimeSpan.MaxValue, // if there is no learner, this one is about to be
    };

    private static Address AddressOf(string owner, Address self)
    {
        var host = owner[(owner.IndexOf('@', StringComparison.Ordinal) + 1)..];
        var colon = host.LastIndexOf(':');
        return new Address(self.Protocol, self.System, host[..colon], int.Parse(host[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>One actor system of this process, and its supervisor once it learns.</summary>
    private sealed class Incarnation
    {
        private readonly ActorSystem system;
        private readonly TaskCompletionSource<RunOutcome> ended;
        private int begun;

        public Incarnation(ActorSystem system, TaskCompletionSource<RunOutcome> ended)
        {
            (this.system, this.ended) = (system, ended);
            _ = Elsewhere.Task.ContinueWith(end => OnElsewhere(end.Result), TaskScheduler.Default);
        }

        public event Action? Learns;

        /// <summary>How standing by ended: the run is over where it is learned, or this process was refused.</summary>
        public TaskCompletionSource<NodeEnd> Elsewhere { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool HasBegun => Volatile.Read(ref begun) != 0;

        public void Begin()
        {
            Volatile.Write(ref begun, 1);
            Learns?.Invoke();
        }

        public void Stop(string reason)
        {
            if (HasBegun) system.ActorSelection("/user/learner/run").Tell(new StopRun(reason));
            else ended.TrySetResult(new RunOutcome(RunEnd.Stopped, reason, 0, 0, null, null));
        }

        private void OnElsewhere(NodeEnd end)
        {
            if (HasBegun) return;
            if (end.Kind == NodeEndKind.Refused) ended.TrySetResult(new RunOutcome(RunEnd.Failed, end.Line, 0, 0, null, null));
            if (end.Kind == NodeEndKind.RunOver) ended.TrySetResult(new RunOutcome(RunEnd.BudgetReached, end.Line, 0, 0, null, null));
        }
    }
}
