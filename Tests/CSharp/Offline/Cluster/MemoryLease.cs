using System.Collections.Concurrent;
using Akka.Coordination;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>A lease whose row (its section's key <c>row</c>) lies in this process, where the test can hold, refuse and take it.</summary>
public sealed class MemoryLease(LeaseSettings settings) : Lease(settings)
{
    private static readonly ConcurrentDictionary<string, Row> Rows = new();

    private Row Mine => Named(Settings.LeaseConfig.GetString("row"));

    public static Row Named(string name) => Rows.GetOrAdd(name, static _ => new Row());

    /// <summary>Sections for a resolver and a singleton on one row each.</summary>
    public static string Sections(string name) => $$"""
        test-sbr { lease-class = "AkkaDreamer.Tests.Offline.Clusters.MemoryLease, AkkaDreamer.Tests", row = "{{name}}-sbr" }
        test-singleton { lease-class = "AkkaDreamer.Tests.Offline.Clusters.MemoryLease, AkkaDreamer.Tests", row = "{{name}}-singleton" }
        """;

    public override Task<bool> Acquire() => Acquire(static _ => { });

    public override Task<bool> Acquire(Action<Exception> leaseLostCallback) => Mine.Take(Settings.OwnerName, leaseLostCallback);

    public override Task<bool> Release() => Task.FromResult(Mine.Free(Settings.OwnerName));

    public override bool CheckLease() => false;

    /// <summary>Who holds it, and who has asked.</summary>
    public sealed class Row
    {
        private readonly Lock _lock = new();
        private readonly List<(string Owner, TaskCompletionSource Done)> _awaited = [];
        private Action<Exception> _lost = static _ => { };

        public string? Owner { get; private set; }

        /// <summary>Nobody gets it.</summary>
        public bool Refuses { get; set; }

        /// <summary>Asking fails.</summary>
        public Exception? Fails { get; set; }

        /// <summary>Completes when this owner next asks, whatever the answer.</summary>
        public Task AskedBy(string owner)
        {
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock) _awaited.Add((owner, asked));
            return asked.Task.WaitAsync(ClusterNode.Patience);
        }

        /// <summary>Its owner loses it, and hears of it.</summary>
        public void TakeAway()
        {
            Action<Exception> lost;
            lock (_lock) (lost, Owner) = (_lost, null);
            lost(new LeaseException("taken away by the test"));
        }

        internal Task<bool> Take(string owner, Action<Exception> lost)
        {
            lock (_lock)
            {
                foreach (var (_, done) in _awaited.Where(waiting => waiting.Owner == owner)) done.TrySetResult();
                if (Fails is not null) return Task.FromException<bool>(Fails);
                if (Refuses || (Owner is not null && Owner != owner)) return Task.FromResult(false);
                (Owner, _lost) = (owner, lost);
                return Task.FromResult(true);
            }
        }

        internal bool Free(string owner)
        {
            lock (_lock)
            {
                if (Owner == owner) Owner = null;
                return Owner is null;
            }
        }
    }
}
