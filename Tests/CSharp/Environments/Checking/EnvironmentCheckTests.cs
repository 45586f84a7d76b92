using AkkaDreamer.Environments;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Checking;

/// <summary>Worlds that break the contract in one way each: what is found, and in which words.</summary>
public sealed class EnvironmentCheckTests
{
    private static int shared;

    [Fact]
    public void A_world_in_order_has_no_findings()
    {
        var report = EnvironmentCheck.Run("meadow", () => new Meadow());
        Assert.True(report.IsInOrder, report.ToString());
        Assert.Empty(report.Findings);
        Assert.Equal(5, report.Returns.Length);
        Assert.True(report.StepsPerSecond > 0 && report.Steps > 5);
        Assert.Matches(@"meadow: place: float32 \[2\]; picture: uint8 \[2, 2, 3\]; 1 continuous action; 5 random episodes, \d+ steps, returns .* steps a second: in order", report.ToString());
    }

    [Theory]
    [InlineData("catch")]
    [InlineData("cartpole-swingup-sparse")]
    [InlineData("counter")]
    [InlineData("minatar:asterix")]
    [InlineData("minatar:seaquest")]
    [InlineData("minatar:space-invaders")]
    [InlineData("bsuite:deep-sea")]
    [InlineData("bsuite:memory-chain")]
    public void Our_own_tasks_are_in_order(string name)
    {
        var task = TaskCatalog.Find(name);
        var options = new TaskOptions { Observation = task.Observed[^1], DeepSea = new() { Stochastic = true } };
        var report = EnvironmentCheck.Run(task, options, new EnvironmentCheckOptions { MostSteps = 300 });
        Assert.True(report.IsInOrder, report.ToString());
    }

    [Fact]
    public void Spaces_without_sense_are_all_named()
    {
        var spaces = EnvironmentSpaces.Of(new ContinuousActions([1, 0], [1, float.PositiveInfinity]), ObservationSpace.Vector("x", 0), ObservationSpace.Vector("x", 2));
        var report = EnvironmentCheck.Run("broken", () => new Shown(spaces));
        AssertWrong(report, ContractRule.Spaces, "it has the space 'x: float32 [0]'; every dimension must be 1 or more");
        AssertWrong(report, ContractRule.Spaces, "names two observations 'x'; names must differ");
        AssertWrong(report, ContractRule.Spaces, "low end is not below its high end");
        AssertWrong(report, ContractRule.Spaces, "without bounds");
    }

    [Fact]
    public void Spaces_that_change_or_differ_are_named()
    {
        var made = 0;
        AssertWrong(
            EnvironmentCheck.Run("broken", () => new Shown(EnvironmentSpaces.Of(new Meadow().Spaces.Actions, ObservationSpace.Vector("place", 2), ObservationSpace.Image("picture", 2, 2, made++ == 0 ? 3 : 4)))),
            ContractRule.Spaces, "another one that was made has other spaces, place: float32 [2]; picture: uint8 [2, 2, 4] and 1 continuous actions instead of");
        AssertWrong(EnvironmentCheck.Run("broken", () => new Changing()), ContractRule.Spaces, "its spaces changed to other: float32 [2]");
    }

    [Fact]
    public void One_that_cannot_be_made_is_a_finding() =>
        AssertWrong(EnvironmentCheck.Run("broken", () => throw new DllNotFoundException("no libsim")), ContractRule.Spaces, "it could not be made: DllNotFoundException: no libsim");

    [Fact]
    public void Wrong_resets_flags_and_rewards_are_all_found_at_once()
    {
        var report = Check(first: step => step with { IsFirst = false, Reward = 2 }, next: (step, time) => step with { IsFirst = true, IsTerminal = true, Reward = time == 3 ? float.NaN : 0 });
        AssertWrong(report, ContractRule.Reset, "it began an episode with the flags IsFirst False");
        AssertWrong(report, ContractRule.Reset, "it began an episode with reward 2; a reset gives 0");
        AssertWrong(report, ContractRule.Flags, "it says IsFirst after a step");
        AssertWrong(report, ContractRule.Flags, "it says IsTerminal without IsLast");
        var reward = AssertWrong(report, ContractRule.Rewards, "it gave the reward NaN; it must be finite");
        Assert.Equal("seed 0, step 3", reward.Where);
        Assert.True(reward.Times > 1);
    }

    [Fact]
    public void Wrong_observations_are_found_with_what_was_allowed()
    {
        AssertWrong(Check(next: (step, _) => step with { Observation = Observation.Of([0f, 0f]) }), ContractRule.Observations, "it gave 1 arrays; its spaces name 2");
        AssertWrong(Shows(new double[2]), ContractRule.Observations, "it gave Double[] for 'place: float32 [2]'; it must be float[]");
        AssertWrong(Shows(new float[3]), ContractRule.Observations, "it gave 3 numbers for 'place: float32 [2]'; it must be 2");
        AssertWrong(Shows(new[] { 0, float.NaN }), ContractRule.Observations, "it gave a number that is not finite in 'place'");
        AssertWrong(Check(next: (step, _) => step with { Observation = null! }), ContractRule.Observations, "it gave 0 arrays");
    }

