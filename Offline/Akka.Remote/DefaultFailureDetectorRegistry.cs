using System.Collections.Immutable;

namespace Akka.Remote;

/// <summary>A registry that any number of threads may ask; only changes of the set of resources are serialised.</summary>
public class DefaultFailureDetectorRegistry<T> : IFailureDetectorRegistry<T>
{
    private readonly Func<FailureDetector> _factory;
    private readonly Lock _changes = new();
    private ImmutableDictionary<T, FailureDetector> _detectors = ImmutableDictionary<T, FailureDetector>.Empty;

    public DefaultFailureDetectorRegistry(Func<FailureDetector> factory) => _factory = factory;

    public bool IsAvailable(T resource) => GetFailureDetector(resource)?.IsAvailable ?? true;

    public bool IsMonitoring(T resource) => GetFailureDetector(resource)?.IsMonitoring ?? false;

    public void Heartbeat(T resource)
    {
        if (GetFailureDetector(resource) is { } known)
        {
            known.HeartBeat();
            return;
        }

        lock (_changes)
        {
            if (!_detectors.TryGetValue(resource, out var detector))
            {
                detector = _factory();
                if (detector is PhiAccrualFailureDetector phi) phi.Address = resource.ToString();
                detector.HeartBeat();
                Volatile.Write(ref _detectors, _detectors.Add(resource, detector));
                return;
            }

            detector.HeartBeat();
        }
    }

    public void Remove(T resource)
    {
        lock (_changes) Volatile.Write(ref _detectors, _detectors.Remove(resource));
    }

    public void Reset()
    {
        lock (_changes) Volatile.Write(ref _detectors, ImmutableDictionary<T, FailureDetector>.Empty);
    }

    internal FailureDetector GetFailureDetector(T resource) => Volatile.Read(ref _detectors).GetValueOrDefault(resource);
}
