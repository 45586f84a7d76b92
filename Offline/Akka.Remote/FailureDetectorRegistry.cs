using Akka.Actor;
using Akka.Configuration;

namespace Akka.Remote;

/// <summary>Failure detectors of many resources, each made at the first heartbeat.</summary>
public interface IFailureDetectorRegistry<in T>
{
    /// <summary>True also for a resource that is not monitored.</summary>
    bool IsAvailable(T resource);

    bool IsMonitoring(T resource);

    void Heartbeat(T resource);

    void Remove(T resource);

    void Reset();
}

/// <summary>Makes failure detectors from configuration.</summary>
public static class FailureDetectorLoader
{
    /// <param name="fqcn">A class with a constructor that takes configuration and event stream.</param>
    /// <param name="config">Its section.</param>
    /// <param name="system">Whose event stream it warns on.</param>
    /// <exception cref="ConfigurationException">There is no such class.</exception>
    public static FailureDetector Load(string fqcn, Config config, ActorSystem system)
    {
        var type = Type.GetType(fqcn) ?? throw new ConfigurationException($"Could not create custom FailureDetector {fqcn}");
        return (FailureDetector)Activator.CreateInstance(type, config, system.EventStream);
    }

    /// <inheritdoc cref="Load"/>
    public static FailureDetector LoadFailureDetector(this IActorContext context, string fqcn, Config config) => Load(fqcn, config, context.System);
}
