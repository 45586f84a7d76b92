namespace Akka.Actor;

/// <summary>Which provider of references a system uses: one process, several that speak to each other, or several that know of each other as members.</summary>
public abstract class ProviderSelection
{
    private const string RemoteProvider = "Akka.Remote.RemoteActorRefProvider, Akka.Remote";
    private const string ClusterProvider = "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster";

    private ProviderSelection(string fqn, bool hasCluster)
    {
        Fqn = fqn;
        HasCluster = hasCluster;
    }

    internal string Fqn { get; }

    internal bool HasCluster { get; }

    internal static ProviderSelection GetProvider(string providerClass) => providerClass switch
    {
        "local" => Local.Instance,
        "remote" or RemoteProvider => Remote.Instance,
        "cluster" or ClusterProvider => Cluster.Instance,
        _ => new Custom(providerClass),
    };

    /// <summary>One process.</summary>
    public sealed class Local : ProviderSelection
    {
        public static readonly Local Instance = new();

        private Local()
            : base("Akka.Actor.LocalActorRefProvider, Akka", false)
        {
        }
    }

    /// <summary>Several processes.</summary>
    public sealed class Remote : ProviderSelection
    {
        public static readonly Remote Instance = new();

        private Remote()
            : base(RemoteProvider, false)
        {
        }
    }

    /// <summary>Several processes that are members of one cluster.</summary>
    public sealed class Cluster : ProviderSelection
    {
        public static readonly Cluster Instance = new();

        private Cluster()
            : base(ClusterProvider, true)
        {
        }
    }

    /// <summary>A provider by class name.</summary>
    public sealed class Custom(string fqn, string identifier = null, bool hasCluster = false) : ProviderSelection(fqn, hasCluster)
    {
        /// <summary>The short name, or empty.</summary>
        internal string Identifier { get; } = identifier ?? "";
    }
}
