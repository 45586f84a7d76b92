using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Remote;

/// <summary>
/// Watches actors of other systems for those of this one: once per actor, however many watch it, with heartbeats to each system that is watched. A system whose
/// heartbeats stay away is quarantined, and all watchers hear of the end of what they watch there.
/// </summary>
public class RemoteWatcher : UntypedActor, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    protected readonly ILoggingAdapter Log = Context.GetLogger();

    /// <summary>Who is watched, and by whom.</summary>
    protected readonly Dictionary<IInternalActorRef, HashSet<IInternalActorRef>> Watching = [];

    /// <summary>Who is watched, by address.</summary>
    protected readonly Dictionary<Address, HashSet<IInternalActorRef>> WatcheeByNodes = [];

    private readonly IFailureDetectorRegistry<Address> _failureDetector;
    private readonly TimeSpan _expectedResponseAfter;
    private readonly IRemoteActorRefProvider _provider;
    private readonly HeartbeatRsp _answer = new(AddressUidExtension.Uid(Context.System));
    private readonly Dictionary<Address, int> _addressUids = [];
    private readonly ICancelable _heartbeats;
    private readonly ICancelable _reaper;

    /// <exception cref="ConfigurationException">The system has no remote provider.</exception>
    public RemoteWatcher(
        IFailureDetectorRegistry<Address> failureDetector,
        TimeSpan heartbeatInterval,
        TimeSpan unreachableReaperInterval,
        TimeSpan heartbeatExpectedResponseAfter)
    {
        var provider = ((ExtendedActorSystem)Context.System).Provider;
        _provider = provider as IRemoteActorRefProvider
            ?? throw new ConfigurationException($"{Context.System} needs akka.actor.provider = remote or cluster, and has {provider.GetType().FullName}");
        _failureDetector = failureDetector;
        _expectedResponseAfter = heartbeatExpectedResponseAfter;
        _heartbeats = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(heartbeatInterval, heartbeatInterval, Self, HeartbeatTick.Instance, Self);
        _reaper = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(
            unreachableReaperInterval, unreachableReaperInterval, Self, ReapUnreachableTick.Instance, Self);
    }

    protected ICollection<Address> WatchingNodes => WatcheeByNodes.Keys;

    protected HashSet<Address> Unreachable { get; } = [];

    public static Props Props(
        IFailureDetectorRegistry<Address> failureDetector,
        TimeSpan heartbeatInterval,
        TimeSpan unreachableReaperInterval,
        TimeSpan heartbeatExpectedResponseAfter) => Actor.Props
        .Create(() => new RemoteWatcher(failureDetector, heartbeatInterval, unreachableReaperInterval, heartbeatExpectedResponseAfter))
        .WithDispatcher(Dispatchers.InternalDispatcherId)
        .WithDeploy(Deploy.Local);

    protected override void PostStop()
    {
        base.PostStop();
        _heartbeats.Cancel();
        _reaper.Cancel();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case HeartbeatTick:
                SendHeartbeats();
                break;
            case Heartbeat:
                Sender.Tell(_answer);
                break;
            case HeartbeatRsp answer:
                HeartbeatAnswered(Sender.Path.Address, answer.AddressUid);
                break;
            case ReapUnreachableTick:
                ReapUnreachable();
                break;
            case ExpectedFirstHeartbeat expected:
                // No answer yet: from here on silence counts, also that of a system that never answers.
                if (WatcheeByNodes.ContainsKey(expected.From) && !_failureDetector.IsMonitoring(expected.From)) _failureDetector.Heartbeat(expected.From);
                break;
            case WatchRemote watch:
                AddWatching(watch.Watchee, watch.Watcher);
                break;
            case UnwatchRemote unwatch:
                RemoveWatch(unwatch.Watchee, unwatch.Watcher);
                break;
            case Terminated gone:
                ProcessTerminated((IInternalActorRef)gone.ActorRef, gone.ExistenceConfirmed, gone.AddressTerminated);
                break;
            case Stats:
                var pairs = Watching.SelectMany(static entry => entry.Value.Select(watcher => ((IActorRef)entry.Key, (IActorRef)watcher))).ToImmutableHashSet();
                Sender.Tell(new Stats(pairs.Count, WatchingNodes.Count, pairs, [.. WatchingNodes]));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected virtual void PublishAddressTerminated(Address address) => AddressTerminatedTopic.Get(Context.System).Publish(new AddressTerminated(address));

    protected virtual void Quarantine(Address address, int? addressUid) => _provider.Quarantine(address, addressUid);

    /// <exception cref="InvalidOperationException">The watcher is this actor.</exception>
    protected void AddWatching(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (watcher.Equals(Self)) throw new InvalidOperationException("Watcher cannot be the RemoteWatcher!");
        Log.Debug("Watching: [{0} -> {1}]", watcher.Path, watchee.Path);
        if (!Watching.TryGetValue(watchee, out var watchers)) Watching.Add(watchee, watchers = []);
        watchers.Add(watcher);
        WatchNode(watchee);
        Context.Watch(watchee);
    }

    protected virtual void WatchNode(IInternalActorRef watchee)
    {
        var address = watchee.Path.Address;
        if (!WatcheeByNodes.ContainsKey(address) && Unreachable.Remove(address)) _failureDetector.Remove(address); // first watch of a new incarnation
        if (!WatcheeByNodes.TryGetValue(address, out var watchees)) WatcheeByNodes.Add(address, watchees = []);
        watchees.Add(watchee);
    }

    /// <exception cref="InvalidOperationException">The watcher is this actor.</exception>
    protected void RemoveWatch(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (watcher.Equals(Self)) throw new InvalidOperationException("Watcher cannot be the RemoteWatcher!");
        Log.Debug("Unwatching: [{0} -> {1}]", watcher.Path, watchee.Path);
        if (!Watching.TryGetValue(watchee, out var watchers)) return;
        watchers.Remove(watcher);
        if (watchers.Count > 0) return;
        Context.Unwatch(watchee);
        RemoveWatchee(watchee);
    }

    protected void RemoveWatchee(IInternalActorRef watchee)
    {
        var address = watchee.Path.Address;
        Watching.Remove(watchee);
        if (!WatcheeByNodes.TryGetValue(address, out var watchees)) return;
        watchees.Remove(watchee);
        if (watchees.Count > 0) return;
        Log.Debug("Unwatched last watchee of node: [{0}]", address);
        UnwatchNode(address);
    }

    protected void UnwatchNode(Address watcheeAddress)
    {
        WatcheeByNodes.Remove(watcheeAddress);
        _addressUids.Remove(watcheeAddress);
        _failureDetector.Remove(watcheeAddress);
    }

    private void SendHeartbeats()
    {
        foreach (var address in WatchingNodes.Where(address => !Unreachable.Contains(address)))
        {
            if (!_failureDetector.IsMonitoring(address))
                Context.System.Scheduler.ScheduleTellOnce(_expectedResponseAfter, Self, new ExpectedFirstHeartbeat(address), Self);
            Context.ActorSelection(new RootActorPath(address) / Self.Path.Elements).Tell(Heartbeat.Instance);
        }
    }

    private void HeartbeatAnswered(Address from, int uid)
    {
        Log.Debug(_failureDetector.IsMonitoring(from) ? "Received heartbeat rsp from [{0}]" : "Received first heartbeat rsp from [{0}]", from);
        if (!WatcheeByNodes.TryGetValue(from, out var watchees) || Unreachable.Contains(from)) return;
        if (!_addressUids.TryGetValue(from, out var known) || known != uid)
        {
            // A new incarnation knows of no watches. Each message is an object of its own: it is a link of the list it waits in.
            foreach (var watchee in watchees) watchee.SendSystemMessage(new Watch(watchee, (IInternalActorRef)Self));
        }

        _addressUids[from] = uid;
        _failureDetector.Heartbeat(from);
    }

    private void ReapUnreachable()
    {
        foreach (var address in WatchingNodes.Where(address => !Unreachable.Contains(address) && !_failureDetector.IsAvailable(address)).ToList())
        {
            Log.Warning("Detected unreachable: [{0}]", address);
            Quarantine(address, _addressUids.TryGetValue(address, out var uid) ? uid : null);
            PublishAddressTerminated(address);
            Unreachable.Add(address);
        }
    }

    private void ProcessTerminated(IInternalActorRef watchee, bool existenceConfirmed, bool addressTerminated)
    {
        Log.Debug("Watchee terminated: [{0}]", watchee.Path);
        if (!addressTerminated && Watching.TryGetValue(watchee, out var watchers)) // of a lost address, watchers hear themselves
            foreach (var watcher in watchers) watcher.SendSystemMessage(new DeathWatchNotification(watchee, existenceConfirmed, addressTerminated));
        RemoveWatchee(watchee);
    }

    /// <summary>Who is to watch whom.</summary>
    public abstract class WatchCommand(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        public IInternalActorRef Watchee { get; } = watchee;

        public IInternalActorRef Watcher { get; } = watcher;
    }

    /// <summary>Watch an actor of another system.</summary>
    public sealed class WatchRemote(IInternalActorRef watchee, IInternalActorRef watcher) : WatchCommand(watchee, watcher);

    /// <summary>Watch it no more.</summary>
    public sealed class UnwatchRemote(IInternalActorRef watchee, IInternalActorRef watcher) : WatchCommand(watchee, watcher);

    /// <summary>Are you there?</summary>
    public sealed class Heartbeat : IPriorityMessage
    {
        private Heartbeat()
        {
        }

        public static Heartbeat Instance { get; } = new();
    }

    /// <summary>Yes, in this incarnation.</summary>
    public class HeartbeatRsp(int addressUid) : IPriorityMessage
    {
        public int AddressUid { get; } = addressUid;
    }

    /// <summary>Time for heartbeats.</summary>
    public class HeartbeatTick
    {
        private HeartbeatTick()
        {
        }

        public static HeartbeatTick Instance { get; } = new();
    }

    /// <summary>Time to look who is silent.</summary>
    public class ReapUnreachableTick
    {
        private ReapUnreachableTick()
        {
        }

        public static ReapUnreachableTick Instance { get; } = new();
    }

    /// <summary>By now an answer should have come.</summary>
    public sealed class ExpectedFirstHeartbeat(Address from)
    {
        public Address From { get; } = from;
    }

    /// <summary>How much is watched; as a message, the question and its answer.</summary>
    public sealed class Stats
    {
        public static Stats Empty = Counts(0, 0);

        public Stats(int watching, int watchingNodes)
            : this(watching, watchingNodes, [], [])
        {
        }

        public Stats(int watching, int watchingNodes, ImmutableHashSet<(IActorRef, IActorRef)> watchingRefs, ImmutableHashSet<Address> watchingAddresses)
        {
            Watching = watching;
            WatchingNodes = watchingNodes;
            WatchingRefs = watchingRefs;
            WatchingAddresses = watchingAddresses;
        }

        public int Watching { get; }

        public int WatchingNodes { get; }

        /// <summary>Pairs of watched and watcher.</summary>
        public ImmutableHashSet<(IActorRef, IActorRef)> WatchingRefs { get; }

        public ImmutableHashSet<Address> WatchingAddresses { get; }

        public static Stats Counts(int watching, int watchingNodes) => new(watching, watchingNodes);

        public Stats Copy(
            int watching,
            int watchingNodes,
            ImmutableHashSet<(IActorRef, IActorRef)> watchingRefs = null,
            ImmutableHashSet<Address> watchingAddresses = null) => new(watching, watchingNodes, watchingRefs ?? WatchingRefs, watchingAddresses ?? WatchingAddresses);

        public override bool Equals(object obj) => obj is Stats other && Watching == other.Watching && WatchingNodes == other.WatchingNodes;

        public override int GetHashCode() => HashCode.Combine(Watching, WatchingNodes);

        public override string ToString() => $"Stats(watching={Watching}, watchingNodes={WatchingNodes}, "
            + $"watchingRefs=[{string.Join(", ", WatchingRefs.Select(static pair => $"{pair.Item2.Path.Name}-> {pair.Item1.Path.Name}"))}], "
            + $"watchingAddresses=[{string.Join(",", WatchingAddresses)}])";
    }
}
