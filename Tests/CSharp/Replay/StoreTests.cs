using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Models;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

public sealed class StoreTests
{
    [Fact]
    public void The_oldest_page_goes_when_the_bound_is_reached()
    {
        var settings = CounterSteps.Settings(CounterSteps.Options with { Capacity = 160 });
        var store = CounterSteps.Store(settings);
        CounterSteps.Fill(store, 1, 0, 1_000);
        Assert.InRange(store.HeldSteps, settings.Bounds.Steps - settings.Bounds.PageSteps, 160);
        Assert.True(store.HeldBytes <= settings.Bounds.Bytes);
        Assert.False(store.IsStart(new StepKey(1, 800), 5));
        Assert.True(store.IsStart(new StepKey(1, 995), 5));
        Assert.False(store.IsStart(new StepKey(1, 996), 5));
        Assert.Equal(8, store.OldestSegment);
    }

    [Fact]
    public void Bytes_bound_the_store_as_well_as_steps()
    {
        var layout = new StepLayout(CounterSteps.Spaces, CounterSteps.Latent);
        var wide = StoreBounds.Of(layout, 1_000_000, 1_000_000, 1, 2, 5, 64);
        Assert.True(wide.Bytes <= 1_000_000);
        Assert.True(wide.Steps * (layout.StepBytes + layout.LatentBytes) > 850_000, wide.Arithmetic);
    }

    [Fact]
    public void What_cannot_fit_is_refused_with_the_arithmetic()
    {
        var layout = new StepLayout(CounterSteps.Spaces, null);
        var refused = Assert.Throws<ArgumentException>(() => StoreBounds.Of(layout, 1_000_000, 100_000, 64, 16, 64, 16));
        Assert.Contains("a step takes 27 B", refused.Message);
        Assert.Contains("dreamer.replay.bytes", refused.Message);
    }

    [Fact]
    public void A_stream_that_stands_still_loses_its_steps_and_goes_on()
    {
        var store = CounterSteps.Store(CounterSteps.Settings(CounterSteps.Options with { Capacity = 160 }));
        CounterSteps.Fill(store, 1, 0, 20);
        CounterSteps.Fill(store, 2, 0, 400);
        Assert.False(store.IsStart(new StepKey(1, 15), 5));
        CounterSteps.Fill(store, 1, 20, 40);
        Assert.False(store.IsStart(new StepKey(1, 20), 5)); // the action before it is gone
        Assert.True(store.IsStart(new StepKey(1, 21), 5));
    }

    [Fact]
    public void A_gap_drops_what_was_held_before_it()
    {
        var store = CounterSteps.Store(CounterSteps.Settings());
        CounterSteps.Fill(store, 1, 0, 40);
        CounterSteps.Fill(store, 1, 52, 80);
        Assert.Equal(28, store.HeldSteps);
        Assert.Equal(28 - 5, store.CountStarts(5));
        var batch = new BatchAssembler(store, 2, 5).Assemble([new StepKey(1, 53), new StepKey(1, 75)]);
        CounterSteps.AssertWhole(batch);
    }

    [Fact]
    public void A_cut_shows_as_last_and_not_terminal()
    {
        var store = CounterSteps.Store(CounterSteps.Settings());
        CounterSteps.Fill(store, 1, 0, 12);
        store.End(1);
        CounterSteps.Fill(store, 2, 0, 12);
        var batch = new BatchAssembler(store, 2, 5).Assemble([new StepKey(1, 7), new StepKey(2, 7)]);
        Assert.Equal([0, 0, 0, 0, 1, 0, 0, 0, 0, 0], batch.IsLast);
        Assert.Equal(new byte[10], batch.IsTerminal);
        CounterSteps.AssertWhole(batch, new Dictionary<long, long> { [1] = 11 });
        Assert.Throws<InvalidOperationException>(() => CounterSteps.Fill(store, 1, 12, 16));
    }

