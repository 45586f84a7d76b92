using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>Calls back once, when this node has become Up or is removed (or the cluster ends here, which is the same).</summary>
internal sealed class OnMemberStatusChangedListener : ReceiveActor
{
    private readonly Cluster _cluster;
    private readonly Action _callback;
    private readonly MemberStatus _status;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _called;

    public OnMemberStatusChangedListener(Cluster cluster, Action callback, MemberStatus targetStatus)
    {
        _cluster = cluster;
        _callback = callback;
        _status = targetStatus;
        Receive<ClusterEvent.CurrentClusterState>(state =>
        {
            if (state.Members.Any(IsAwaited)) Call();
        });
        Receive<ClusterEvent.IMemberEvent>(told =>
        {
            if (IsAwaited(told.Member)) Call();
        });
    }

    protected override void PreStart() =>
        _cluster.Subscribe(Self, _status == MemberStatus.Up ? typeof(ClusterEvent.MemberUp) : typeof(ClusterEvent.MemberRemoved));

    protected override void PostStop()
    {
        if (_status == MemberStatus.Removed) Call();
        _cluster.Unsubscribe(Self);
    }

    private bool IsAwaited(Member member) => member.UniqueAddress == _cluster.SelfUniqueAddress && member.Status == _status;

    private void Call()
    {
        if (_called) return;
        _called = true;
        try
        {
            _callback();
        }
        catch (Exception e)
        {
            _log.Error(e, "What was to be done when this member is {0} failed", _status);
        }
        finally
        {
            Context.Stop(Self);
        }
    }
}
