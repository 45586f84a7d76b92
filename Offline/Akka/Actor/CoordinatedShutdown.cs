using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Finds the coordinated shutdown of a system.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        if (config.IsNullOrEmpty()) throw new ConfigurationException("akka.coordinated-shutdown config cannot be empty");
        return new CoordinatedShutdown(system, config);
    }
}

/// <summary>Ends a system in phases: tasks of one phase run at once, phases one after the other.</summary>
public sealed class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly Dictionary<string, Phase> _phases;
    private readonly List<string> _order;
    private readonly ConcurrentDictionary<string, ImmutableList<(string Name, Func<Task<Done>> Run)>> _tasks = new();
    private readonly TaskCompletionSource<Done> _run = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILoggingAdapter _log;
    private Reason _reason;
    private volatile bool _processIsExiting;

    internal CoordinatedShutdown(ExtendedActorSystem system, Config config)
    {
        System = system;
        _log = Logging.GetLogger(system, GetType());
        _phases = PhasesFromConfig(config);
        _order = TopologicalSort(_phases);
        AddSystemTermination(config.GetBoolean("exit-clr", false));
        if (config.GetBoolean("run-by-clr-shutdown-hook", false)) RunWhenProcessExits();
    }

    public ExtendedActorSystem System { get; }

    /// <summary>Why it runs; null while it does not.</summary>
    public Reason ShutdownReason => Volatile.Read(ref _reason);

    /// <summary>Of all phases that have tasks.</summary>
    public TimeSpan TotalTimeout => _tasks.Keys.Aggregate(TimeSpan.Zero, (sum, phase) => sum + Timeout(phase));

    public static CoordinatedShutdown Get(ActorSystem sys) => sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    /// <exception cref="ConfigurationException">No such phase is configured.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!_order.Contains(phase))
            throw new ConfigurationException($"Unknown phase [{phase}], known phases [{string.Join(",", _order)}]. "
                + "All phases (along with their optional dependencies) must be defined in configuration.");
        _tasks.AddOrUpdate(phase, static (_, added) => [added], static (_, all, added) => all.Add(added), (taskName, task));
    }

    public TimeSpan Timeout(string phase) => _phases.TryGetValue(phase, out var known)
        ? known.Timeout
        : throw new ArgumentException($"Unknown phase [{phase}]. All phases must be defined in configuration.");

    /// <summary>Runs all phases, or those from <paramref name="fromPhase"/> on, once; every call returns the same task.</summary>
    public Task<Done> Run(Reason reason, string fromPhase = null)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null) _ = RunPhases(fromPhase);
        return _run.Task;
    }

    private async Task RunPhases(string fromPhase)
    {
        try
        {
            foreach (var phase in fromPhase is null ? _order : _order.SkipWhile(name => name != fromPhase))
            {
                if (!_tasks.TryGetValue(phase, out var tasks)) continue;
                _log.Debug("Performing phase [{0}] with [{1}] tasks: [{2}]", phase, tasks.Count, string.Join(",", tasks.Select(static task => task.Name)));
                await RunPhase(phase, _phases[phase], tasks).ConfigureAwait(false);
            }

            _run.SetResult(Done.Instance);
        }
        catch (Exception e)
        {
            _run.SetException(new AggregateException(e));
        }
    }

    private async Task RunPhase(string name, Phase phase, ImmutableList<(string Name, Func<Task<Done>> Run)> tasks)
    {
        var all = Task.WhenAll(tasks.Select(async task =>
        {
            try
            {
                await task.Run().ConfigureAwait(false);
            }
            catch (Exception e) when (phase.Recover)
            {
                _log.Warning("Task [{0}] failed in phase [{1}]: {2}", task.Name, name, e.Message);
            }
        }));
        if (await Task.WhenAny(all, After(phase.Timeout, all)).ConfigureAwait(false) == all || all.IsCompleted)
        {
            await all.ConfigureAwait(false);
        }
        else
        {
            if (!phase.Recover) throw new TimeoutException($"Coordinated shutdown phase[{name}] timed out after {phase.Timeout}");
            _log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", name, phase.Timeout);
        }
    }

    /// <summary>By the system's clock, unless that has ended with the system.</summary>
    private Task After(TimeSpan timeout, Task otherwise)
    {
        var elapsed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = MonotonicClock.Elapsed;
        try
        {
            System.Scheduler.Advanced.ScheduleOnce(timeout, () =>
            {
                // The scheduler runs what is left when it ends; that is no timeout.
                if (System.Scheduler is not IDateTimeOffsetNowTimeProvider || MonotonicClock.Elapsed - begun >= timeout) elapsed.TrySetResult();
            });
        }
        catch (SchedulerException)
        {
            return otherwise;
        }

        return elapsed.Task;
    }

    private void AddSystemTermination(bool exitClr)
    {
        var terminate = System.Settings.CoordinatedShutdownTerminateActorSystem;
        if (!terminate && !exitClr) return;
        AddTask(PhaseActorSystemTerminate, "terminate-system", async () =>
        {
            if (terminate && exitClr) _ = ExitUnlessTerminatedInTime();
            if (terminate) await System.FinalTerminate().ConfigureAwait(false);
            if (exitClr && !_processIsExiting) Environment.Exit(0);
            return Done.Instance;
        });

        async Task ExitUnlessTerminatedInTime()
        {
            var timeout = Timeout(PhaseActorSystemTerminate);
            if (await Task.WhenAny(System.WhenTerminated, Task.Delay(timeout)).ConfigureAwait(false) != System.WhenTerminated && !_processIsExiting)
                Environment.Exit(0);
        }
    }

    private void RunWhenProcessExits()
    {
        EventHandler hook = (_, _) =>
        {
            _processIsExiting = true;
            if (System.WhenTerminated.IsCompleted) return;
            _log.Info("Starting coordinated shutdown from CLR termination hook.");
            try
            {
                Run(ClrExitReason.Instance).Wait(TotalTimeout);
            }
            catch (Exception e)
            {
                _log.Warning("CoordinatedShutdown from CLR shutdown failed: {0}", e.Message);
            }
        };
        AppDomain.CurrentDomain.ProcessExit += hook;
        System.WhenTerminated.ContinueWith(_ => AppDomain.CurrentDomain.ProcessExit -= hook, TaskScheduler.Default);
    }

    private static Dictionary<string, Phase> PhasesFromConfig(Config config)
    {
        var standard = config.GetTimeSpan("default-phase-timeout", null);
        var phases = config.GetConfig("phases");
        return phases.AsEnumerable().Select(static entry => entry.Key).ToDictionary(
            static name => name,
            name => new Phase(
                phases.GetStringList($"{name}.depends-on", []),
                phases.GetTimeSpan($"{name}.timeout", standard, allowInfinite: false),
                phases.GetBoolean($"{name}.recover", true)));
    }

    private static List<string> TopologicalSort(Dictionary<string, Phase> phases)
    {
        var order = new List<string>();
        var path = new HashSet<string>();
        foreach (var name in phases.Keys) Visit(name);
        return order;

        void Visit(string name)
        {
            if (order.Contains(name)) return;
            if (!path.Add(name)) throw new ArgumentException($"Cycle detected in graph of phases: [{name}] depends transitively on itself.");
            if (phases.TryGetValue(name, out var phase))
                foreach (var earlier in phase.DependsOn) Visit(earlier);
            path.Remove(name);
            order.Add(name);
        }
    }

    private sealed record Phase(IList<string> DependsOn, TimeSpan Timeout, bool Recover);

    /// <summary>Why a system ends.</summary>
    public class Reason
    {
        protected Reason()
        {
        }
    }

    /// <summary>Nobody said.</summary>
    public class UnknownReason : Reason
    {
        public static readonly Reason Instance = new UnknownReason();

        private UnknownReason()
        {
        }
    }

    /// <summary>ActorSystem.Terminate was called.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason()
        {
        }
    }

    /// <summary>The process ends.</summary>
    public class ClrExitReason : Reason
    {
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason()
        {
        }
    }

    /// <summary>This node was downed, or its part of the cluster ended for another cause than leaving.</summary>
    public class ClusterDowningReason : Reason
    {
        public static readonly Reason Instance = new ClusterDowningReason();

        private ClusterDowningReason()
        {
        }
    }

    /// <summary>This node leaves the cluster.</summary>
    public class ClusterLeavingReason : Reason
    {
        public static readonly Reason Instance = new ClusterLeavingReason();

        private ClusterLeavingReason()
        {
        }
    }

    /// <summary>No seed node could be joined in time.</summary>
    public class ClusterJoinUnsuccessfulReason : Reason
    {
        public static readonly Reason Instance = new ClusterJoinUnsuccessfulReason();

        private ClusterJoinUnsuccessfulReason()
        {
        }
    }
}
