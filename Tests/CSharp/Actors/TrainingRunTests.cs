using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

public sealed class TrainingRunTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly RunFolder folder = TestRuns.Folder();
    private readonly List<FakeAgent> agents = [];

    [Theory]
    [InlineData(Schedule.Overlapped)]
    [InlineData(Schedule.Lockstep)]
    public async Task A_run_spends_its_budget_and_ends_with_a_checkpoint(Schedule schedule)
    {
        var outcome = await Run(TestRuns.Counter(schedule, 600));
        Assert.Equal((RunEnd.BudgetReached, 600), (outcome.End, outcome.Steps));
        Assert.InRange(outcome.Updates, 62 - 7, 62 + 7); // 500 decisions at ratio 4, batches of 32 steps, and the tolerance
        Assert.NotEmpty(Directory.GetDirectories(folder.Checkpoints));
        NobodyMisbehaved();
    }

    private async Task<RunOutcome> Run(RunConfiguration configuration, Func<AgentSpaces, FakeAgent>? agent = null)
    {
        var run = TrainingRun.Start(TestRuns.Setup(folder, configuration), spaces =>
        {
            agents.Add(agent?.Invoke(spaces) ?? TestRuns.CheckedAgent(spaces));
            return agents[^1];
        });
        try
        {
            return await run.Outcome.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"the run did not end within {Limit}: {run.View.Phase}, {run.View.Steps} steps, {run.View.Updates} updates; {string.Join("; ", run.View.Waits)}; {File.ReadAllText(folder.Log)}");
            throw;
        }
    }

    private void NobodyMisbehaved() => Assert.Empty(agents.SelectMany(agent => agent.Violations));

    public void Dispose()
    {
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }
}
