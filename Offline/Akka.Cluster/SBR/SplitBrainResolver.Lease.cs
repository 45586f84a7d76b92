using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.SBR;

/// <summary>Decisions for which the lease is asked, once: no is an answer, and so is an error.</summary>
internal sealed partial class SplitBrainResolver
{
    /// <summary>When a lease that was got is given back; null without one.</summary>
    private Release _release;

    private TimeSpan ReleaseAfter => ((LeaseMajority)_strategy).ReleaseAfter;

    private void DecideByLease(IAcquireLeaseDecision decision)
    {
        if (_strategy.Lease.CheckLease())
        {
            _log.Info("The lease for {0} is held already.", decision);
            Act(decision);
            return;
        }

        if (decision.AcquireDelay == TimeSpan.Zero) Acquire();
        else Timers.StartSingleTimer(AcquireLease.Instance, AcquireLease.Instance, decision.AcquireDelay);
        Become(message => WaitingForLease(message, decision));
    }

    private void Acquire() => _ = AskForLease().PipeTo(Self);

    private async Task<LeaseAcquired> AskForLease()
    {
        try
        {
            return new LeaseAcquired(await _strategy.Lease.Acquire().ConfigureAwait(false));
        }
        catch (Exception e)
        {
            _log.Error(e, "The split brain resolver's lease could not be asked for.");
            return new LeaseAcquired(false);
        }
    }

    private bool WaitingForLease(object message, IAcquireLeaseDecision decision)
    {
        switch (message)
        {
            case AcquireLease:
                Acquire();
                break;
            case LeaseAcquired acquired:
                if (acquired.Held) ActWithLease(decision);
                else ActWithoutLease(decision);
                Stash.UnstashAll();
                Become(Receive);
                break;
            case LeaseReleased or Tick:
                break;
            default:
                Stash.Stash();
                break;
        }

        return true;
    }

    private void ActWithLease(IAcquireLeaseDecision decision)
    {
        _log.Info("The split brain resolver has the lease for {0}.", decision);
        var downed = Act(decision);
        var waitingFor = _release?.WaitsFor.Union(downed) ?? downed;
        _release = new Release(waitingFor, waitingFor.IsEmpty ? Expiry.In(ReleaseAfter) : default);
    }

    private void ActWithoutLease(IAcquireLeaseDecision decision)
    {
        var reverse = _strategy.ReverseDecision(decision);
        _log.Info("The split brain resolver did not get the lease: {0} instead of {1}.", reverse, decision);
        Act(reverse);
        _release = null;
    }

    private void NoteRemovalForRelease(UniqueAddress node)
    {
        if (_release is null || _release.WaitsFor.IsEmpty) return;
        var left = _release.WaitsFor.Remove(node);
        _release = new Release(left, left.IsEmpty ? Expiry.In(ReleaseAfter) : default);
    }

    private void ReleaseWhenDue()
    {
        if (_release is { WaitsFor.IsEmpty: true, Due.IsPast: true }) _ = GiveBack().PipeTo(Self);
    }

    private async Task<LeaseReleased> GiveBack()
    {
        try
        {
            return new LeaseReleased(await _strategy.Lease.Release().ConfigureAwait(false));
        }
        catch (Exception e)
        {
            _log.Warning(e, "The split brain resolver's lease could not be given back; it is tried again.");
            return new LeaseReleased(false);
        }
    }

    private void NoteRelease(bool done)
    {
        if (done && _release is { WaitsFor.IsEmpty: true, Due.IsPast: true }) _release = null;
    }

    /// <summary>The lease goes back when the downed are removed and some time has passed.</summary>
    private sealed record Release(ImmutableHashSet<UniqueAddress> WaitsFor, Expiry Due);

    private sealed record LeaseAcquired(bool Held) : INoSerializationVerificationNeeded;

    private sealed record LeaseReleased(bool Done) : INoSerializationVerificationNeeded;

    private sealed class AcquireLease : INoSerializationVerificationNeeded
    {
        public static readonly AcquireLease Instance = new();
    }
}
