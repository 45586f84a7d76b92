namespace AkkaDreamer.Models;

/// <summary>
/// An opaque loan of tensors that stay on their device: a version, an owner, given back by <see cref="Dispose"/> (once; from any thread). The owner never writes to a leased buffer.
/// Who holds a lease passes it on in a message or gives it back; a lease that a dead actor held is given back by its owner on death watch.
/// </summary>
public abstract class Lease(long version) : IDisposable
{
    private int returned;

    /// <summary>The update whose result is on loan.</summary>
    public long Version { get; } = version;

    /// <summary>True once given back.</summary>
    public bool IsReturned => Volatile.Read(ref returned) != 0;

    /// <summary>Gives the buffer back to its owner.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref returned, 1) != 0) return;
        Return();
        GC.SuppressFinalize(this);
    }

    /// <summary>Marks the buffer free. Runs once, on the thread that gave it back; must only flip a flag.</summary>
    protected abstract void Return();
}

/// <summary>States to dream from [N,...], with the world-model weights of the same version that dreaming needs; for a joint agent in exact form also the pending loss.</summary>
public abstract class StartStates(long version) : Lease(version)
{
    /// <summary>What is dreamed from, on the host, for whoever wants to look at it: the states and what was replayed with them, without weights. Called while it is on loan, on the thread that dreams.</summary>
    public abstract StateSnapshot Capture();
}

/// <summary>Weights for acting.</summary>
public abstract class PolicyWeights(long version) : Lease(version);
