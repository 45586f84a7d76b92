using System.Diagnostics;

namespace AkkaDreamer.Environments;

/// <summary>One check of one environment, from the first one made to the report.</summary>
internal sealed class EnvironmentInspection(string name, Func<IEnvironment> open, EnvironmentCheckOptions options)
{
    private const double Slow = 50;
    private readonly Findings findings = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<double> returns = [];
    private EnvironmentSpaces? spaces;

    public EnvironmentReport Run()
    {
        var (steps, rate) = (0, 0.0);
        if (Make() is { } first)
        {
            StepOutOfOrder(afterEnd: null);
            var ranges = new ObservedRanges(spaces!);
            var episodes = Watch(first, ranges);
            (steps, rate) = (first.Steps, first.Steps / first.Inside.Elapsed.TotalSeconds);
            Compare(first, episodes);
            Extremes(first);
            first.Settle();
            Close(first, ranges, rate);
        }

        return new EnvironmentReport(name, spaces, findings.All, [.. returns], steps, rate);
    }

    // Null when it could not be made, or when nothing could be played by its spaces.
    private InspectedWorld? Make(bool isScribbledOn = false)
    {
        findings.Where = "";
        try
        {
            var environment = open();
            var shown = environment.Spaces;
            if (spaces is null) EnvironmentContract.Spaces(shown, findings.Of(ContractRule.Spaces));
            else if (!EnvironmentContract.IsSame(shown, spaces)) findings.Wrong(ContractRule.Spaces, $"another one that was made has other spaces, {EnvironmentContract.Text(shown)} instead of {EnvironmentContract.Text(spaces)}; they are the same in all", "others");
            spaces ??= shown;
            var world = new InspectedWorld(environment, spaces, findings) { IsScribbledOn = isScribbledOn };
            if (!findings.Has(ContractRule.Spaces)) return world;
            world.Dispose();
            return null;
        }
        catch (Exception cause)
        {
            findings.Wrong(ContractRule.Spaces, $"it could not be made: {cause.GetType().Name}: {cause.Message}", "made");
            return null;
        }
    }

    private List<PlayedEpisode> Watch(InspectedWorld world, ObservedRanges ranges)
    {
        var episodes = new List<PlayedEpisode>();
        var most = options.TimeLimit > 0 ? Math.Min(options.TimeLimit, options.MostSteps) : options.MostSteps;
        var ended = 0;
        for (ulong seed = 0; seed < (ulong)options.Episodes && (seed == 0 || clock.Elapsed < options.Patience); seed++)
        {
            var random = new EpisodeRandom(seed);
            if (world.Reset(seed) is not { } step) continue;
            var episode = new PlayedEpisode(seed, [step], []);
            var (sum, length) = (0.0, 0);
            ranges.See(step);
            while (!step.Step.IsLast && length < most && clock.Elapsed < 3 * options.Patience)
            {
                var action = ActionVector.Random(spaces!.Actions, random);
                if (world.Step(action, $"seed {seed}, step {length + 1}") is not { } next) break;
                (step, sum, length) = (next, sum + next.Step.Reward, length + 1);
                ranges.See(step);
                if (length > options.Compared) continue;
                episode.Actions.Add(action);
                episode.Steps.Add(step);
            }

            returns.Add(sum);
            episodes.Add(episode);
            if (step.Step.IsLast && ended++ == 0 && length <= options.Compared) StepOutOfOrder(episode);
        }

        if (ended == 0 && options.TimeLimit == 0 && returns.Count > 0)
            findings.Allowed($"no episode ended within {most} steps; where that is meant, give the task a time limit (dreamer.task.time-limit, or TaskDescription.TimeLimit)");
        return episodes;
    }

    // Before the first reset, or after the end of an episode that is played to it again.
    private void StepOutOfOrder(PlayedEpisode? afterEnd)
    {
        if (Make() is not { } world) return;
        if (afterEnd is not null && Replay(world, afterEnd).ToArray() is var differences && (differences.Length < afterEnd.Steps.Count || differences[^1] is not null)) return; // another ending
        var action = ActionVector.Random(spaces!.Actions, new EpisodeRandom(0));
        var when = afterEnd is null ? "before the first reset" : "after the end of an episode";
        findings.Where = "";
        try
        {
            world.Environment.Step(action);
            findings.Wrong(ContractRule.Order, $"a step {when} was carried out; it must throw InvalidOperationException, so that a mistake is seen", when);
        }
        catch (InvalidOperationException)
        {
            // as it must
        }
        catch (Exception other)
        {
            findings.Wrong(ContractRule.Order, $"a step {when} threw {other.GetType().Name}; it must throw InvalidOperationException", when);
        }

        world.Dispose();
    }

