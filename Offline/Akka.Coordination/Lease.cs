namespace Akka.Coordination;

/// <summary>Something that at most one owner holds at a time, kept by a third party that all can reach.</summary>
public abstract class Lease
{
    public Lease(LeaseSettings settings) => Settings = settings;

    public LeaseSettings Settings { get; }

    /// <summary>True when the lease is held now. May fail with <see cref="LeaseException"/>.</summary>
    public abstract Task<bool> Acquire();

    /// <summary>As <see cref="Acquire()"/>; calls back when the lease is lost later, with the cause or null.</summary>
    public abstract Task<bool> Acquire(Action<Exception> leaseLostCallback);

    /// <summary>Gives the lease back; true when it is free then.</summary>
    public abstract Task<bool> Release();

    /// <summary>Whether it is held, as far as this process knows without asking anybody.</summary>
    public abstract bool CheckLease();
}
