using System.Diagnostics;
using Akka.Actor;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace AkkaDreamer.Tests.Actors;

/// <summary>Whole runs with the real agents, in their smallest size.</summary>
public sealed class TensorRunTests(ITestOutputHelper output) : IDisposable
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

    /// <summary>Trainers are killed where they stand, with their tensors on loan to others, and go on from the checkpoint.</summary>
    [Theory]
    [InlineData("dreamer-v3")]
    [InlineData("dreamer-v2")]
    public async Task A_run_with_tensors_goes_on_when_its_trainers_are_killed_at_random_moments(string agent)
    {
        var random = new RandomState(11);
        var (configuration, create) = Configured(agent, Schedule.Overlapped);
        var updates = 0L;
        await using var run = OpenRun.Start(
            TestRuns.Setup(Folder(), configuration with { Run = configuration.Run with { Steps = 1_000_000 }, Checkpoint = configuration.Checkpoint with { EveryUpdates = 5 } }),
            spaces => new CountingAgent(create(spaces), _ => Interlocked.Increment(ref updates)));
        for (var kill = 0; kill < 6; kill++)
        {
            var saved = Checkpoints();
            await run.Until(() => Task.FromResult(Checkpoints() > saved), "a checkpoint was written");
            await Await.For(TimeSpan.FromMilliseconds(random.NextInt64(200)));
            var (part, clock) = (random.NextInt64(2) == 0 ? "world-model" : "imagination", Stopwatch.StartNew());
            var victim = await run.Part(part);
            if (random.NextInt64(2) == 0) victim.Tell(Kill.Instance);
            else run.System.Stop(victim);
            await run.Until(async () => await run.Part(part) is var other && !other.IsNobody() && !other.Equals(victim), $"another {part} was there");
            var done = Interlocked.Read(ref updates);
            await run.Until(() => Task.FromResult(Interlocked.Read(ref updates) > done + 1), $"{part} worked again");
            output.WriteLine($"{agent}, {part}: learned again after {clock.Elapsed.TotalSeconds:0.00} s");
        }

        run.Stop();
        Assert.Equal(RunEnd.Stopped, (await run.Outcome.WaitAsync(Limit)).End);

        int Checkpoints() => run.Log().Count(line => line.Contains(": Checkpoint checkpoints/", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        foreach (var folder in folders.Where(folder => Directory.Exists(folder.Path))) Directory.Delete(folder.Path, recursive: true);
    }

    private static async Task<RunOutcome> Run(RunFolder folder, string agent, Schedule schedule, int? stopAfter)
    {
        var (configuration, create) = Configured(agent, schedule);
        var reached = new TaskCompletionSource();
        var run = TrainingRun.Start(TestRuns.Setup(folder, configuration), spaces => new CountingAgent(create(spaces), update =>
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

    private static (RunConfiguration Configuration, Func<AgentSpaces, IAgent> Create) Configured(string agent, Schedule schedule)
    {
        var task = agent == "planet" ? "cartpole-balance" : "catch"; // it plans over continuous actions alone
        var named = new ConfigurationReader(ConfigurationReader.DefaultFile).Fresh(
            [ConfigurationReader.Parse($"dreamer.run.agent={agent}"), ConfigurationReader.Parse("dreamer.run.size=debug"), ConfigurationReader.Parse($"dreamer.run.task={task}")]);
        var configuration = TestRuns.Counter(schedule, 160, environments: 1);
        configuration = configuration with { Agent = named.Agent, Run = configuration.Run with { Agent = agent, Size = "debug", Task = task } };
        return (configuration, spaces => AgentCatalog.Find(agent).Create(named.Agent, spaces));
    }

    private RunFolder Folder()
    {
        folders.Add(TestRuns.Folder());
        return folders[^1];
    }
}
