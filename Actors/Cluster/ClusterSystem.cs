using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Event;
using AkkaDreamer.Actors.Cluster.Leasing;
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

    /// <summary>
    /// Akka's configuration of a member, before that of akka.hocon, and what stands behind both. <paramref name="place"/>: where a learner's row is, for a cluster in which one may stand in for another; null: there is one learner.
    /// </summary>
    public static Config Configuration(ClusterOptions options, NodeRole role, Config akka, LeasePlace? place = null) => Own(options, role).WithFallback(akka).WithFallback(Leases(place));

    /// <summary>Throws <see cref="ConfigurationException"/> when the learner's lease would outlive the time that it takes to decide that its owner is dead: then everybody would give way to a dead learner.</summary>
    public static void CheckTimes(Config akka)
    {
        var lease = akka.GetTimeSpan("dreamer.learner-lease.heartbeat-timeout");
        var (pause, stable) = (akka.GetTimeSpan("akka.cluster.failure-detector.acceptable-heartbeat-pause"), akka.GetTimeSpan("akka.cluster.split-brain-resolver.stable-after"));
        if (lease >= pause + stable)
            throw new Configuration.ConfigurationException($"akka.cluster.failure-detector.acceptable-heartbeat-pause ({pause.TotalSeconds:0.#} s) and akka.cluster.split-brain-resolver.stable-after ({stable.TotalSeconds:0.#} s) together must be longer than the learner's lease ({lease.TotalSeconds:0.#} s)");
    }

    // The row's time to live is shorter than it takes to find its owner dead: else the side that is to go on finds the dead one's name in it.
    private static Config Leases(LeasePlace? place)
    {
        var where = place is null ? "" : $"connection = {RunSystem.Quote(place.Connection)}, run = {RunSystem.Quote(place.Run)}";
        var singleton = place is null ? "" : "akka.cluster.singleton { use-lease = \"dreamer.learner-lease\", lease-retry-interval = 1s }";
        return ConfigurationFactory.ParseString($$"""
            {{singleton}}
            dreamer.sbr-lease {
              lease-class = "AkkaDreamer.Actors.Cluster.Leasing.SideLease, AkkaDreamer.Actors"
              heartbeat-timeout = 3s
              heartbeat-interval = 1s
              lease-operation-timeout = 2s
              {{where}}
            }
            dreamer.learner-lease {
              lease-class = "AkkaDreamer.Actors.Cluster.Leasing.LearnerLease, AkkaDreamer.Actors"
              heartbeat-timeout = 5s
              heartbeat-interval = 1s
              lease-operation-timeout = 2s
              {{where}}
            }
            """);
    }

    private static Config Own(ClusterOptions options, NodeRole role)
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
    /// Makes the system of the only learner a member: the first one where there are no seeds.
    /// </summary>
    public static void Begin(ActorSystem system, ClusterOptions options)
    {
        SideDesk.Begin(system);
        var cluster = Membership.Get(system);
        if (options.Seeds.IsEmpty) cluster.Join(cluster.SelfAddress);
        system.Log.Info("Other machines join at {0}", cluster.SelfAddress);
    }

    /// <summary>Whether a system is made to be a member of a cluster.</summary>
    public static bool IsMember(ActorSystem system) => system.Settings.Config.GetString("akka.actor.provider", "").Contains("cluster", StringComparison.OrdinalIgnoreCase);

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
            .SelectMany(member => new[] { new RootActorPath(member.Address) / "user" / "run" / "nodes", new RootActorPath(member.Address) / "user" / "learner" / "run" / "nodes" })
            .Select(path => system.ActorSelection(path));
    }
}
