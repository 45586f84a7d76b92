using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Akka.Actor;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace AkkaDreamer.Tests.Actors;

/// <summary>Whole runs whose parts are ended from outside at random moments inside their work: each comes back within five seconds, and nothing that was acknowledged is lost.</summary>
public sealed class KilledPartsTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 2;
    private const int CheckpointEvery = 400; // updates

    private static readonly TimeSpan Back = TimeSpan.FromSeconds(5);
    private readonly RunFolder folder = TestRuns.Folder(), other = TestRuns.Folder();

    public static TheoryData<string, bool> Parts()
    {
        var rows = new TheoryData<string, bool>();
        foreach (var part in new[] { "world-model", "imagination", "environments", "replay/kept", "evaluator", "checkpoints", "metrics" })
        {
            rows.Add(part, true);
            rows.Add(part, false);
        }

        return rows;
    }

    /// <summary><paramref name="throws"/>: it throws where it stands; else it is stopped.</summary>
    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_part_that_is_killed_at_random_moments_comes_back_and_nothing_acknowledged_is_lost(string part, bool throws)
    {
        var random = new RandomState(throws ? 5UL : 6UL);
        await using (var run = Start())
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                var (begun, saved) = (Work(run, part), Checkpoints(run).Count);
                var moment = TimeSpan.FromMilliseconds(random.NextInt64(150));
                await Until(run, () => Work(run, part) > begun && Checkpoints(run).Count > saved, $"{part} worked and a checkpoint was written");
                await Await.For(moment);
                var (victim, updates, log) = (await run.Part(part), run.Agent.Updates, run.Log().Count);
                var clock = Stopwatch.StartNew();
                if (throws) victim.Tell(Kill.Instance);
                else run.System.Stop(victim);
                await run.Until(async () => await run.Part(part) is var other && !other.IsNobody() && !other.Equals(victim), $"another {part} was there");
                var done = Work(run, part);
                await Until(run, () => Work(run, part) > done, $"{part} worked again");
                output.WriteLine($"{part} {(throws ? "threw" : "was stopped")} at update {updates}: at work again after {clock.Elapsed.TotalSeconds:0.00} s{Answer(run, run.Log().Skip(log).ToList(), updates)}");
            }

            run.Stop();
            Assert.Equal(RunEnd.Stopped, (await run.Outcome.WaitAsync(Await.Limit)).End);
            Assert.Empty(run.Agent.Violations);
        }

        await ReplayAudit.NothingIsLost(folder, null);
    }

    /// <summary>The next part dies while the run still comes back from the death of the one before it.</summary>
    [Fact]
    public async Task Parts_that_are_killed_one_upon_the_other_come_back_together_and_nothing_acknowledged_is_lost()
    {
        var random = new RandomState(9);
        await using (var run = Start())
        {
            for (var burst = 0; burst < 4; burst++)
            {
                var saved = Checkpoints(run).Count;
                await Until(run, () => Checkpoints(run).Count > saved, "a checkpoint was written"); // more than five deaths without one end a run
                var told = await Burst(run, random, kills: 4, within: 60);
                output.WriteLine(told);
                var work = new[] { "world-model", "imagination", "environments" }.Select(part => (Part: part, Done: Work(run, part))).ToList();
                await Until(run, () => work.All(one => Work(run, one.Part) > one.Done + 1), $"all of them worked again, after {told}");
            }

            run.Stop();
            Assert.Equal(RunEnd.Stopped, (await run.Outcome.WaitAsync(Await.Limit)).End);
            Assert.Empty(run.Agent.Violations);
        }

        await ReplayAudit.NothingIsLost(folder, null);
    }

    /// <summary>One part dies shortly after each checkpoint, the last included: while the end is written, evaluated and hashed too. In lockstep the ends are equal to the bit.</summary>
    [Theory]
    [InlineData(Schedule.Lockstep, 10)]
    [InlineData(Schedule.Lockstep, 12)]
    [InlineData(Schedule.Lockstep, 13)]
    [InlineData(Schedule.Overlapped, 18)]
    [InlineData(Schedule.Overlapped, 19)]
    [InlineData(Schedule.Overlapped, 20)]
    public async Task A_run_whose_parts_are_killed_to_its_end_ends_as_one_that_was_never_disturbed(Schedule schedule, ulong seed)
    {
        var (undisturbed, _) = await ToItsEnd(other, random: null);
        var (disturbed, kills) = await ToItsEnd(folder, new RandomState(seed));
        Assert.Equal((undisturbed.Steps, undisturbed.Digest), (disturbed.Steps, disturbed.Digest));
        Assert.Equal(schedule == Schedule.Lockstep, disturbed.Digest is not null);
        Assert.NotNull(disturbed.Evaluation);
        Assert.True(kills >= 3, $"only {kills} kills");

        async Task<(RunOutcome Outcome, int Kills)> ToItsEnd(RunFolder place, RandomState? random)
        {
            var killed = 0;
            Directory.CreateDirectory(place.Path);
            var configuration = TestRuns.Counter(schedule, steps: schedule == Schedule.Lockstep ? 2_000 : 5_000);
            await using var run = OpenRun.Start(TestRuns.Setup(place, configuration with { Evaluation = configuration.Evaluation with { Every = 500, Episodes = 2 } }));
            while (random is not null && !run.Outcome.IsCompleted)
            {
                var saved = Checkpoints(run).Count;
                await Await.Until(() => Task.FromResult(Checkpoints(run).Count > saved || run.Outcome.IsCompleted), "a checkpoint was written", () => string.Join('\n', run.Log()));
                if (!run.Outcome.IsCompleted) output.WriteLine(await Burst(run, random, kills: 1, within: 40));
                killed++;
            }

            var outcome = await run.Ended();
            Assert.True(outcome.End == RunEnd.BudgetReached, $"{outcome.Line}\n{string.Join('\n', run.Log())}");
            Assert.Empty(run.Agent.Violations);
            return (outcome, killed);
        }
    }

    /// <summary>A call into native code cannot be ended from outside: until it returns its part stays, the others wait and say for whom; then learning goes on from the checkpoint.</summary>
    [Theory]
    [InlineData("world-model", "imagination waits for start states from world-model")]
    [InlineData("imagination", "world-model waits for imagination")]
    public async Task Whoever_waits_for_a_call_that_does_not_return_says_so_and_its_part_comes_back_when_it_does(string part, string said)
    {
        using var call = new ManualResetEventSlim(true);
        bool Hang(int number)
        {
            call.Wait();
            return false;
        }

        await using var run = Start(part == "imagination" ? new FakeFaults { BehaviourCrashes = Hang } : new FakeFaults { ModelCrashes = Hang });
        await Until(run, () => Checkpoints(run).Count > 0, "it learned");
        var victim = await run.Part(part);
        call.Reset();
        try
        {
            await Until(run, () => Waits(run).Any(wait => wait.StartsWith(said, StringComparison.Ordinal)), $"'{said}' was said");
            await Until(run, () => run.View.Waits.ContainsKey("env-0"), "acting said that it waits too");
            output.WriteLine(string.Join("; ", Waits(run)));
            victim.Tell(Kill.Instance);
        }
        finally
        {
            call.Set();
        }

        var (clock, log, done) = (Stopwatch.StartNew(), run.Log().Count, Work(run, part));
        await Until(run, () => run.Log().Skip(log).Any(IsTraining) && Work(run, part) > done + 1, $"{part} worked again");
        output.WriteLine($"{part}: at work again {clock.Elapsed.TotalSeconds:0.00} s after the call returned{Answer(run, run.Log().Skip(log).ToList(), run.Agent.Updates)}");
        await Until(run, () => run.View.Waits.Count == 0, "nobody waited any more");
        run.Stop();
        Assert.Equal(RunEnd.Stopped, (await run.Outcome.WaitAsync(Await.Limit)).End);
        Assert.Empty(run.Agent.Violations);
    }

    public void Dispose()
    {
        foreach (var one in new[] { folder, other }.Where(one => Directory.Exists(one.Path))) Directory.Delete(one.Path, recursive: true);
    }

    /// <summary>Kills parts at random, so many, each at a random moment (milliseconds) after the one before; says which.</summary>
    private static async Task<string> Burst(OpenRun run, RandomState random, int kills, int within)
    {
        string[] parts = ["world-model", "imagination", "environments", "replay/kept", "replay", "checkpoints", "evaluator", "metrics"];
        var told = new List<string>();
        for (var kill = 0; kill < kills; kill++)
        {
            var (part, moment, throws) = (parts[random.NextInt64(parts.Length)], random.NextInt64(within), random.NextInt64(2) == 0);
            await Await.For(TimeSpan.FromMilliseconds(moment));
            var victim = await run.Part(part);
            if (victim.IsNobody()) told.Add($"{part} was gone already");
            else if (throws) victim.Tell(Kill.Instance);
            else run.System.Stop(victim);
            told.Add($"{part} {(throws ? "threw" : "was stopped")} after {moment} ms");
        }

        return string.Join(", ", told);
    }

    private RunSetup Setup()
    {
        var configuration = TestRuns.Counter(Schedule.Overlapped, 10_000_000);
        return TestRuns.Setup(folder, configuration with
        {
            Checkpoint = configuration.Checkpoint with { EveryUpdates = CheckpointEvery },
            Evaluation = configuration.Evaluation with { Every = 500, Episodes = 1 },
            Metrics = configuration.Metrics with { Every = TimeSpan.FromMilliseconds(500) },
        });
    }

    private OpenRun Start(FakeFaults? faults = null)
    {
        Directory.CreateDirectory(folder.Path);
        return OpenRun.Start(Setup(), spaces => TestRuns.CheckedAgent(spaces, faults: faults));
    }

    private string Acknowledged => Path.Combine(folder.Path, ChildProgram.Acknowledged);

    /// <summary>How much a part has done.</summary>
    private long Work(OpenRun run, string part) => part switch
    {
        "world-model" => run.Agent.Faults.ModelCalls,
        "imagination" => run.Agent.Faults.BehaviourCalls,
        "evaluator" => OpenRun.Lines(folder.Metrics).Count(line => line.Contains("eval/return", StringComparison.Ordinal)),
        "checkpoints" => Checkpoints(run).Count,
        "metrics" => OpenRun.Lines(folder.Metrics).Count,
        _ => OpenRun.Lines(Acknowledged).Count,
    };

    /// <summary>The updates of the checkpoints that were recorded.</summary>
    private static List<long> Checkpoints(OpenRun run) => [.. run.Log()
        .Select(line => Regex.Match(line, "Checkpoint checkpoints/.*: update ([0-9]+)"))
        .Where(match => match.Success)
        .Select(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    private static IEnumerable<string> Waits(OpenRun run) => run.View.Waits.Select(wait => $"{wait.Key} waits for {wait.Value}");

    private static bool IsTraining(string line) => line.EndsWith(": training", StringComparison.Ordinal);

    /// <summary>What the log says of the answer to a death, in words; that it came in time, and went back to the newest checkpoint.</summary>
    private static string Answer(OpenRun run, IReadOnlyList<string> log, long updates)
    {
        if (log.FirstOrDefault(line => line.Contains("going back to the last checkpoint", StringComparison.Ordinal)) is not { } heard) return ", the others went on";
        var took = TimeOf(log.First(IsTraining)) - TimeOf(heard);
        var from = long.Parse(Regex.Match(log.First(line => line.Contains("going on from update", StringComparison.Ordinal)), "update ([0-9]+)").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.True(took < Back, $"{took}\n{string.Join('\n', log)}");
        Assert.Contains(from, Checkpoints(run));
        Assert.True(updates - from <= 2 * CheckpointEvery, $"{updates - from} updates lost"); // the second is the one that was being written
        return $", {took.TotalSeconds:0.00} s from its death to training, {updates - from} updates lost";
    }

    private static Task Until(OpenRun run, Func<bool> isSo, string what) => run.Until(() => Task.FromResult(isSo()), what);

    private static DateTime TimeOf(string line) => DateTime.ParseExact(line[..23], "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