    [Fact]
    public void Whatever_is_thrown_is_found_with_the_action_and_the_step()
    {
        var thrown = AssertWrong(Check(next: (step, time) => time == 5 ? throw new IOException("the simulator is gone") : step), ContractRule.Failures, "it threw IOException from Step with the action [");
        Assert.Contains("the simulator is gone", thrown.What);
        Assert.Equal("seed 0, step 5", thrown.Where);
        AssertWrong(Check(first: _ => null!), ContractRule.Failures, "it gave nothing from Reset; a step is needed");
    }

    [Fact]
    public void The_ends_of_the_action_range_are_tried()
    {
        var thrown = AssertWrong(EnvironmentCheck.Run("broken", () => new Strict()), ContractRule.Failures, "it threw ArgumentException from Step with the action [2]");
        Assert.Contains("seed 1001", thrown.Where);
    }

    [Fact]
    public void Steps_out_of_order_must_throw()
    {
        var report = EnvironmentCheck.Run("broken", () => new Careless());
        AssertWrong(report, ContractRule.Order, "a step before the first reset was carried out; it must throw InvalidOperationException");
        AssertWrong(report, ContractRule.Order, "a step after the end of an episode was carried out");
        AssertWrong(EnvironmentCheck.Run("broken", () => new Careless { Complains = true }), ContractRule.Order, "a step before the first reset threw NullReferenceException; it must throw InvalidOperationException");
    }

    [Fact]
    public void Draws_that_are_not_the_seeds_are_found_where_they_are_first_seen()
    {
        var random = new Random(1);
        var found = AssertWrong(
            Check(next: (step, time) => time < 4 ? step : step with { Observation = Observation.OfAll(new[] { 0f, (float)random.NextDouble() }, step.Observation.Arrays[1]) }),
            ContractRule.Determinism, "equal seeds and actions gave another episode when it was played again in the same environment: number 1 of 'place' was");
        Assert.Equal("seed 0, step 4", found.Where);
        AssertWrong(Check(next: (step, _) => step with { Reward = (float)random.NextDouble() }), ContractRule.Determinism, "the reward was");
        AssertWrong(Check(next: (step, _) => random.NextDouble() < 0.3 ? step with { IsLast = true } : step), ContractRule.Determinism, "the flags were");
    }

    [Fact]
    public void What_environments_share_is_found_by_playing_two_at_a_time() =>
        AssertWrong(
            Check(first: step => Shared(step, 0), next: (step, _) => Shared(step, shared + 1)),
            ContractRule.Determinism, "in an environment with others beside it: number 1 of 'place' was");

    [Fact]
    public void A_reset_that_does_not_forget_the_episode_before_is_found() =>
        AssertWrong(EnvironmentCheck.Run("broken", () => new Haunted()), ContractRule.ResetWithin, "a reset in the middle of an episode began another one than a reset after the end does");

    [Fact]
    public void An_action_repeated_at_one_go_must_be_what_so_many_steps_are() =>
        AssertWrong(EnvironmentCheck.Run("broken", () => new Hasty()), ContractRule.Repeats, "3 steps with one action and the same action repeated 3 times at one go differ: number 0 of 'place' was");

    [Fact]
    public void Arrays_that_are_used_again_are_found()
    {
        var report = EnvironmentCheck.Run("broken", () => new Thrifty());
        AssertWrong(report, ContractRule.Arrays, "it handed out the same array of 'place' more than once; every step needs a new one");
        AssertWrong(report, ContractRule.Arrays, "it wrote to an array of 'place' after it had handed it out");
        AssertWrong(EnvironmentCheck.Run("broken", () => new Trusting()), ContractRule.Arrays, "what the receiver wrote to arrays that it had been given changed what came after");
    }

    [Fact]
    public void One_that_cannot_be_disposed_of_twice_is_found() => AssertWrong(EnvironmentCheck.Run("broken", () => new Fragile()), ContractRule.Disposal, "disposing of it threw ObjectDisposedException");

    [Fact]
    public void What_is_allowed_and_seldom_meant_is_said_as_such()
    {
        var still = EnvironmentCheck.Run("still", () => new Still(), new EnvironmentCheckOptions { MostSteps = 100 });
        Assert.True(still.IsInOrder, still.Wrong);
        string[] expected =
        [
            "seeds made no difference", "the observation 'picture' was the same at every step", "the bytes of 'picture' were 0 and 1 alone; images are 0 to 255", "numbers of 'place' reach 2e+07", "never had a reward other than 0",
            "no episode ended within 100 steps; where that is meant, give the task a time limit",
        ];
        Assert.All(expected, words => Assert.Contains(still.Findings, finding => finding.What.Contains(words, StringComparison.Ordinal)));
        Assert.All(still.Findings, finding => Assert.StartsWith("allowed: ", finding.ToString()));
    }

