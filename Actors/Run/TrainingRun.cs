using Akka.Actor;
using Akka.Configuration;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Models;
using AkkaDreamer.Models.Native;
using ConfigurationException = AkkaDreamer.Actors.Configuration.ConfigurationException;

namespace AkkaDreamer.Actors.Run;

/// <summary>
/// A training that goes on in this process: what a host starts, watches and stops. <see cref="Outcome"/> is complete when every actor has ended and every file is closed; it never faults.
/// </summary>
public sealed class TrainingRun : IAsyncDisposable
{
    private readonly Action<string> stop;
    private readonly RunBoard board;

    private TrainingRun(RunBoard board, Action<string> stop, Task<RunOutcome> outcome) => (this.board, this.stop, Outcome) = (board, stop, outcome);

    /// <summary>How it ended.</summary>
    public Task<RunOutcome> Outcome { get; }

    /// <summary>The newest view of the run. Safe from any thread.</summary>
    public RunView View => board.Current;

    /// <summary>
    /// Begins a run, or goes on with the one that the folder holds. <paramref name="agent"/>: makes the agent; null for the one that the configuration names.
    /// <paramref name="tensorBoard"/>: makes TensorBoard's writer, used when <c>dreamer.metrics.tensor-board</c> says so.
    /// Throws <see cref="ConfigurationException"/> or <see cref="ArgumentException"/>, one line, when it cannot begin; nothing has started then.
    /// </summary>
    public static TrainingRun Start(RunSetup setup, Func<AgentSpaces, IAgent>? agent = null, Func<IScalarSink>? tensorBoard = null)
    {
        NativeEnvironment.Prepare();
        var place = RunSystem.LeaseOf(setup);
        var folderLock = place is null ? RunFolderLock.Take(setup.Folder) : null; // else the row in PostgreSQL says who writes, and others may stand by
        try
        {
            var board = new RunBoard();
            var plan = RunPlanner.Plan(setup, board, agent, tensorBoard);
            SpacesFile.Check(setup.Folder, plan.Evaluator.Spaces);
            var akka = RunSystem.Configuration(setup);
            if (place is not null) ClusterSystem.CheckTimes(akka);
            if (setup.Configuration.Journal.Database == JournalDatabase.Sqlite) JournalFile.Prepare(setup.Folder);
            ConfigurationFile.Write(setup.Folder, setup.Configuration);
            SpacesFile.Write(setup.Folder, plan.Evaluator.Spaces);
            if (place is null) return Alone(setup, plan, akka, board, folderLock!);
            var learner = new LearnerProcess(plan, akka, place, setup.Configuration.Cluster, board);
            return new TrainingRun(board, learner.Stop, Task.Run(learner.RunAsync));
        }
        catch
        {
            folderLock?.Dispose();
            throw;
        }
    }

    private static TrainingRun Alone(RunSetup setup, RunPlan plan, Config akka, RunBoard board, RunFolderLock folderLock)
    {
        var ended = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var system = ActorSystem.Create(ClusterSystem.Name, akka);
        var supervisor = system.ActorOf(Props.Create(() => new RunSupervisor(plan, ended)), "run");
        if (setup.Configuration.Cluster.IsOn) ClusterSystem.Begin(system, setup.Configuration.Cluster);
        return new TrainingRun(board, reason => supervisor.Tell(new StopRun(reason)), EndAsync());

        async Task<RunOutcome> EndAsync()
        {
            var outcome = await ended.Task.ConfigureAwait(false);
            await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance).ConfigureAwait(false);
            folderLock.Dispose();
            return outcome;
        }
    }

    /// <summary>Writes a checkpoint and stops everything in order. <see cref="Outcome"/> says when that is done.</summary>
    public void Stop(string reason) => stop(reason);

    /// <summary>Stops, and waits for the end.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop("disposed");
        await Outcome.ConfigureAwait(false);
    }
}
