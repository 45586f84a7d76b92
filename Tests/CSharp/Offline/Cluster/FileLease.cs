using Akka.Actor;
using Akka.Coordination;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>The lease of a singleton in a file: renewed while it is held, lost when another process has it or it could not be renewed in time.</summary>
public sealed class FileLease(LeaseSettings settings, ExtendedActorSystem system) : Lease(settings)
{
    private readonly string _nonce = Guid.NewGuid().ToString("N");
    private ICancelable? _renewal;
    private Action<Exception> _lost = static _ => { };
    private long _epoch;

    private string File => Settings.LeaseConfig.GetString("file");

    private long Timeout => (long)Settings.TimeoutSettings.HeartbeatTimeout.TotalMilliseconds;

    public override Task<bool> Acquire() => Acquire(static _ => { });

    public override Task<bool> Acquire(Action<Exception> leaseLostCallback)
    {
        _lost = leaseLostCallback;
        _epoch = LeaseRow.Change(File, row => row.IsExpired || row.Owner == Settings.OwnerName
            ? (new LeaseRow(Settings.OwnerName, _nonce, row.Epoch + 1, LeaseRow.Now + Timeout), row.Epoch + 1)
            : (row, 0));
        _renewal?.Cancel();
        if (_epoch == 0) return Task.FromResult(false);
        var interval = Settings.TimeoutSettings.HeartbeatInterval;
        _renewal = system.Scheduler.Advanced.ScheduleRepeatedlyCancelable(interval, interval, Renew);
        return Task.FromResult(true);
    }

    public override Task<bool> Release()
    {
        _renewal?.Cancel();
        return Task.FromResult(LeaseRow.Change(File, row => row.Nonce == _nonce ? (row with { Expiry = 0 }, true) : (row, true)));
    }

    public override bool CheckLease() => false;

    private void Renew()
    {
        if (LeaseRow.Change(File, row => row.Nonce == _nonce && row.Epoch == _epoch ? (row with { Expiry = LeaseRow.Now + Timeout }, true) : (row, false))) return;
        _renewal?.Cancel();
        _lost(new LeaseException("another process has the lease"));
    }
}