    [Fact]
    public void Latents_are_context_for_the_row_after_them_and_are_written_back()
    {
        var store = CounterSteps.Store(CounterSteps.Settings(latent: CounterSteps.Latent));
        CounterSteps.Fill(store, 1, 0, 40, latents: true);
        var assembler = new BatchAssembler(store, 2, 5);
        var batch = assembler.Assemble([new StepKey(1, 8), new StepKey(1, 0)]);
        Assert.Equal([true, false], batch.Context!.Valid);
        Assert.Equal(CounterSteps.Latents(4, 4).Deterministic[9..12], batch.Context.Deterministic[..3]);
        Assert.True(store.PutLatent(1, 7, new LatentBatch(1, [1, 2, 3], [4, 5], [true]), 0));
        Assert.False(store.PutLatent(1, 40, new LatentBatch(1, [1, 2, 3], [4, 5], [true]), 0));
        assembler.Recycle(batch);
        Assert.Equal([1, 2, 3], assembler.Assemble([new StepKey(1, 8), new StepKey(1, 20)]).Context!.Deterministic[..3]);
    }

    [Fact]
    public void Equal_histories_give_equal_digests_and_a_changed_byte_another()
    {
        string Digest(Action<StepStore> then)
        {
            var settings = CounterSteps.Settings(CounterSteps.Options with { Capacity = 160 }, latent: CounterSteps.Latent);
            var store = CounterSteps.Store(settings);
            CounterSteps.Fill(store, 1, 0, 300, latents: true);
            CounterSteps.Fill(store, 2, 0, 33, latents: true);
            then(store);
            return ReplayDigest.Of(store, settings.CreateSampler(), new Gate { Settings = settings.Gate }, settings.CreateRandom().ToString());
        }

        var same = Digest(_ => { });
        Assert.Equal(same, Digest(_ => { }));
        Assert.NotEqual(same, Digest(store => store.End(2)));
        Assert.NotEqual(same, Digest(store => store.PutLatent(2, 32, new LatentBatch(1, [1, 2, 3], [4, 5], [true]), 0)));
    }

    [Fact]
    public void A_store_is_made_again_exactly_from_its_part_of_a_checkpoint()
    {
        var settings = CounterSteps.Settings(CounterSteps.Options with { Capacity = 160 }, Schedule.Lockstep, latent: CounterSteps.Latent);
        var (store, sampler) = (CounterSteps.Store(settings), settings.CreateSampler());
        CounterSteps.Fill(store, 1, 0, 300, latents: true);
        store.End(1);
        CounterSteps.Fill(store, 2, 0, 33, latents: true);
        var gate = new Gate { Settings = settings.Gate, Steps = 333 };
        var part = ReplayPart.Capture(gate, new CutPosition(84, 333, 20, 0, settings.CreateRandom().ToString(), 1), store, sampler, new Dictionary<long, StreamFact>(), 3, exact: true);

        var again = CounterSteps.Store(settings);
        ReplayPart.Restore(part, again);
        foreach (var (stream, end) in new[] { (1L, 300L), (2L, 33L) })
            for (var index = 0L; index < end; index += 4)
            {
                var chunk = CounterSteps.Chunk(0, stream, index, (int)Math.Min(4, end - index));
                again.Fill(CounterSteps.Fact(stream, index / 4, index, chunk.Count), again.Layout.Encode(chunk));
            }

        again.MarkEnds();
        Assert.Equal(
            ReplayDigest.Of(store, sampler, gate, "generator"),
            ReplayDigest.Of(again, sampler, gate, "generator"));
        CounterSteps.Fill(store, 2, 33, 120, latents: true);
        CounterSteps.Fill(again, 2, 33, 120, latents: true);
        Assert.Equal(
            ReplayDigest.Of(store, sampler, gate, "generator"),
            ReplayDigest.Of(again, sampler, gate, "generator"));
    }
}
