using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

public sealed class GateTests
{
    private static readonly GateSettings Overlapped = new() { Schedule = Schedule.Overlapped, Environments = 2, CreditSteps = 4, BatchSteps = 10, TrainRatio = 5, Prefill = 20 };
    private static readonly GateSettings Lockstep = Overlapped with { Schedule = Schedule.Lockstep };

    [Fact]
    public void Prefill_is_random_and_ends_exactly()
    {
        var run = new Driver(Overlapped with { Prefill = 10 });
        var credits = new List<GiveCredit>();
        for (var i = 0; i < 3; i++) credits.Add(run.Act(0)!);
        Assert.Equal([4, 4, 2], credits.Select(credit => credit.Steps));
        Assert.All(credits, credit => Assert.True(credit.Random));
        Assert.Equal(10, run.Gate.LearningFrom);
        Assert.True(run.Act(0)!.Random); // nobody has a policy before the first update
        Assert.True(run.Learn());
        Assert.False(run.Act(0)!.Random);
    }

    [Fact]
    public void Acting_waits_for_the_learner_within_the_tolerance()
    {
        var run = new Driver(Overlapped);
        while (run.Act(0) is not null) Assert.True(run.Gate.Owed <= run.Gate.Settings.ToleranceReplayed);
        Assert.True(run.Gate.Owed > run.Gate.Settings.ToleranceReplayed - (5 * 4));
        Assert.Null(run.Act(0));
        var granted = run.Tell(new BatchAsked(1, 1)).OfType<GiveBatch>().Single();
        Assert.Equal(1, granted.Update);
        Assert.Empty(run.Tell(new UpdateFinished(1)).OfType<GiveCredit>()); // 10 replayed pay for 2 decisions, a credit is 4
        run.Tell(new BatchAsked(2, 2));
        Assert.Single(run.Tell(new UpdateFinished(2)).OfType<GiveCredit>());
    }

    [Fact]
    public void Learning_waits_for_the_environments_within_the_tolerance()
    {
        var run = new Driver(Overlapped);
        while (run.Gate.LearningFrom is null) Assert.NotNull(run.Act(0));
        while (run.Learn()) Assert.True(run.Gate.Replayed <= run.Gate.Owed + run.Gate.Settings.ToleranceReplayed);
        Assert.Contains("the learner waits for environments: batch", string.Join('\n', GateDescription.Of(run.Gate)));
    }

    [Fact]
    public void The_same_request_gets_the_same_answer()
    {
        var run = new Driver(Overlapped);
        var credit = run.Tell(new CreditAsked(0, 1, 7)).OfType<GiveCredit>().Single();
        Assert.Equal(credit, run.Tell(new CreditAsked(0, 1, 7)).Single());
        Assert.Equal(4, run.Gate.Outstanding);
        Assert.Empty(run.Tell(new CreditAsked(0, 1, 6)));
        run.Store(credit);
        while (run.Gate.LearningFrom is null) Assert.NotNull(run.Act(1));
        run.Tell(new BatchAsked(1, 1));
        var again = run.Tell(new BatchAsked(2, 1)).OfType<GiveBatch>().Single();
        Assert.True(again is { Again: true, Update: 1, RequestId: 2 });
        Assert.Equal(1, run.Gate.Granted);
    }

    [Fact]
    public void A_lease_ends_with_its_stream()
    {
        var run = new Driver(Overlapped);
        run.Tell(new CreditAsked(0, 1, 1));
        Assert.Equal(4, run.Gate.Outstanding);
        run.Tell(new StreamGone(0, 1, false));
        Assert.Equal(0, run.Gate.Outstanding);
        run.Tell(new CreditAsked(0, 2, 1));
        run.Tell(new StreamGone(0, 1, false)); // late news of the old one
        Assert.Equal(4, run.Gate.Outstanding);
    }

    [Fact]
    public void A_tolerance_too_narrow_for_the_chunks_in_flight_is_refused()
    {
        Assert.Equal((2 * 2 * 4) + (2 * 10 / 5), Overlapped.LeastTolerance);
        var refused = Assert.Throws<ArgumentException>(() => (Overlapped with { Tolerance = 19 }).Check());
        Assert.Contains("need 20", refused.Message);
        (Overlapped with { Tolerance = 20 }).Check();
    }

