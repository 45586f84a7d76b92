using System.Diagnostics;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Coordination;
using Akka.Event;
using Npgsql;

namespace AkkaDreamer.Actors.Cluster.Leasing;

/// <summary>
/// The lease of the learner's singleton on the <see cref="LearnerRow"/>: <c>dreamer.learner-lease</c>. Renewed every <c>heartbeat-interval</c>; lost when another process has the row, or when it could not be renewed for
/// <c>heartbeat-timeout</c>. A process that slept does not hold it on waking unless the row says so: <see cref="CheckLease"/> compares a monotonic clock with the time before the last renewal that succeeded.
/// A restarted learner at the same address takes the row over at once.
/// </summary>
public sealed class LearnerLease : Lease
{
    private static readonly ConditionalWeakTable<ActorSystem, LearnerLease> BySystem = [];

    private readonly LearnerRow row;
    private readonly ILoggingAdapter log;
    private readonly Guid nonce = Guid.NewGuid();
    private readonly Lock state = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private Tenancy? tenancy;

    /// <summary>Called by Akka.Coordination, by the name in the configuration.</summary>
    public LearnerLease(LeaseSettings settings, ExtendedActorSystem system)
        : base(settings)
    {
        row = LeasePlace.Row(settings.LeaseConfig);
        log = Logging.GetLogger(system, this);
        BySystem.AddOrUpdate(system, this);
        system.RegisterOnTermination(() =>
        {
            lock (state) tenancy?.End();
        });
    }

    /// <summary>Whether a system may write as the learner now: it holds the lease, or has none to hold. By a monotonic clock, so also for a process that slept and does not know it yet.</summary>
    public static bool MayWrite(ActorSystem system) => !BySystem.TryGetValue(system, out var lease) || lease.CheckLease();

    /// <summary>The epoch in which this process learns; null while it does not hold the lease.</summary>
    public long? Epoch
    {
        get { lock (state) return tenancy is { } held && held.IsValid ? held.Epoch : null; }
    }

    /// <inheritdoc/>
    public override Task<bool> Acquire() => Acquire(_ => { });

    /// <inheritdoc/>
    public override async Task<bool> Acquire(Action<Exception> leaseLostCallback)
    {
        var timeouts = Settings.TimeoutSettings;
        using var patience = new CancellationTokenSource(timeouts.OperationTimeout);
        var asked = Stopwatch.GetTimestamp();
        try
        {
            await turn.WaitAsync(patience.Token).ConfigureAwait(false);
            try
            {
                var epoch = await row.TakeAsync(Settings.OwnerName, nonce, timeouts.HeartbeatTimeout, patience.Token).ConfigureAwait(false);
                if (epoch is null) return false;
                lock (state)
                {
                    if (tenancy is { } held && held.Epoch == epoch && held.IsValid) return true;
                    tenancy?.End();
                    tenancy = new Tenancy(epoch.Value, asked, timeouts.HeartbeatTimeout, leaseLostCallback);
                    _ = Renew(tenancy);
                }

                log.Info("Learns in epoch {0} as {1}", epoch, Settings.OwnerName);
                return true;
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            throw new LeaseTimeoutException($"PostgreSQL gave no answer within {timeouts.OperationTimeout} when {Settings.OwnerName} asked for the learner's lease");
        }
        catch (NpgsqlException failure)
        {
            throw new LeaseException($"PostgreSQL failed when {Settings.OwnerName} asked for the learner's lease: {failure.Message}", failure);
        }
    }

    /// <inheritdoc/>
    public override async Task<bool> Release()
    {
        Tenancy? held;
        lock (state)
        {
            held = tenancy;
            tenancy = null;
            held?.End();
        }

        if (held is null) return true;
        using var patience = new CancellationTokenSource(Settings.TimeoutSettings.OperationTimeout);
        try
        {
            await turn.WaitAsync(patience.Token).ConfigureAwait(false);
            try
            {
                await row.ReleaseAsync(Settings.OwnerName, nonce, held.Epoch, patience.Token).ConfigureAwait(false);
                return true;
            }
            finally
            {
                turn.Release();
            }
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException)
        {
            log.Warning("The learner's lease could not be released and expires within {0}: {1}", Settings.TimeoutSettings.HeartbeatTimeout, failure.Message);
            return false;
        }
    }

    /// <inheritdoc/>
    public override bool CheckLease() => Epoch is not null;

    // Until the tenancy ends: renews it, and says once when it is lost.
    private async Task Renew(Tenancy held)
    {
        using var beat = new PeriodicTimer(Settings.TimeoutSettings.HeartbeatInterval);
        try
        {
            while (await beat.WaitForNextTickAsync(held.Ended).ConfigureAwait(false))
            {
                if (await Renewed(held).ConfigureAwait(false)) continue;
                if (!held.End()) return;
                lock (state)
                    if (tenancy == held) tenancy = null;
                log.Warning("The learner's lease of epoch {0} is lost", held.Epoch);
                held.Lost(new LeaseException($"the learner's lease of epoch {held.Epoch} is lost"));
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // It was released, or the system ends.
        }
    }

    private async Task<bool> Renewed(Tenancy held)
    {
        var asked = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(held.Ended);
        patience.CancelAfter(Settings.TimeoutSettings.OperationTimeout);
        try
        {
            if (!await row.RenewAsync(Settings.OwnerName, nonce, held.Epoch, Settings.TimeoutSettings.HeartbeatTimeout, patience.Token).ConfigureAwait(false)) return false;
            held.Extend(asked);
            return true;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException || (failure is OperationCanceledException && !held.Ended.IsCancellationRequested))
        {
            log.Warning("The learner's lease could not be renewed: {0}", failure.Message);
            return held.IsValid;
        }
    }

    // From one taking of the row to its loss.
    private sealed class Tenancy(long epoch, long from, TimeSpan timeToLive, Action<Exception> lost)
    {
        private readonly CancellationTokenSource ended = new();
        private long renewed = from;
        private int isOver;

        public long Epoch => epoch;

        public Action<Exception> Lost => lost;

        public CancellationToken Ended => ended.Token;

        public bool IsValid => Volatile.Read(ref isOver) == 0 && Stopwatch.GetElapsedTime(Volatile.Read(ref renewed)) < timeToLive;

        public void Extend(long asked) => Volatile.Write(ref renewed, asked);

        // True for the one who ended it.
        public bool End()
        {
            if (Interlocked.Exchange(ref isOver, 1) != 0) return false;
            ended.Cancel();
            return true;
        }
    }
}
