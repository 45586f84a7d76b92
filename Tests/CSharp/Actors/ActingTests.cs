using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>The pure parts of acting.</summary>
public sealed class ActingTests
{
    [Fact]
    public void A_stream_s_state_survives_its_capture()
    {
        var random = new RandomState(4);
        using var counter = new Counter();
        var state = StreamState.Begin(7, 1);
        var step = counter.Reset(state.EpisodeSeed);
        for (var i = 0; i < 3; i++)
        {
            state = state.Decided(step, [0, 1, 0], new PolicyState([[i], [1, 2]]), random, rebuildable: true);
            step = counter.Step([0, 1, 0]);
        }

        state = state with { NextNumber = 2 };
        var back = StreamState.Restore(state.Capture());
        Assert.Equivalent(state, back);
        Assert.Equal(3, back.Actions.Count);
        Assert.Equal([2f], back.Policy!.Parts[0]);
    }

    [Fact]
    public void An_episode_is_rebuilt_when_it_shows_what_it_showed_and_refused_when_it_does_not()
    {
        var random = new RandomState(4);
        using var counter = new Counter();
        var state = StreamState.Begin(7, 1);
        var step = counter.Reset(state.EpisodeSeed);
        for (var i = 0; i < 3; i++)
        {
            state = state.Decided(step, [0, 1, 0], null, random, rebuildable: true);
            step = counter.Step([0, 1, 0]);
        }

        Assert.Null(Replayed(state, state.EpisodeSeed).Fault);
        Assert.Contains("other observations", Replayed(state, state.EpisodeSeed + 1).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void At_the_end_of_an_episode_the_next_one_s_seed_is_drawn()
    {
        var state = StreamState.Begin(7, 1) with { Return = 5, Length = 3, NextIndex = 3 };
        var last = new EnvironmentStep(Observation.Of(new float[Counter.Width]), 1, false, true, false);
        var next = state.Decided(last, new float[3], null, new RandomState(9), rebuildable: true);
        Assert.NotEqual(state.EpisodeSeed, next.EpisodeSeed);
        Assert.Equal((4, 0, 0), (next.NextIndex, next.Length, next.Return));
    }

    [Theory]
    [InlineData("fits", null)]
    [InlineData("size", "has 2 numbers")]
    [InlineData("type", "is Byte[]")]
    [InlineData("nan", "not finite")]
    [InlineData("reward", "reward")]
    [InlineData("terminal", "IsTerminal")]
    public void A_step_is_checked_against_its_spaces(string what, string? expected)
    {
        Array observation = what switch { "size" => new float[2], "type" => new byte[Counter.Width], "nan" => new[] { 0, 0, 0, 0, 0, float.NaN }, _ => new float[Counter.Width] };
        var step = new EnvironmentStep(new Observation([observation]), what == "reward" ? float.PositiveInfinity : 0, true, false, what == "terminal");
        var fault = StepCheck.Fault(new Counter().Spaces, step, first: true);
        if (expected is null) Assert.Null(fault);
        else Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chunk_holds_its_steps_row_by_row()
    {
        var builder = new ChunkBuilder(2, new LatentSpec(1, 1));
        Assert.Null(builder.Take());
        builder.Add(10, new EnvironmentStep(Observation.Of([1f, 2f]), 0.5f, true, false, false), [1, 0], new LatentBatch(1, [9], [8], [true]), 5);
        builder.Add(11, new EnvironmentStep(Observation.Of([3f, 4f]), 1.5f, false, true, true), [0, 0], null, 4);
        var chunk = builder.Take()!;
        Assert.Equal((2, 2, 10, 4), (chunk.Environment, chunk.Count, chunk.FirstIndex, chunk.PolicyVersion));
        Assert.Equal([1f, 2f, 3f, 4f], Assert.IsType<float[]>(chunk.Observations[0]));
        Assert.Equal([1f, 0, 0, 0], chunk.Actions);
        Assert.Equal([true, false], chunk.Latents!.Valid);
        Assert.Equal((0, null), (builder.Count, builder.Take()));
    }

    [Fact]
    public void A_random_action_is_one_choice_or_within_every_range()
    {
        var random = new RandomState(1);
        Assert.Equal(1, RandomAction.Draw(new DiscreteActions(4), random).Sum());
        Assert.All(RandomAction.Draw(ContinuousActions.Unit(50), random), number => Assert.InRange(number, -1, 1));
    }

    private static Rebuild Replayed(StreamState goal, ulong seed)
    {
        using var counter = new Counter();
        var rebuild = Rebuild.Of(goal).Next(counter.Reset(seed));
        while (rebuild is { Fault: null, Action: { } action }) rebuild = rebuild.Next(counter.Step(action));
        return rebuild;
    }
}
