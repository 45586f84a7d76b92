using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Which provider of references a system uses. In this stand-in there is only the local one; others go by class name.</summary>
public abstract class ProviderSelection
{
    private ProviderSelection(string fqn, bool hasCluster)
    {
        Fqn = fqn;
        HasCluster = hasCluster;
    }

    internal string Fqn { get; }

    internal bool HasCluster { get; }

    internal static ProviderSelection GetProvider(string providerClass) =>
        providerClass == "local" ? Local.Instance : new Custom(providerClass);

    /// <summary>One process.</summary>
    public sealed class Local : ProviderSelection
    {
        public static readonly Local Instance = new();

        private Local()
            : base("Akka.Actor.LocalActorRefProvider, Akka", false)
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

/// <summary>Configuration and provider of a system, in code.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    private BootstrapSetup(Option<Config> config, Option<ProviderSelection> actorRefProvider)
    {
        Config = config;
        ActorRefProvider = actorRefProvider;
    }

    public Option<Config> Config { get; }

    public Option<ProviderSelection> ActorRefProvider { get; }

    public static BootstrapSetup Create() => new(Option<Config>.None, Option<ProviderSelection>.None);

    public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, name);

    public BootstrapSetup WithConfig(Config config) => new(config, ActorRefProvider);

    public BootstrapSetup WithConfigFallback(Config config) =>
        Config.HasValue ? WithConfig(Config.Value.SafeWithFallback(config)) : WithConfig(config);
}
