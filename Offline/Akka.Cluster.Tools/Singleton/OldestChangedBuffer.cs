using Akka.Actor;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Follows who is the oldest member of a role, and tells its parent one change at a time, when it is asked for the next.</summary>
internal sealed class OldestChangedBuffer : ReceiveActor
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Queue<object> _changes = new();
    private readonly string _role;
    private List<Member> _byAge = [];
    private bool _awaited;

    public OldestChangedBuffer(string role)
    {
        _role = role;
        ExitOnShutdown();
        Receive<ClusterEvent.CurrentClusterState>(Begin);
        Receive<ClusterEvent.MemberUp>(up => Change(up.Member, isThere: true));
        Receive<ClusterEvent.MemberRemoved>(removed => Change(removed.Member, isThere: false));
        Receive<ClusterEvent.MemberExited>(exited =>
        {
            if (exited.Member.UniqueAddress != _cluster.SelfUniqueAddress) Change(exited.Member, isThere: false);
        });
        Receive<ClusterEvent.IMemberEvent>(static _ => { });
        Receive<SelfExiting>(_ =>
        {
            Change(_cluster.ReadView.Self, isThere: false);
            Sender.Tell(Done.Instance);
        });
        Receive<GetNext>(_ =>
        {
            _awaited = true;
            Deliver();
        });
    }

    protected override void PreStart() => _cluster.Subscribe(Self, typeof(ClusterEvent.IMemberEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void ExitOnShutdown()
    {
        var (self, cluster, shutdown) = (Self, _cluster, CoordinatedShutdown.Get(Context.System));
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExiting, "singleton-exiting-1", () =>
            cluster.IsTerminated || cluster.SelfMember.Status == MemberStatus.Down
                ? Task.FromResult(Done.Instance)
                : self.Ask<Done>(SelfExiting.Instance, shutdown.Timeout(CoordinatedShutdown.PhaseClusterExiting)));
    }

    private bool HasRole(Member member) => string.IsNullOrEmpty(_role) || member.HasRole(_role);

    private void Begin(ClusterEvent.CurrentClusterState state)
    {
        _byAge = [.. state.Members.Where(member => member.UpNumber != int.MaxValue && HasRole(member)).Order(Member.AgeOrdering)];
        var own = state.Members.FirstOrDefault(member => member.UniqueAddress == _cluster.SelfUniqueAddress)?.UpNumber ?? int.MaxValue;
        var older = _byAge.TakeWhile(member => member.UpNumber <= own).ToList();
        _changes.Enqueue(new InitialOldestState(
            [.. older.Select(static member => member.UniqueAddress)],
            !older.Exists(static member => member.Status is MemberStatus.Down or MemberStatus.Exiting or MemberStatus.Leaving)));
        Deliver();
    }

    private void Change(Member member, bool isThere)
    {
        if (!HasRole(member)) return;
        var before = _byAge.FirstOrDefault();
        _byAge = [.. _byAge.Where(known => !known.Equals(member)).Concat(isThere ? [member] : []).Order(Member.AgeOrdering)];
        var after = _byAge.FirstOrDefault();
        if (!Equals(before, after)) _changes.Enqueue(new OldestChanged(after?.UniqueAddress, before?.UniqueAddress));
        Deliver();
    }

    private void Deliver()
    {
        if (!_awaited || _changes.Count == 0 || _cluster.IsTerminated) return;
        _awaited = false;
        Context.Parent.Tell(_changes.Dequeue());
    }
}
