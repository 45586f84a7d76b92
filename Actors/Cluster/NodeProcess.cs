using Akka.Actor;
using Akka.Configuration;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Models.Native;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>
/// A process that works for a run on another machine. Its actor systems come and go: one that was put out of the cluster, or to which no learner has answered for long, ends, and a new one joins. The process, and in it the
/// chunks that are not stored yet, stay.
/// </summary>
public sealed class NodeProcess
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan ShutDownWithin = TimeSpan.FromSeconds(10);

    private readonly NodeProcessSettings settings;
    private readonly ChunkKeep keep;
    private NodeView view = NodeView.Empty;

    /// <summary>A process that has not begun.</summary>
    public NodeProcess(NodeProcessSettings settings) => (this.settings, keep) = (settings, new ChunkKeep(settings.KeepBytes));

    /// <summary>How it is now. Safe from any thread.</summary>
    public NodeView View => Volatile.Read(ref view);

    /// <summary>Actor systems that were made so far.</summary>
    public int Systems { get; private set; }

    /// <summary>Works until the run is over, until it is refused, or until it is told to stop. Throws nothing that can be foreseen.</summary>
    public async Task<NodeEnd> RunAsync(CancellationToken stop)
    {
        NativeEnvironment.Prepare();
        var id = Guid.NewGuid();
        var akka = Akka();
        while (true)
        {
            var end = await WorkAsync(id, akka, stop).ConfigureAwait(false);
            if (end.Kind != NodeEndKind.Lost || stop.IsCancellationRequested) return end;
            Volatile.Write(ref view, view with { Doing = $"joining anew: {end.Line}" });
            await Task.Delay(Pause, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<NodeEnd> WorkAsync(Guid id, Config akka, CancellationToken stop)
    {
        if (ListeningPort.Refused(settings.Cluster) is { } refused) return new NodeEnd(Systems == 0 ? NodeEndKind.Refused : NodeEndKind.Lost, refused); // the system before may still be ending
        var system = ActorSystem.Create(ClusterSystem.Name, akka);
        Systems++;
        var ended = new TaskCompletionSource<NodeEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        var node = system.ActorOf(Props.Create(() => new Node(NodeSettings(id), ended)), "node");
        using (stop.Register(() => node.Tell(new StopNode("told to stop"))))
        {
            var end = await ended.Task.ConfigureAwait(false);
            CoordinatedShutdown.Reason why = end.Kind == NodeEndKind.Lost ? CoordinatedShutdown.ActorSystemTerminateReason.Instance : CoordinatedShutdown.ClusterLeavingReason.Instance;
            // One that was put out is ending already; and nothing that hangs there may hold up the next.
            await Task.WhenAny(CoordinatedShutdown.Get(system).Run(why), Task.Delay(ShutDownWithin, CancellationToken.None)).ConfigureAwait(false);
            await Task.WhenAny(system.Terminate(), Task.Delay(ShutDownWithin, CancellationToken.None)).ConfigureAwait(false);
            return end;
        }
    }

    private Config Akka() => ClusterSystem.Configuration(
        settings.Cluster,
        settings.Role,
        ConfigurationFactory.ParseString($"akka.run-log = {RunSystem.Quote(settings.Log)}").WithFallback(ConfigurationFactory.ParseString(settings.Akka)));

    private NodeSettings NodeSettings(Guid id) => new()
    {
        Id = id,
        Role = settings.Role,
        Count = settings.Count,
        Secret = ClusterSecret.Of(settings.Cluster),
        Desks = ClusterSystem.Desks,
        Part = settings.Part,
        Keep = keep,
        Show = now => Volatile.Write(ref view, now),
        Dispatcher = new Dispatchers().Environments,
        EvaluatorDispatcher = new Dispatchers().Evaluator,
        Silence = settings.Silence,
        GiveUp = settings.GiveUp,
    };
}
