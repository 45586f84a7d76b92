using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>
/// A node in a process of its own that a test may stop and kill. It prints a line for everything that happens: <c>pid N</c>, <c>address A</c>, <c>Up A</c> and so on for members, <c>unreachable A</c>,
/// <c>start</c> and <c>end</c> of the singleton, and <c>ended REASON</c> when its system has ended. It goes with the test: when its input ends, so does it.
/// </summary>
public static class NodeProgram
{
    public static async Task Run(string settingsFile)
    {
        _ = Task.Run(static () =>
        {
            Console.In.ReadToEnd();
            Environment.Exit(3);
        });
        var config = ConfigurationFactory.ParseString(await File.ReadAllTextAsync(settingsFile));
        var system = ActorSystem.Create("test", config);
        var cluster = Cluster.Get(system);
        Say($"pid {Environment.ProcessId}");
        Say($"address {cluster.SelfAddress}");
        cluster.Subscribe(system.ActorOf<Reporter>(), ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IClusterDomainEvent));
        if (cluster.SelfRoles.Contains("learner"))
            system.ActorOf(ClusterSingletonManager.Props(Props.Create<Learner>(), ClusterSingletonManagerSettings.Create(system).WithRole("learner")), "learner");
        if (config.GetBoolean("form-cluster", false)) cluster.Join(cluster.SelfAddress);
        await system.WhenTerminated;
        Say($"ended {CoordinatedShutdown.Get(system).ShutdownReason?.GetType().Name}");
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    private sealed class Reporter : ReceiveActor
    {
        public Reporter()
        {
            Receive<ClusterEvent.IMemberEvent>(static told => Say($"{told.Member.Status} {told.Member.Address}"));
            Receive<ClusterEvent.UnreachableMember>(static lost => Say($"unreachable {lost.Member.Address}"));
            Receive<ClusterEvent.ReachableMember>(static back => Say($"reachable {back.Member.Address}"));
            Receive<ClusterEvent.IClusterDomainEvent>(static _ => { });
        }
    }

    private sealed class Learner : ReceiveActor
    {
        public Learner() => Receive<string>(static _ => { });

        protected override void PreStart() => Say("start");

        protected override void PostStop() => Say("end");
    }
}
