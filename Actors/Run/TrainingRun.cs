using Akka.Actor;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Models;
using AkkaDreamer.Models.Native;

namespace AkkaDreamer.Actors.Run;

/// <summary>
/// A training that goes on in this process: what a host starts, watches and stops. <see cref="Outcome"/> is complete when every actor has ended and every file is closed; it never faults.
/// </summary>
public sealed class TrainingRun : IAsyncDisposable
{
    private readonly RunFolderLock folderLock;
    private readonly ActorSystem system;
    private readonly IActorRef supervisor;
    private readonly RunBoard board;

    private TrainingRun(RunFolderLock folderLock, ActorSystem system, IActorRef supervisor, RunBoard board, Task<RunOutcome> ended)
    {
        (this.folderLock, this.system, this.supervisor, this.board) = (folderLock, system, supervisor, board);
        Outcome = EndAsync(ended);
    }

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
        var folderLock = RunFolderLock.Take(setup.Folder);
        try
        {
            var board = new RunBoard();
            var plan = RunPlanner.Plan(setup, board, agent, tensorBoard);
            SpacesFile.Check(setup.Folder, plan.Evaluator.Spaces);
            var akka = RunSystem.Configuration(setup);
            if (setup.Configuration.Journal.Database == JournalDatabase.Sqlite) JournalFile.Prepare(setup.Folder);
            ConfigurationFile.Write(setup.Folder, setup.Configuration);
            SpacesFile.Write(setup.Folder, plan.Evaluator.Spaces);
            var ended = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
            var system = ActorSystem.Create("dreamer", akka);
            var supervisor = system.ActorOf(Props.Create(() => new RunSupervisor(plan, ended)), "run");
            if (setup.Configuration.Cluster.IsOn) ClusterSystem.Begin(system, setup.Configuration.Cluster, supervisor);
            return new TrainingRun(folderLock, system, supervisor, board, ended.Task);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Writes a checkpoint and stops everything in order. <see cref="Outcome"/> says when that is done.</summary>
    public void Stop(string reason) => supervisor.Tell(new StopRun(reason));

    /// <summary>Stops, and waits for the end.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop("disposed");
        await Outcome.ConfigureAwait(false);
    }

    private async Task<RunOutcome> EndAsync(Task<RunOutcome> ended)
    {
        var outcome = await ended.ConfigureAwait(false);
        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance).ConfigureAwait(false);
        folderLock.Dispose();
        return outcome;
    }
}
