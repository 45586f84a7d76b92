using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Passes messages on to the singleton wherever it runs: looks for it on the oldest member, and keeps messages (up to a number) while there is none.</summary>
public sealed class ClusterSingletonProxy : ReceiveActor
{
    private readonly ClusterSingletonProxySettings _settings;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<(object Message, IActorRef Sender)> _buffer = new();
    private readonly string[] _path;
    private ImmutableSortedSet<Member> _byAge = ImmutableSortedSet.Create(Member.AgeOrdering);
    private IActorRef _singleton;
    private ICancelable _looking;
    private int _search;

    public ClusterSingletonProxy(string singletonManagerPath, ClusterSingletonProxySettings settings)
    {
        _settings = settings;
        _path = $"{singletonManagerPath}/{settings.SingletonName}".Split('/');
        Receive<ClusterEvent.CurrentClusterState>(state => Change(_ =>
            [.. state.Members.Where(member => member.Status == MemberStatus.Up && HasRole(member)).Order(Member.AgeOrdering)]));
        Receive<ClusterEvent.MemberUp>(up => Change(up.Member, members => members.Remove(up.Member).Add(up.Member)));
        Receive<ClusterEvent.MemberExited>(exited => Change(exited.Member, members => members.Remove(exited.Member)));
        Receive<ClusterEvent.MemberRemoved>(removed =>
        {
            if (removed.Member.UniqueAddress == _cluster.SelfUniqueAddress) Context.Stop(Self);
            else Change(removed.Member, members => members.Remove(removed.Member));
        });
        Receive<ClusterEvent.IMemberEvent>(static _ => { });
        Receive<ActorIdentity>(identity =>
        {
            if (identity.Subject is not null) Found(identity.Subject);
        });
        Receive<TryToIdentifySingleton>(_ => Look());
        Receive<Terminated>(terminated =>
        {
            if (terminated.ActorRef.Equals(_singleton)) Search();
        });
        ReceiveAny(message =>
        {
            if (_singleton is not null) _singleton.Forward(message);
            else Buffer(message);
        });
    }

    public static Config DefaultConfig() => ClusterSingletonManager.DefaultConfig();

    /// <param name="singletonManagerPath">The manager's path without an address, as /user/manager.</param>
    /// <param name="settings">How to look, and for whom.</param>
    public static Props Props(string singletonManagerPath, ClusterSingletonProxySettings settings) => Actor.Props
        .Create(() => new ClusterSingletonProxy(singletonManagerPath, settings))
        .WithDispatcher(Dispatchers.InternalDispatcherId)
        .WithDeploy(Deploy.Local);

    protected override void PreStart() => _cluster.Subscribe(Self, typeof(ClusterEvent.IMemberEvent));

    protected override void PostStop()
    {
        _looking?.Cancel();
        _cluster.Unsubscribe(Self);
    }

    private bool HasRole(Member member) => string.IsNullOrEmpty(_settings.Role) || member.HasRole(_settings.Role);

    private void Change(Member member, Func<ImmutableSortedSet<Member>, ImmutableSortedSet<Member>> change)
    {
        if (HasRole(member)) Change(change);
    }

    private void Change(Func<ImmutableSortedSet<Member>, ImmutableSortedSet<Member>> change)
    {
        var before = _byAge.FirstOrDefault();
        _byAge = change(_byAge).WithComparer(Member.AgeOrdering);
        if (!Equals(before, _byAge.FirstOrDefault())) Search();
    }

    private void Search()
    {
        _search++;
        _singleton = null;
        _looking?.Cancel();
        _looking = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.Zero, _settings.SingletonIdentificationInterval, Self, TryToIdentifySingleton.Instance, Self);
    }

    private void Look()
    {
        if (_looking is null || _byAge.IsEmpty) return;
        Context.ActorSelection(new RootActorPath(_byAge[0].Address) / _path).Tell(new Identify($"identify-singleton-{string.Join('/', _path)}{_search}"));
    }

    private void Found(IActorRef singleton)
    {
        _log.Info("The singleton is at [{0}]", singleton.Path);
        _singleton = singleton;
        Context.Watch(singleton);
        _looking?.Cancel();
        _looking = null;
        while (_buffer.TryDequeue(out var waiting)) singleton.Tell(waiting.Message, waiting.Sender);
    }

    private void Buffer(object message)
    {
        if (_settings.BufferSize == 0)
        {
            _log.Debug("There is no singleton and no buffer: a message of type [{0}] is dropped", message.GetType());
            return;
        }

        if (_buffer.Count == _settings.BufferSize) _log.Debug("There is no singleton and the buffer is full: a message of type [{0}] is dropped", _buffer.Dequeue().Message.GetType());
        _buffer.Enqueue((message, Sender));
    }

    internal sealed class TryToIdentifySingleton : INoSerializationVerificationNeeded
    {
        public static readonly TryToIdentifySingleton Instance = new();
    }
}
