using System.Runtime.InteropServices;

namespace AkkaDreamer.Hosts;

/// <summary>Ctrl-C and SIGTERM: the first asks to stop in order, the second leaves at once.</summary>
public sealed class Interrupts : IDisposable
{
    private readonly PosixSignalRegistration[] registrations;
    private readonly Action stop;
    private readonly Action leave;
    private int seen;

    /// <summary>Listens until disposed.</summary>
    public Interrupts(Action stop, Action leave)
    {
        (this.stop, this.leave) = (stop, leave);
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Seen), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Seen)];
    }

    /// <summary>Whether somebody asked to stop.</summary>
    public bool Asked => Volatile.Read(ref seen) > 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
    }

    private void Seen(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref seen) == 1) stop();
        else leave();
    }
}
