using System.Threading.Channels;
using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Xunit;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>Where singletons of a test come and go: every start and end, and that there are never two.</summary>
public sealed class Stage
{
    private readonly Channel<(string What, Address Where)> _happened = Channel.CreateUnbounded<(string, Address)>();
    private int _running;

    /// <summary>What happens next, and where.</summary>
    public async Task<(string What, Address Where)> Next() => await _happened.Reader.ReadAsync().AsTask().WaitAsync(ClusterNode.Patience);

    /// <summary>Something has happened so far that nobody has read.</summary>
    public bool IsQuiet => !_happened.Reader.TryPeek(out _);

    internal IActorRef Manager(ClusterNode node, ClusterSingletonManagerSettings? settings = null)
    {
        var (stage, address) = (this, node.Address);
        return node.System.ActorOf(
            ClusterSingletonManager.Props(Props.Create(() => new Lone(stage, address)), settings ?? ClusterSingletonManagerSettings.Create(node.System)), "lone");
    }

    internal static IActorRef Proxy(ClusterNode node) =>
        node.System.ActorOf(ClusterSingletonProxy.Props("/user/lone", ClusterSingletonProxySettings.Create(node.System)), "proxy");

    private void Note(string what, Address where, int change)
    {
        Assert.InRange(Interlocked.Add(ref _running, change), 0, 1);
        _happened.Writer.TryWrite((what, where));
    }

    /// <summary>Says where it is.</summary>
    public sealed class Lone : ReceiveActor
    {
        private readonly Stage _stage;
        private readonly Address _where;

        public Lone(Stage stage, Address where)
        {
            _stage = stage;
            _where = where;
            Receive<string>(_ => Sender.Tell(where.ToString()));
        }

        protected override void PreStart() => _stage.Note("start", _where, 1);

        protected override void PostStop() => _stage.Note("end", _where, -1);
    }
}
