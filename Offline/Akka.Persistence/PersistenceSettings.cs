using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>The extension's settings.</summary>
public sealed class PersistenceSettings(ActorSystem system, Config config) : Settings(system, config)
{
    public InternalSettings Internal { get; } = new(config);

    /// <summary>For tests of plugins.</summary>
    public sealed class InternalSettings(Config config)
    {
        /// <summary>Whether plugins publish the commands they have carried out on the event stream.</summary>
        public bool PublishPluginCommands { get; } = config.GetBoolean("publish-plugin-commands");
    }
}
