using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Coordination;

/// <summary>Makes leases from their configuration: one object for each name, section and owner.</summary>
public class LeaseProvider : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly ConcurrentDictionary<(string Name, string Path, string Owner), Lease> _leases = new();
    private readonly Lazy<ILoggingAdapter> _log;

    public LeaseProvider(ExtendedActorSystem system)
    {
        _system = system;
        _log = new Lazy<ILoggingAdapter>(() => Logging.GetLogger(system, "LeaseProvider"));
        system.Settings.InjectTopLevelFallback(DefaultConfig());
    }

    public static LeaseProvider Get(ActorSystem system) => system.WithExtension<LeaseProvider, LeaseProviderExtensionProvider>();

    public static Config DefaultConfig() => ConfigurationFactory.FromResource<LeaseProvider>("Akka.Coordination.reference.conf");

    /// <param name="leaseName">What the lease is about.</param>
    /// <param name="configPath">The section that says lease-class and its times.</param>
    /// <param name="ownerName">Who asks for it.</param>
    /// <exception cref="ArgumentException">The section names no class.</exception>
    /// <exception cref="MissingMethodException">The class has neither of the two constructors.</exception>
    public Lease GetLease(string leaseName, string configPath, string ownerName) => _leases.GetOrAdd(
        (leaseName, configPath, ownerName),
        key => Create(key.Name, key.Path, key.Owner));

    private Lease Create(string leaseName, string configPath, string ownerName)
    {
        var config = _system.Settings.Config;
        var settings = LeaseSettings.Create(
            config.GetConfig(configPath).WithFallback(config.GetConfig("akka.coordination.lease")), leaseName, ownerName);
        var className = settings.LeaseConfig.GetString("lease-class");
        if (string.IsNullOrEmpty(className)) throw new ArgumentException("lease-class must not be empty");
        var type = Type.GetType(className, throwOnError: true);
        try
        {
            return Instantiate(type, settings);
        }
        catch (MissingMethodException e)
        {
            _log.Value.Error(
                e,
                "The lease class [{2}] of [{1}] (lease [{0}]) must extend Akka.Coordination.Lease and have a constructor that takes LeaseSettings, "
                + "or LeaseSettings and ExtendedActorSystem.",
                leaseName,
                configPath,
                type);
            throw;
        }
        catch (Exception e)
        {
            _log.Value.Error(e, "The lease class [{2}] of [{1}] (lease [{0}]) could not be created.", leaseName, configPath, type);
            throw;
        }
    }

    private Lease Instantiate(Type type, LeaseSettings settings)
    {
        try
        {
            return (Lease)Activator.CreateInstance(type, settings, _system);
        }
        catch (MissingMethodException)
        {
            return (Lease)Activator.CreateInstance(type, settings);
        }
    }
}
