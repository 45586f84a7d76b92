using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>Whole runs with the real agents, in their smallest size.</summary>
public sealed class TensorRunTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly List<RunFolder> folders = [];

    [Theory]
    [InlineData("dreamer-v3")]
    [InlineData("dreamer-v3-2023")]
    [InlineData("dreamer-v2")]
    [InlineData("dreamer-v1")]
    [InlineData("dreamer-v1-contrastive")]
    [InlineData("mudreamer")]
    [InlineData("repo")]
    [InlineData("planet")]
    [InlineData("twm")]
    public async Task A_lockstep_run_with_tensors_that_was_stopped_ends_as_if_it_had_not_been(string agent)
    {
        var whole = await Run(Folder(), agent, Schedule.Lockstep, stopAfter: null);
        Assert.Equal(RunEnd.BudgetReached, whole.End);
        Assert.True(whole.Updates > 3, $"{whole.Updates} updates");
        var folder = Folder();
        Assert.Equal(RunEnd.Stopped, (await Run(folder, agent, Schedule.Lockstep, stopAfter: 2)).End);
        Assert.Equal(whole.Digest, (await Run(folder, agent, Schedule.Lockstep, stopAfter: null)).Digest);
    }

    [Theory]
    [InlineData("dreamer-v3")]
    [InlineData("dreamer-v3-2023")]
    [InlineData("dreamer-v2")]
    [InlineData("dreamer-v1")]
    [InlineData("dreamer-v1-contrastive")]
    [InlineData("mudreamer")]
    [InlineData("repo")]
    [InlineData("planet")]
    [InlineData("twm")]
    public async Task An_overlapped_run_with_tensors_spends_its_budget(string agent) =>
        Assert.Equal(RunEnd.BudgetReached, (await Run(Folder(), agent, Schedule.Overlapped, stopAfter: null)).End);

    public void Dispose()
    {
        foreach (var folder in folders.Where(folder => Directory.Exists(folder.Path))) Directory.Delete(folder.Path, recursive: true);
    }

    private static async Task<RunOutcome> Run(RunFolder folder, string agent, Schedule schedule, int? stopAfter)
    {
        var task = agent == "planet" ? "cartpole-balance" : "catch"; // it plans over continuous actions alone
        var named = new ConfigurationReader(ConfigurationReader.DefaultFile).Fresh(
            [ConfigurationReader.Parse($"dreamer.run.agent={agent}"), ConfigurationReader.Parse("dreamer.run.size=debug"), ConfigurationReader.Parse($"dreamer.run.task={task}")]);
        var configuration = TestRuns.Counter(schedule, 160, environments: 1);
        configuration = configuration with { Agent = named.Agent, Run = configuration.Run with { Agent = agent, Size = "debug", Task = task } };
        var reached = new TaskCompletionSource();
        var run = TrainingRun.Start(TestRuns.Setup(folder, configuration), spaces => new CountingAgent(AgentCatalog.Find(agent).Create(named.Agent, spaces), update =>
        {
            if (update == stopAfter) reached.SetResult();
        }));
        if (stopAfter is not null)
        {
            await Task.WhenAny(reached.Task, run.Outcome).WaitAsync(Limit);
            run.Stop("the test says so");
        }

        return await run.Outcome.WaitAsync(Limit);
    }

    private RunFolder Folder()
    {
        folders.Add(TestRuns.Folder());
        return folders[^1];
    }
}
