using Akka.Actor;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Models;

namespace AkkaDreamer.Tests.Support;

/// <summary>A whole run, of the counter task unless it is told otherwise, whose actor system lies open, so that a test may reach its parts. Every acknowledged chunk is written down (<see cref="AckRecorder"/>), every splice in a batch is a violation of the agent's.</summary>
public sealed class OpenRun : IAsyncDisposable
{
    private readonly RunFolder folder;
    private readonly RunFolderLock folderLock;
    private readonly RunBoard board = new();
    private readonly TaskCompletionSource<RunOutcome> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IActorRef supervisor;
    private readonly IAgent agent;

    private OpenRun(RunSetup setup, Func<AgentSpaces, IAgent> makeAgent)
    {
        IAgent? made = null;
        folder = setup.Folder;
        folderLock = RunFolderLock.Take(setup.Folder);
        var plan = RunPlanner.Plan(setup, board, spaces => made = makeAgent(spaces));
        agent = made!;
        if (setup.Configuration.Journal.Database == JournalDatabase.Sqlite) JournalFile.Prepare(setup.Folder);
        ConfigurationFile.Write(setup.Folder, setup.Configuration);
        SpacesFile.Check(setup.Folder, plan.Evaluator.Spaces);
        SpacesFile.Write(setup.Folder, plan.Evaluator.Spaces);
        var (replay, layout) = (plan.Replay, new StepLayout(AgentSpacesOf.Environment(plan.Evaluator.Spaces), agent.Latent));
        plan = plan with { Replay = parent => Props.Create(() => new AckRecorder(replay, parent, layout, Path.Combine(setup.Folder.Path, ChildProgram.Acknowledged))) };
        System = ActorSystem.Create("dreamer", RunSystem.Configuration(setup));
        supervisor = System.ActorOf(Props.Create(() => new RunSupervisor(plan, ended)), "run");
    }

    /// <summary>Where its parts live.</summary>
    public ActorSystem System { get; }

    /// <summary>The fake agent of all its parts, unless it was given another.</summary>
    public FakeAgent Agent => (FakeAgent)agent;

    /// <summary>What a user would see of it now.</summary>
    public RunView View => board.Current;

    /// <summary>How it ended.</summary>
    public Task<RunOutcome> Outcome => ended.Task;

    /// <summary>Begins a run, or goes on with the one in the folder.</summary>
    public static OpenRun Start(RunSetup setup, Func<AgentSpaces, IAgent>? agent = null) => new(setup, agent ?? (spaces => TestRuns.CheckedAgent(spaces)));

    /// <summary>A part by its path under the run, as it lives now; nobody while it is gone.</summary>
    public async Task<IActorRef> Part(string path)
    {
        var found = await System.ActorSelection($"/user/run/{path}").Ask<ActorIdentity>(new Identify(path), TimeSpan.FromSeconds(20));
        return found.Subject ?? ActorRefs.Nobody;
    }

    /// <summary>The lines of its log so far.</summary>
    public IReadOnlyList<string> Log() => Lines(folder.Log);

    /// <summary>The lines of a file that is being written, so far.</summary>
    public static IReadOnlyList<string> Lines(string path)
    {
        if (!File.Exists(path)) return [];
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Waits until something is so, and fails with what was expected and the run's log when it takes too long.</summary>
    public Task Until(Func<Task<bool>> isSo, string what) =>
        Await.Until(isSo, what, () => $"{View.Phase}, waits: {string.Join("; ", View.Waits)}\n{string.Join('\n', Log())}", () => Outcome.IsCompleted);

    /// <summary>Waits until it is over, and fails with its log when that takes too long.</summary>
    public async Task<RunOutcome> Ended()
    {
        await Until(() => Task.FromResult(Outcome.IsCompleted), "the run was over");
        return await Outcome;
    }

    /// <summary>Writes a checkpoint and leaves.</summary>
    public void Stop() => supervisor.Tell(new StopRun("the test says so"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await System.Terminate();
        folderLock.Dispose();
    }
}
