using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>The section akka.cluster.singleton-proxy, read.</summary>
public sealed class ClusterSingletonProxySettings : INoSerializationVerificationNeeded
{
    /// <exception cref="ArgumentNullException">No name.</exception>
    /// <exception cref="ArgumentException">The interval is zero or the buffer negative.</exception>
    public ClusterSingletonProxySettings(
        string singletonName, string role, TimeSpan singletonIdentificationInterval, int bufferSize, bool considerAppVersion)
    {
        if (string.IsNullOrEmpty(singletonName)) throw new ArgumentNullException(nameof(singletonName));
        if (singletonIdentificationInterval == TimeSpan.Zero)
            throw new ArgumentException("singletonIdentificationInterval must be positive", nameof(singletonIdentificationInterval));
        if (bufferSize < 0) throw new ArgumentException("bufferSize must not be negative", nameof(bufferSize));
        SingletonName = singletonName;
        Role = role;
        SingletonIdentificationInterval = singletonIdentificationInterval;
        BufferSize = bufferSize;
        ConsiderAppVersion = considerAppVersion;
    }

    public string SingletonName { get; }

    /// <summary>Null for all members.</summary>
    public string Role { get; }

    public TimeSpan SingletonIdentificationInterval { get; }

    /// <summary>Messages that may wait for the singleton.</summary>
    public int BufferSize { get; }

    public bool ConsiderAppVersion { get; }

    public static ClusterSingletonProxySettings Create(ActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(ClusterSingletonManager.DefaultConfig());
        return Create(
            system.Settings.Config.GetConfig("akka.cluster.singleton-proxy"),
            system.Settings.Config.GetBoolean("akka.cluster.singleton.consider-app-version"));
    }

    /// <exception cref="ConfigurationException">The section is missing or empty.</exception>
    public static ClusterSingletonProxySettings Create(Config config, bool considerAppVersion)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<ClusterSingletonProxySettings>();
        return new ClusterSingletonProxySettings(
            config.GetString("singleton-name"),
            config.GetString("role") is { Length: > 0 } role ? role : null,
            config.GetTimeSpan("singleton-identification-interval"),
            config.GetInt("buffer-size"),
            considerAppVersion);
    }

    public ClusterSingletonProxySettings WithSingletonName(string singletonName) =>
        new(singletonName ?? SingletonName, Role, SingletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    /// <param name="role">Null leaves it as it is.</param>
    public ClusterSingletonProxySettings WithRole(string role) =>
        new(SingletonName, role ?? Role, SingletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    public ClusterSingletonProxySettings WithSingletonIdentificationInterval(TimeSpan singletonIdentificationInterval) =>
        new(SingletonName, Role, singletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    public ClusterSingletonProxySettings WithBufferSize(int bufferSize) =>
        new(SingletonName, Role, SingletonIdentificationInterval, bufferSize, ConsiderAppVersion);
}
