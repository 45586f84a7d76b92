using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Coordination;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>
/// Runs an actor on the oldest member of a role and nowhere else. One manager runs on every member of the role; when the oldest leaves, it hands over; when it is downed, the next starts the actor after
/// the removal margin; with a lease, nobody runs it without. In this file its life and the steps from state to state; what each state does is in the file beside it.
/// </summary>
public sealed partial class ClusterSingletonManager : ActorBase, IWithTimers
{
    private const string HandOverTimer = "hand-over-retry";
    private const string TakeOverTimer = "take-over-retry";
    private const string LeaseTimer = "lease-retry";
    private const string CleanupTimer = "cleanup";

    private static readonly TimeSpan RememberRemoved = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan CleanupInterval = TimeSpan.FromMinutes(1);

    private readonly Props _singletonProps;
    private readonly object _terminationMessage;
    private readonly ClusterSingletonManagerSettings _settings;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly TaskCompletionSource<Done> _exitingDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _removalMargin;
    private readonly int _maxHandOverRetries;
    private readonly int _maxTakeOverRetries;
    private readonly Lease _lease;

    private ClusterSingletonState _state = ClusterSingletonState.Start;
    private IActorRef _singleton;
    private IActorRef _handOverTo;
    private UniqueAddress _newOldest;
    private ImmutableList<UniqueAddress> _previousOldest = [];
    private bool _leaseAsked;

    private ImmutableDictionary<UniqueAddress, Expiry> _removed = ImmutableDictionary<UniqueAddress, Expiry>.Empty;
    private IActorRef _oldestChanges;
    private bool _changeReceived = true;
    private bool _selfExited;

    /// <exception cref="ArgumentException">This node does not have the role.</exception>
    /// <exception cref="ConfigurationException">min-number-of-hand-over-retries is below 1.</exception>
    public ClusterSingletonManager(Props singletonProps, object terminationMessage, ClusterSingletonManagerSettings settings)
    {
        if (!string.IsNullOrEmpty(settings.Role) && !_cluster.SelfRoles.Contains(settings.Role))
            throw new ArgumentException($"This cluster member [{_cluster.SelfAddress}] doesn't have the role [{settings.Role}]");
        _singletonProps = singletonProps;
        _terminationMessage = terminationMessage;
        _settings = settings;
        if (settings.LeaseSettings is { } lease)
            _lease = LeaseProvider.Get(Context.System)
                .GetLease($"{Context.System.Name}-singleton-{Self.Path}", lease.LeaseImplementation, _cluster.SelfAddress.HostPort());
        _removalMargin = settings.RemovalMargin > TimeSpan.Zero ? settings.RemovalMargin : _cluster.DowningProvider.DownRemovalMargin;
        var least = Context.System.Settings.Config.GetInt("akka.cluster.singleton.min-number-of-hand-over-retries");
        if (least < 1) throw new ConfigurationException("min-number-of-hand-over-retries must be >= 1");
        _maxHandOverRetries = Math.Max(least, (int)(_removalMargin / settings.HandOverRetryInterval) + 3);
        _maxTakeOverRetries = Math.Max(1, _maxHandOverRetries - 3);
        ExitOnShutdown();
    }

    ITimerScheduler IWithTimers.Timers
    {
        get => Timers;
        set => Timers = value;
    }

    private ITimerScheduler Timers { get; set; }

    private UniqueAddress SelfNode => _cluster.SelfUniqueAddress;

    private UniqueAddress Previous => _previousOldest.IsEmpty ? null : _previousOldest[0];

    public static Config DefaultConfig() => ConfigurationFactory.FromResource<ClusterSingletonManager>("Akka.Cluster.Tools.Singleton.reference.conf");

    public static Props Props(Props singletonProps, ClusterSingletonManagerSettings settings) => Props(singletonProps, PoisonPill.Instance, settings);

    /// <param name="singletonProps">The actor.</param>
    /// <param name="terminationMessage">What it is sent when it has to end; it must end then, or nobody else may start it.</param>
    /// <param name="settings">Where it runs.</param>
    public static Props Props(Props singletonProps, object terminationMessage, ClusterSingletonManagerSettings settings) => Actor.Props
        .Create(() => new ClusterSingletonManager(singletonProps, terminationMessage, settings))
        .WithDispatcher(Dispatchers.InternalDispatcherId)
        .WithDeploy(Deploy.Local);

