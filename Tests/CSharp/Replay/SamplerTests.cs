using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Models;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

public sealed class SamplerTests
{
    [Theory]
    [InlineData(SequenceSampling.Uniform)]
    [InlineData(SequenceSampling.NewestFirst)]
    [InlineData(SequenceSampling.Clipped)]
    [InlineData(SequenceSampling.Balanced)]
    public void No_sequence_is_spliced_dropped_or_repeated(SequenceSampling sampling)
    {
        var settings = CounterSteps.Settings(CounterSteps.Options with { Capacity = 160, Batch = 8, Sampling = sampling, Temperature = 2 });
        var (store, sampler, random) = (CounterSteps.Store(settings), settings.CreateSampler(), settings.CreateRandom());
        var assembler = new BatchAssembler(store, 8, 5);
        var ends = new Dictionary<long, long>();
        long stream = 0;
        for (var round = 0; round < 300; round++)
        {
            var at = store.EndOf(stream);
            CounterSteps.Fill(store, stream, at, at + 4, sampler: sampler);
            if (round % 17 == 16)
            {
                store.End(stream); // a crash: the stream stops anywhere
                ends[stream] = at + 3;
                stream++;
            }

            if (store.CountStarts(5) == 0) continue;
            var starts = new StepKey[8];
            sampler.Draw(store, random, starts);
            var batch = assembler.Assemble(starts);
            CounterSteps.AssertWhole(batch, ends);
            assembler.Recycle(batch);
        }
    }

    [Fact]
    public void Every_start_is_equally_likely()
    {
        var store = CounterSteps.Store(CounterSteps.Settings());
        CounterSteps.Fill(store, 1, 0, 12);
        CounterSteps.Fill(store, 2, 0, 20);
        CounterSteps.Fill(store, 3, 0, 3);
        var (sampler, random) = (new UniformSampler(5), new RandomState(7));
        Assert.Equal(8 + 16, store.CountStarts(5));
        var drawn = Enumerable.Range(0, 24_000).Select(_ => sampler.Draw(store, random)).CountBy(key => key).ToDictionary();
        Assert.Equal(24, drawn.Count);
        Assert.All(drawn.Values, count => Assert.InRange(count, 850, 1150)); // mean 1000, five deviations
    }

    [Fact]
    public void Equal_seeds_draw_equal_sequences()
    {
        StepKey[] Draws()
        {
            var store = CounterSteps.Store(CounterSteps.Settings());
            CounterSteps.Fill(store, 1, 0, 200);
            var (sampler, random) = (new UniformSampler(5), new RandomState(3));
            return [.. Enumerable.Range(0, 100).Select(_ => sampler.Draw(store, random))];
        }

        Assert.Equal(Draws(), Draws());
    }

    [Fact]
    public void The_online_queue_gives_every_stretch_once_and_first()
    {
        var store = CounterSteps.Store(CounterSteps.Settings());
        var sampler = new OnlineQueueSampler(5, new UniformSampler(5));
        CounterSteps.Fill(store, 1, 0, 22, sampler: sampler);
        CounterSteps.Fill(store, 2, 0, 8, sampler: sampler);
        var random = new RandomState(1);
        var before = random.ToString();
        var first = Enumerable.Range(0, 5).Select(_ => sampler.Draw(store, random)).ToArray();
        Assert.Equal([new StepKey(1, 0), new StepKey(1, 5), new StepKey(1, 10), new StepKey(1, 15), new StepKey(2, 0)], first);
        Assert.Equal(before, random.ToString());
        sampler.Draw(store, random);
        Assert.NotEqual(before, random.ToString());
        CounterSteps.Fill(store, 2, 8, 12, sampler: sampler);
        Assert.Equal(new StepKey(2, 5), sampler.Draw(store, random));
    }

    [Fact]
    public void The_online_queue_survives_in_a_checkpoint()
    {
        var store = CounterSteps.Store(CounterSteps.Settings());
        var sampler = new OnlineQueueSampler(5, new UniformSampler(5));
        CounterSteps.Fill(store, 1, 0, 40, sampler: sampler);
        var again = new OnlineQueueSampler(5, new UniformSampler(5));
        again.Restore(sampler.Capture());
        Assert.Equal(8, again.Waiting);
        Assert.Equal(new StepKey(1, 0), again.Draw(store, new RandomState(1)));
    }

    [Fact]
    public void Stretches_that_were_evicted_are_passed_over()
    {
        var store = CounterSteps.Store(CounterSteps.Settings(CounterSteps.Options with { Capacity = 160 }));
        var sampler = new OnlineQueueSampler(5, new UniformSampler(5));
        CounterSteps.Fill(store, 1, 0, 2_000, sampler: sampler);
        Assert.InRange(sampler.Waiting, 1, 32);
        for (var i = 0; i < 40; i++) Assert.True(store.IsStart(sampler.Draw(store, new RandomState(1)), 5));
    }

    [Fact]
    public void Nothing_to_draw_from_is_said()
    {
        var store = CounterSteps.Store(CounterSteps.Settings());
        CounterSteps.Fill(store, 1, 0, 4);
        Assert.Throws<InvalidOperationException>(() => new UniformSampler(5).Draw(store, new RandomState(1)));
    }
}