    [Fact]
    public void A_task_with_a_limit_of_time_need_not_end() =>
        Assert.Empty(EnvironmentCheck.Run(TaskCatalog.Find("cartpole-balance"), new TaskOptions { TimeLimit = 50 }).Findings);

    private static EnvironmentFinding AssertWrong(EnvironmentReport report, ContractRule rule, string words)
    {
        Assert.False(report.IsInOrder);
        var found = report.Findings.FirstOrDefault(finding => finding.Rule == rule && !finding.IsAllowed && finding.What.Contains(words, StringComparison.Ordinal));
        Assert.True(found is not null, $"'{words}' ({rule}) is not among\n{report}");
        Assert.Contains(words, report.Wrong);
        return found!;
    }

    private static EnvironmentStep Shared(EnvironmentStep step, int count)
    {
        shared = count;
        return step with { Observation = Observation.OfAll(new[] { 0f, count }, step.Observation.Arrays[1]) };
    }

    private static EnvironmentReport Shows(Array place) => Check(next: (step, _) => step with { Observation = Observation.OfAll(place, step.Observation.Arrays[1]) });

    private static EnvironmentReport Check(Func<EnvironmentStep, EnvironmentStep>? first = null, Func<EnvironmentStep, int, EnvironmentStep>? next = null) =>
        EnvironmentCheck.Run("broken", () => new Altered(first, next), new EnvironmentCheckOptions { MostSteps = 100 });

    private sealed class Shown(EnvironmentSpaces spaces) : Meadow
    {
        public override EnvironmentSpaces Spaces => spaces;
    }

    private sealed class Changing : Meadow
    {
        private static readonly EnvironmentSpaces Other = EnvironmentSpaces.Of(new DiscreteActions(2), ObservationSpace.Vector("other", 2));
        private bool changed;

        public override EnvironmentSpaces Spaces => changed ? Other : base.Spaces;

        public override EnvironmentStep Reset(ulong seed)
        {
            changed |= seed > 1000;
            return base.Reset(seed);
        }
    }

    private sealed class Altered(Func<EnvironmentStep, EnvironmentStep>? first, Func<EnvironmentStep, int, EnvironmentStep>? next) : Meadow
    {
        public override EnvironmentStep Reset(ulong seed)
        {
            var step = base.Reset(seed);
            return first is null ? step : first(step);
        }

        public override EnvironmentStep Step(ReadOnlySpan<float> action)
        {
            var step = base.Step(action);
            return next is null ? step : next(step, Time);
        }
    }

    private sealed class Still : IEnvironment
    {
        private bool playing;

        public EnvironmentSpaces Spaces { get; } = new Meadow().Spaces;

        public EnvironmentStep Reset(ulong seed)
        {
            playing = true;
            return EnvironmentStep.First(See());
        }

        public EnvironmentStep Step(ReadOnlySpan<float> action) => playing ? EnvironmentStep.Next(See(), 0) : throw new InvalidOperationException();

        public void Dispose() { }

        private static Observation See() => Observation.OfAll(new[] { 2e7f, 0 }, new byte[12]);
    }

    private sealed class Strict : Meadow
    {
        public override EnvironmentStep Step(ReadOnlySpan<float> action) => action[0] == 2 ? throw new ArgumentException("too much") : base.Step(action);
    }

    private sealed class Careless : Meadow
    {
        public bool Complains { get; init; }

        public override EnvironmentStep Step(ReadOnlySpan<float> action)
        {
            try
            {
                return base.Step(action);
            }
            catch (InvalidOperationException)
            {
                return Complains ? throw new NullReferenceException() : EnvironmentStep.Next(See(), 0);
            }
        }
    }

    private sealed class Haunted : Meadow
    {
        private bool isWithin;

        public override EnvironmentStep Reset(ulong seed)
        {
            var step = base.Reset(seed);
            if (isWithin) Place += 1;
            isWithin = true;
            return step;
        }

        public override EnvironmentStep Step(ReadOnlySpan<float> action)
        {
            var step = base.Step(action);
            isWithin = !step.IsLast;
            return step;
        }
    }

    private sealed class Hasty : Meadow, IEnvironment
    {
        public EnvironmentStep Repeat(ReadOnlySpan<float> action, int times) => Step(action);
    }

    private sealed class Thrifty : Meadow
    {
        private readonly float[] place = new float[2];

        protected override Observation See()
        {
            (place[0], place[1]) = ((float)Place, Time);
            return Observation.OfAll(place, base.See().Arrays[1]);
        }
    }

    private sealed class Trusting : Meadow
    {
        private float[]? last;

        public override EnvironmentStep Reset(ulong seed)
        {
            last = null;
            return base.Reset(seed);
        }

        protected override Observation See()
        {
            last = [(float)Place, (last?[1] ?? 0) + 1];
            return Observation.OfAll(last, base.See().Arrays[1]);
        }
    }

    private sealed class Fragile : Meadow
    {
        private bool disposed;

        public override void Dispose()
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            disposed = true;
        }
    }
}