    [Fact]
    public void Lockstep_takes_turns_and_updates_between_them()
    {
        var run = new Driver(Lockstep);
        var order = new List<string>();
        run.Ask(1);
        run.Ask(0);
        run.Tell(new BatchAsked(1, 1));
        while (run.Gate.Updates < 6)
        {
            if (run.Open is { } credit)
            {
                order.Add($"act {credit.Environment}{(credit.Random ? " random" : $" with {credit.PolicyVersion}")}");
                run.Store(credit);
                run.Ask(credit.Environment);
            }
            else if (run.Lent is { } update)
            {
                order.Add($"learn {update}");
                run.Report(update);
                run.Tell(new BatchAsked(update + 1, update + 1));
            }
            else
            {
                Assert.Fail(string.Join('\n', GateDescription.Of(run.Gate)));
            }
        }

        Assert.Equal(
            [
                "act 0 random", "act 1 random", "act 0 random", "act 1 random", "act 0 random",
                "act 1 random", "learn 1", "learn 2", "act 0 with 2", "learn 3", "learn 4", "act 1 with 4", "learn 5", "learn 6",
            ],
            order);
    }

    [Theory]
    [InlineData(Schedule.Overlapped)]
    [InlineData(Schedule.Lockstep)]
    public void Pretraining_comes_after_prefill_and_before_acting_goes_on_and_costs_nothing(Schedule schedule)
    {
        var run = new Driver(Overlapped with { Schedule = schedule, Environments = 1, Pretrain = 7 });
        while (run.Gate.LearningFrom is null) Assert.True(run.Act(0)!.Random);
        for (var update = 1; update <= 7; update++)
        {
            Assert.Null(run.Act(0));
            Assert.Contains($"environment 0 waits for pretraining: {update - 1} of 7 updates", string.Join('\n', GateDescription.Of(run.Gate)));
            Assert.True(run.Learn());
        }

        var credit = run.Open!; // given as soon as the last report came
        Assert.Equal((false, schedule == Schedule.Lockstep ? 7 : 3), (credit.Random, credit.PolicyVersion));
        Assert.Equal((0L, 20L), (run.Gate.Replayed, run.Gate.Steps));
        run.Store(credit); // 4 decisions pay for 20 replayed steps: two updates
        while (run.Learn()) { }
        Assert.InRange(run.Gate.Updates, 9, schedule == Schedule.Lockstep ? 9 : 9 + (long)(run.Gate.Settings.ToleranceReplayed / 10));
    }

    [Fact]
    public void Pretraining_waits_for_imagination_too()
    {
        var run = new Driver(Overlapped with { Environments = 1, Pretrain = 2 });
        while (run.Gate.LearningFrom is null) run.Act(0);
        run.Learn();
        run.Tell(new BatchAsked(100, 2));
        run.Tell(new UpdateFinished(2));
        Assert.Null(run.Act(0));
        Assert.Single(run.Tell(new BehaviourFinished(2, 2)).OfType<GiveCredit>());
    }

    [Fact]
    public void A_run_that_never_learns_does_not_wait_for_pretraining()
    {
        var run = new Driver(Overlapped with { Environments = 1, TrainRatio = 0, Pretrain = 5 });
        for (var i = 0; i < 20; i++) Assert.NotNull(run.Act(0));
        Assert.False(run.Learn());
    }

    [Fact]
    public void Lockstep_waits_for_both_reports()
    {
        var run = new Driver(Lockstep);
        run.Ask(0);
        run.Ask(1);
        while (run.Open is { } credit)
        {
            run.Store(credit);
            run.Ask(credit.Environment);
        }

        run.Tell(new BatchAsked(1, 1));
        Assert.Equal(1, run.Lent);
        run.Tell(new BatchAsked(2, 2));
        Assert.Empty(run.Tell(new UpdateFinished(1)));
        Assert.Equal(2, run.Tell(new BehaviourFinished(1, 1)).OfType<GiveBatch>().Single().Update);
    }

