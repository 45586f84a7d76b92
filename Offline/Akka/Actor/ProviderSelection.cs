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
