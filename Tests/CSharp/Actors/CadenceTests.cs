using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Run;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

public sealed class CadenceTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_checkpoint_is_due_by_updates_once_and_again_when_it_was_written()
    {
        var (cadence, due) = New(everyUpdates: 10).At(Progress(100, 10), Begin).Look(Begin);
        Assert.Equal(Due.Checkpoint, Assert.Single(due));
        (cadence, due) = cadence.At(Progress(200, 20), Begin).Look(Begin);
        Assert.Empty(due);
        (_, due) = cadence.Checkpointed(new CutMark(1, 10), Begin).Look(Begin);
        Assert.Equal(Due.Checkpoint, Assert.Single(due));
    }

    [Fact]
    public void A_checkpoint_is_due_by_time_when_something_was_learned_since()
    {
        var cadence = New(every: 60);
        Assert.Empty(cadence.Look(Begin.AddSeconds(20)).Due);
        Assert.DoesNotContain(Due.Checkpoint, cadence.Look(Begin.AddSeconds(61)).Due);
        Assert.Contains(Due.Checkpoint, cadence.At(1, Begin.AddSeconds(50)).Look(Begin.AddSeconds(61)).Due);
    }

    [Fact]
    public void In_lockstep_updates_alone_decide_where_they_are_given()
    {
        var cadence = New(everyUpdates: 10, every: 60) with { Lockstep = true };
        Assert.DoesNotContain(Due.Checkpoint, cadence.At(5, Begin).Look(Begin.AddHours(1)).Due);
        Assert.Contains(Due.Checkpoint, cadence.At(10, Begin).Look(Begin).Due);
    }

    [Fact]
    public void An_evaluation_is_due_at_every_multiple_and_only_one_at_a_time()
    {
        var (cadence, due) = New(evaluate: 500).At(Progress(499, 1), Begin).Look(Begin);
        Assert.Empty(due);
        (cadence, due) = cadence.At(Progress(1_700, 2), Begin).Look(Begin);
        Assert.Equal(Due.Evaluation, Assert.Single(due));
        (cadence, due) = cadence.At(Progress(2_100, 3), Begin).Look(Begin);
        Assert.Empty(due);
        (_, due) = (cadence with { EvaluationUnderWay = false }).Look(Begin);
        Assert.Equal(Due.Evaluation, Assert.Single(due));
    }

    [Fact]
    public void Nothing_is_evaluated_before_anything_was_learned() => Assert.Empty(New(evaluate: 500).At(Progress(900, 0), Begin).Look(Begin).Due);

    [Fact]
    public void A_stall_is_said_once_per_interval_and_not_while_anything_moves()
    {
        var cadence = New();
        (cadence, var due) = cadence.Look(Begin.AddSeconds(31));
        Assert.Equal(Due.Stall, Assert.Single(due));
        Assert.Empty(cadence.Look(Begin.AddSeconds(40)).Due);
        Assert.Equal(Due.Stall, Assert.Single(cadence.Look(Begin.AddSeconds(62)).Due));
        Assert.Empty(cadence.At(Progress(1, 0), Begin.AddSeconds(50)).Look(Begin.AddSeconds(62)).Due);
    }

    [Fact]
    public void Progress_that_repeats_the_same_numbers_is_no_progress() =>
        Assert.Equal(Due.Stall, Assert.Single(New().At(Progress(0, 0), Begin.AddSeconds(30)).Look(Begin.AddSeconds(31)).Due));

    private static Progress Progress(long steps, long updates) => new(steps, steps, updates, steps, 0, 0);

    private static Cadence New(long everyUpdates = 0, double every = 3_600, long evaluate = 0) => new Cadence
    {
        Checkpoint = new CheckpointOptions { EveryUpdates = everyUpdates, Every = TimeSpan.FromSeconds(every) },
        Evaluation = new EvaluationOptions { Every = evaluate },
        StallAfter = TimeSpan.FromSeconds(30),
    }.Begin(0, 0, Begin);
}