    private void Compare(InspectedWorld first, List<PlayedEpisode> episodes)
    {
        if (episodes.Count == 0) return;
        Report(ContractRule.Determinism, "equal seeds and actions gave another episode when it was played again in the same environment", episodes.Take(2).Select(episode => Replay(first, episode)));
        var isRepeatable = !findings.Has(ContractRule.Determinism);
        if (Make() is { } second && Make() is { } third)
        {
            // Two at a time, a step each in turn, so that whatever environments share is seen.
            var pair = Replay(second, episodes[0]).Zip(Replay(third, episodes[^1]).Concat(Enumerable.Repeat<string?>(null, options.Compared + 1)), (one, other) => one ?? other);
            if (isRepeatable) Report(ContractRule.Determinism, "equal seeds and actions gave another episode in an environment with others beside it", [pair]);
            second.Dispose();
            third.Dispose();
        }

        if (isRepeatable)
        {
            if (first.Reset(episodes[0].Seed + 100) is not null) first.Step(ActionVector.Random(spaces!.Actions, new EpisodeRandom(1)), "within an episode");
            Report(ContractRule.ResetWithin, "a reset in the middle of an episode began another one than a reset after the end does", [Replay(first, episodes[0])]);
            Repeat(episodes[0]);
            if (Make(isScribbledOn: true) is { } scribbled)
            {
                Report(ContractRule.Arrays, "what the receiver wrote to arrays that it had been given changed what came after", [Replay(scribbled, episodes[0])]);
                scribbled.Dispose();
            }
        }

        if (Enumerable.Range(1, 3).All(k => Replay(first, episodes[0] with { Seed = episodes[0].Seed + (ulong)k }).All(difference => difference is null)))
            findings.Allowed("seeds made no difference: equal actions gave equal episodes under four seeds");
    }

    // The first difference of each play, if any, as one finding.
    private void Report(ContractRule rule, string what, IEnumerable<IEnumerable<string?>> plays)
    {
        foreach (var play in plays)
            if (play.FirstOrDefault(difference => difference is not null) is { } difference) findings.Wrong(rule, $"{what}: {difference}", what);
    }

    // Per step what differs from the episode as it was first seen; null where nothing does. Ends early where the environment fails.
    private IEnumerable<string?> Replay(InspectedWorld world, PlayedEpisode episode)
    {
        for (var i = 0; i < episode.Steps.Count; i++)
        {
            var where = $"seed {episode.Seed}, step {i}";
            if ((i == 0 ? world.Reset(episode.Seed) : world.Step(episode.Actions[i - 1], where)) is not { } step) yield break;
            var difference = episode.Steps[i].DifferenceFrom(step, spaces!);
            findings.Where = where;
            yield return difference;
            if (step.Step.IsLast && i < episode.Steps.Count - 1) yield break;
        }
    }

    // An action held at one go against the same action step by step.
    private void Repeat(PlayedEpisode episode)
    {
        const int times = 3;
        if (Make() is not { } held || Make() is not { } stepped) return;
        var (one, other) = (held.Reset(episode.Seed), stepped.Reset(episode.Seed));
        for (var i = 0; i < episode.Actions.Count && one is { Step.IsLast: false } && other is { Step.IsLast: false }; i += times)
        {
            var where = $"seed {episode.Seed}, step {i + 1}";
            one = held.Repeat(episode.Actions[i], times, where);
            var sum = 0f;
            for (var k = 0; k < times && other is { Step.IsLast: false }; k++)
            {
                other = stepped.Step(episode.Actions[i], where);
                sum += other?.Step.Reward ?? 0;
            }

            if (one is null || other is null) break;
            if (Math.Abs(sum - one.Step.Reward) <= 1e-5 * (1 + Math.Abs(sum))) sum = one.Step.Reward; // sums may be rounded at another place
            if ((other with { Step = other.Step with { Reward = sum, LifeLost = one.Step.LifeLost } }).DifferenceFrom(one, spaces!) is not { } difference) continue;
            findings.Wrong(ContractRule.Repeats, $"{times} steps with one action and the same action repeated {times} times at one go differ: {difference}", "repeat");
            break;
        }

        held.Dispose();
        stepped.Dispose();
    }

    private void Extremes(InspectedWorld world)
    {
        foreach (var (action, seed) in ActionEnds.Of(spaces!.Actions).Select((action, i) => (action, (ulong)i)))
        {
            if (clock.Elapsed > 4 * options.Patience || world.Reset(1000 + seed) is null) return;
            for (var i = 1; i <= ActionEnds.Held; i++)
                if (world.Step(action, $"seed {1000 + seed}, step {i}") is not { Step.IsLast: false }) break;
        }
    }

    private void Close(InspectedWorld world, ObservedRanges ranges, double rate)
    {
        findings.Where = "";
        if (!EnvironmentContract.IsSame(world.Environment.Spaces, spaces!)) findings.Wrong(ContractRule.Spaces, $"its spaces changed to {EnvironmentContract.Text(world.Environment.Spaces)} while it was played; they are constant", "changed");
        world.Dispose();
        ranges.Remark(findings);
        if (rate < Slow) findings.Allowed(FormattableString.Invariant($"it makes {rate:g3} steps a second, and training waits for it; several at once may help (dreamer.environment.count)"));
    }
}