    protected override void PreStart()
    {
        if (_cluster.IsTerminated) throw new ActorInitializationException("Cluster node must not be terminated");
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.MemberRemoved), typeof(ClusterEvent.MemberDowned));
        Timers.StartPeriodicTimer(CleanupTimer, Cleanup.Instance, CleanupInterval);
        var self = Self;
        _cluster.RegisterOnMemberUp(() => self.Tell(StartOldestChangedBuffer.Instance));
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _exitingDone.TrySetResult(Done.Instance);
        base.PostStop();
    }

    protected override bool Receive(object message) => InState(message) || InAnyState(message);

    private bool InState(object message) => _state switch
    {
        ClusterSingletonState.Start => InStart(message),
        ClusterSingletonState.Younger => InYounger(message),
        ClusterSingletonState.BecomingOldest => InBecomingOldest(message),
        ClusterSingletonState.AcquiringLease => InAcquiringLease(message),
        ClusterSingletonState.Oldest => InOldest(message),
        ClusterSingletonState.WasOldest => InWasOldest(message),
        ClusterSingletonState.HandingOver => InHandingOver(message),
        ClusterSingletonState.Stopping => InStopping(message),
        _ => InEnd(message),
    };

    private ActorSelection Peer(Address at) => Context.ActorSelection(Self.Path.ToStringWithAddress(at));

    private void AskForNextChange()
    {
        if (!_changeReceived) return;
        _changeReceived = false;
        _oldestChanges.Tell(GetNext.Instance);
    }

    private void TryGoToOldest()
    {
        if (_lease is null)
        {
            GoToOldest();
            return;
        }

        GoTo(ClusterSingletonState.AcquiringLease);
        (_leaseAsked, _singleton) = (true, null);
        var self = Self;
        _ = AskForLease(reason => self.Tell(new LeaseLost(reason))).PipeTo(self);
    }

    private async Task<AcquireLeaseResult> AskForLease(Action<Exception> lost)
    {
        try
        {
            return new AcquireLeaseResult(await _lease.Acquire(lost).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            return new AcquireLeaseResult(false, e);
        }
    }

    private async Task<ReleaseLeaseResult> GiveLeaseBack()
    {
        try
        {
            return new ReleaseLeaseResult(await _lease.Release().ConfigureAwait(false));
        }
        catch (Exception e)
        {
            return new ReleaseLeaseResult(false, e);
        }
    }

    private void GoToOldest()
    {
        var singleton = Context.Watch(Context.ActorOf(_singletonProps, _settings.SingletonName));
        _log.Info("Singleton [{0}] starts here", singleton.Path);
        GoTo(ClusterSingletonState.Oldest);
        _singleton = singleton;
    }

    private void GoToYounger(ImmutableList<UniqueAddress> oldest)
    {
        GoTo(ClusterSingletonState.Younger);
        _previousOldest = oldest;
    }

    private void GoToBecomingOldest(ImmutableList<UniqueAddress> previousOldest)
    {
        GoTo(ClusterSingletonState.BecomingOldest);
        _previousOldest = previousOldest;
    }

    private void GoToWasOldest(UniqueAddress newOldest)
    {
        Timers.StartSingleTimer(TakeOverTimer, new TakeOverRetry(1), _settings.HandOverRetryInterval);
        GoTo(ClusterSingletonState.WasOldest);
        _newOldest = newOldest;
    }

    private void GoToHandingOver(IActorRef handOverTo)
    {
        if (_singleton is null)
        {
            HandOverIsDone(handOverTo);
            return;
        }

        handOverTo?.Tell(HandOverInProgress.Instance);
        EndSingleton();
        GoTo(ClusterSingletonState.HandingOver);
        _handOverTo = handOverTo;
    }

    private void GoToStopping()
    {
        if (_singleton is null)
        {
            Context.Stop(Self);
            return;
        }

        EndSingleton();
        GoTo(ClusterSingletonState.Stopping);
    }

    private void EndSingleton()
    {
        _log.Info("Singleton [{0}] is to end here", _singleton.Path);
        _singleton.Tell(_terminationMessage);
    }

    private void HandOverIsDone(IActorRef handOverTo)
    {
        _log.Info("The singleton has ended here and may run at [{0}]", handOverTo?.Path.Address);
        handOverTo?.Tell(HandOverDone.Instance);
        _exitingDone.TrySetResult(Done.Instance);
        if (_removed.ContainsKey(SelfNode)) Context.Stop(Self);
        else if (handOverTo is null) GoToYounger([]);
        else GoTo(ClusterSingletonState.End);
    }

    /// <summary>What goes with every step; the fields of the new state are set after it.</summary>
    private void GoTo(ClusterSingletonState to)
    {
        var from = _state;
        if (from != to) _log.Info("Singleton manager [{0}]: {1} -> {2}", Self.Path, from, to);
        if (from == ClusterSingletonState.BecomingOldest) Timers.Cancel(HandOverTimer);
        if (from == ClusterSingletonState.WasOldest) Timers.Cancel(TakeOverTimer);
        if (to == ClusterSingletonState.BecomingOldest) Timers.StartSingleTimer(HandOverTimer, new HandOverRetry(1), _settings.HandOverRetryInterval);

        var held = from == ClusterSingletonState.Oldest
            || (from == ClusterSingletonState.AcquiringLease && to != ClusterSingletonState.Oldest && _leaseAsked); // it may come yet
        if (held && _lease is not null) _ = GiveLeaseBack().PipeTo(Self);

        _state = to;
        if (to is ClusterSingletonState.Younger or ClusterSingletonState.Oldest) AskForNextChange();
        if (to is ClusterSingletonState.Younger or ClusterSingletonState.End && _removed.ContainsKey(SelfNode)) Context.Stop(Self);
    }

    private void ExitOnShutdown()
    {
        var (self, cluster, shutdown) = (Self, _cluster, CoordinatedShutdown.Get(Context.System));
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExiting, "wait-singleton-exiting", () => IsGone() ? Task.FromResult(Done.Instance) : _exitingDone.Task);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExiting, "singleton-exiting-2", () => IsGone()
            ? Task.FromResult(Done.Instance)
            : self.Ask<Done>(SelfExiting.Instance, shutdown.Timeout(CoordinatedShutdown.PhaseClusterExiting)));

        bool IsGone() => cluster.IsTerminated || cluster.SelfMember.Status == MemberStatus.Down;
    }
}
