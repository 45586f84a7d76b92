using Akka.Actor;
using Akka.Coordination;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Cluster.Leasing;

/// <summary>Answers members that have no way to the database whether their side of the cluster goes on: a learner asks its own lease.</summary>
public sealed class SideDesk : ReceiveActor
{
    /// <summary>Its name under /user.</summary>
    public const string Name = "side";

    /// <summary>A desk that asks <paramref name="lease"/>.</summary>
    public SideDesk(Lease lease) => Receive<AskSide>(_ => lease.Acquire().PipeTo(Sender, Self, may => new SideAnswered(may), _ => new SideAnswered(false)));

    /// <summary>Opens one in a learner's system.</summary>
    public static void Begin(ActorSystem system)
    {
        var owner = Akka.Cluster.Cluster.Get(system).SelfAddress.HostPort();
        var lease = LeaseProvider.Get(system).GetLease("side-desk", "dreamer.sbr-lease", owner);
        system.ActorOf(Props.Create(() => new SideDesk(lease)), Name);
    }
}
