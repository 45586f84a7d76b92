using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Event;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Run;
using Membership = Akka.Cluster.Cluster;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>An actor system as a member of a cluster: its address, its role, whom it joins, and TLS. What is the same on every member stands in akka.hocon.</summary>
public static class ClusterSystem
{
    /// <summary>The name of every actor system of a cluster.</summary>
    public const string Name = "dreamer";

    /// <summary>A role as the members tell each other.</summary>
    public static string Role(NodeRole role) => OptionText.Kebab(role.ToString());

    /// <summary>Akka's configuration of a member.</summary>
    public static Config Configuration(ClusterOptions options, NodeRole role)
    {
        static string Quote(string text) => RunSystem.Quote(text);
        var tls = options.Certificate.Length == 0 ? "" : $$"""
            enable-ssl = true
            ssl {
              suppress-validation = {{(options.CertificateUnchecked ? "true" : "false")}}
              # Read by those versions of Akka.Remote that can ask both sides.
              require-mutual-authentication = {{(options.CertificateUnchecked ? "false" : "true")}}
              certificate { path = {{Quote(options.Certificate)}}, password = {{Quote(options.CertificatePassword)}} }
            }
            """;
        return ConfigurationFactory.ParseString($$"""
            akka.actor.provider = cluster
            akka.cluster {
              roles = [{{Role(role)}}]
              seed-nodes = [{{string.Join(", ", options.Seeds.Select(seed => Quote($"akka.{(tls.Length == 0 ? "" : "ssl.")}tcp://{Name}@{seed}")))}}]
            }
            akka.remote.dot-netty.tcp {
              hostname = {{Quote(options.Host)}}
              port = {{options.Port ?? 0}}
              public-hostname = {{Quote(options.PublicHost)}}
              {{(options.PublicPort is { } port ? $"public-port = {port}" : "")}}
              {{tls}}
            }
            """);
    }

    /// <summary>
    /// Makes a learner's system a member: the first one where there are no seeds. <paramref name="supervisor"/> hears who is there (<see cref="MembersSeen"/>).
    /// </summary>
    public static void Begin(ActorSystem system, ClusterOptions options, IActorRef supervisor)
    {
        system.ActorOf(Props.Create(() => new MemberWatch(supervisor)), "members");
        var cluster = Membership.Get(system);
        if (options.Seeds.IsEmpty) cluster.Join(cluster.SelfAddress);
        system.Log.Info("Other machines join at {0}", cluster.SelfAddress);
    }

    /// <summary>Puts a member out.</summary>
    public static void Down(ActorSystem system, Address address, string why)
    {
        if (address.HasGlobalScope) Membership.Get(system).Down(address);
    }

    /// <summary>The desks of learners that can be reached now.</summary>
    public static IEnumerable<ICanTell> Desks(ActorSystem system)
    {
        var state = Membership.Get(system).State;
        return state.Members
            .Where(member => member.HasRole(Role(NodeRole.Learner)) && member.Status == MemberStatus.Up && !state.Unreachable.Contains(member))
            .Select(member => system.ActorSelection(new RootActorPath(member.Address) / "user" / "run" / "nodes"));
    }
}