    [Fact]
    public void A_cut_rides_on_the_next_grant_and_is_captured_before_the_one_after()
    {
        var run = new Driver(Overlapped);
        while (run.Act(0) is not null) { }
        run.Tell(new CutAsked());
        run.Tell(new CutAsked());
        Assert.Equal(new CutMark(1, 1), run.Tell(new BatchAsked(1, 1)).OfType<GiveBatch>().Single().Cut);
        Assert.Equal(new CutMark(1, 1), run.Tell(new BatchAsked(2, 1)).OfType<GiveBatch>().Single().Cut);
        Assert.Empty(run.Tell(new BatchAsked(3, 2)));
        var outputs = run.Tell(new UpdateFinished(1));
        var capture = Assert.IsType<CaptureCut>(outputs[0]);
        Assert.Equal((new CutMark(1, 1), 1L), (capture.Cut, capture.At.Updates));
        Assert.Null(Assert.Single(outputs.OfType<GiveBatch>()).Cut);
    }

    [Theory]
    [InlineData(Schedule.Overlapped)]
    [InlineData(Schedule.Lockstep)]
    public void The_budget_ends_with_a_marked_update(Schedule schedule)
    {
        var run = new Driver(Overlapped with { Schedule = schedule, Budget = 50 });
        var (marks, captured, announced) = (new List<CutMark>(), 0, 0);
        for (var i = 0; i < 1_000 && announced == 0; i++)
        {
            foreach (var output in run.Turn(i % 2))
            {
                if (output is GiveBatch { Cut: { } cut }) marks.Add(cut);
                if (output is CaptureCut) captured++;
                if (output is AnnounceBudgetSpent) announced++;
            }
        }

        Assert.Equal((50, 1, 1, 1), (run.Gate.Steps, marks.Count, captured, announced));
        Assert.Equal(run.Gate.Updates, marks[0].Update);
        Assert.InRange(run.Gate.Replayed - run.Gate.Owed, -10, run.Gate.Settings.ToleranceReplayed);
    }

    /// <summary>Plays environments, learner and imagination against a gate, one message at a time.</summary>
    private sealed class Driver(GateSettings settings)
    {
        private readonly Queue<GiveCredit> open = new();
        private readonly Queue<long> lent = new();
        private long request;

        public Gate Gate { get; private set; } = new() { Settings = settings };

        /// <summary>The credit that is to be lived next.</summary>
        public GiveCredit? Open => open.TryPeek(out var credit) ? credit : null;

        /// <summary>The update that is to be done next.</summary>
        public long? Lent => lent.TryPeek(out var update) ? update : null;

        public IReadOnlyList<GateOutput> Tell(GateInput input)
        {
            var (next, outputs) = Gate.Handle(input);
            Gate = next;
            foreach (var output in outputs)
            {
                if (output is GiveCredit credit && !open.Contains(credit)) open.Enqueue(credit);
                if (output is GiveBatch { Again: false } batch) lent.Enqueue(batch.Update);
            }

            return outputs;
        }

        public IReadOnlyList<GateOutput> Ask(int environment) => Tell(new CreditAsked(environment, environment, ++request));

        public IReadOnlyList<GateOutput> Store(GiveCredit credit)
        {
            open.Dequeue();
            return Tell(new StepsStored(credit.Environment, credit.Stream, credit.Steps, Gate.Steps + credit.Steps >= 5));
        }

        public IReadOnlyList<GateOutput> Report(long update)
        {
            lent.Dequeue();
            return [.. Tell(new UpdateFinished(update)), .. Tell(new BehaviourFinished(update, update))];
        }

        /// <summary>One credit, asked for and lived; null when none is given.</summary>
        public GiveCredit? Act(int environment)
        {
            Ask(environment);
            if (Open is not { } credit) return null;
            Store(credit);
            return credit;
        }

        public bool Learn()
        {
            Tell(new BatchAsked(++request, Gate.Granted + 1));
            if (Lent is not { } update) return false;
            Report(update);
            return true;
        }

        public IReadOnlyList<GateOutput> Turn(int environment)
        {
            var outputs = new List<GateOutput>(Ask(environment));
            while (Open is { } credit) outputs.AddRange(Store(credit));
            outputs.AddRange(Tell(new BatchAsked(++request, Gate.Granted + 1)));
            while (Lent is { } update) outputs.AddRange(Report(update));
            return outputs;
        }
    }
}
