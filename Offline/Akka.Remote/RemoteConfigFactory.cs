using Akka.Configuration;

namespace Akka.Remote.Configuration;

/// <summary>The defaults of remoting.</summary>
internal static class RemoteConfigFactory
{
    public static Config Default() => ConfigurationFactory.FromResource<RemoteSettings>("Akka.Remote.Configuration.Remote.conf");
}
