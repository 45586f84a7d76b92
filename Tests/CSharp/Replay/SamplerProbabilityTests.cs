using System.Text.Json;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Models;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

/// <summary>Clipped and balanced draws against probabilities that Golden/make_golden.py counts out.</summary>
public sealed class SamplerProbabilityTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Replay", "Golden", "golden.json"))).RootElement;

    [Theory]
    [InlineData("balanced")]
    [InlineData("balanced_sharp")]
    public void Balanced_probabilities_are_the_softmax_of_visits(string name)
    {
        var (sampler, _, visits) = Balanced(name);
        var probability = Numbers(name, "probability");
        var lists = sampler.Probabilities();
        Assert.Equal(visits.Distinct().Order(), lists.Keys.Order());
        for (var i = 0; i < visits.Length; i++) Assert.Equal(probability[i], lists[visits[i]].Probability, 1e-12);
        Assert.Equal(1, lists.Values.Sum(list => list.Starts * list.Probability), 1e-12);
    }

    [Theory]
    [InlineData("balanced")]
    [InlineData("balanced_sharp")]
    public void Balanced_draws_follow_their_probabilities_and_the_starts_of_a_batch_differ(string name)
    {
        const int Batches = 20_000;
        var (sampler, store, visits) = Balanced(name);
        var (state, random, pair) = (sampler.Capture(), new RandomState(5), new StepKey[2]);
        var (first, either) = (new int[visits.Length], new int[visits.Length]);
        for (var batch = 0; batch < Batches; batch++)
        {
            sampler.Restore(state);
            sampler.Draw(store, random, pair);
            Assert.NotEqual(pair[0], pair[1]);
            first[pair[0].Index]++;
            foreach (var key in pair) either[key.Index]++;
        }

        AssertDrawn(Numbers(name, "probability"), first, Batches);
        AssertDrawn(Numbers(name, "in_batch_of_two"), either, Batches);
    }

    [Fact]
    public void New_starts_catch_up_with_old_ones()
    {
        var store = CounterSteps.Store(CounterSteps.Settings());
        var (sampler, random) = (new BalancedSampler(5, 2), new RandomState(8));
        CounterSteps.Fill(store, 1, 0, 104, sampler: sampler);
        for (var i = 0; i < 5_000; i++) sampler.Draw(store, random);
        Assert.True(sampler.Probabilities().Keys.Min() > 40, "the least visited start of a hundred after five thousand draws"); // mean 50
        Assert.True(sampler.Probabilities().Keys.Max() < 60);
        CounterSteps.Fill(store, 1, 104, 114, chunk: 2, sampler: sampler);
        var next = Enumerable.Range(0, 300).Select(_ => sampler.Draw(store, random)).Count(key => key.Index >= 100);
        Assert.Equal(300, next); // ten new ones, until they too are near fifty
        for (var i = 0; i < 700; i++) sampler.Draw(store, random);
        Assert.True(sampler.Probabilities().Keys.Min() > 40);
    }

    [Fact]
    public void Evicted_starts_are_never_drawn_and_do_not_pile_up()
    {
        var store = CounterSteps.Store(CounterSteps.Settings(CounterSteps.Options with { Capacity = 160 }));
        var (sampler, random) = (new BalancedSampler(5, 20), new RandomState(8));
        for (var at = 0; at < 5_000; at += 4)
        {
            CounterSteps.Fill(store, 1, at, at + 4, sampler: sampler);
            if (at > 8) Assert.True(store.IsStart(sampler.Draw(store, random), 5));
        }

        var remembered = sampler.Probabilities().Values.Sum(list => list.Starts);
        Assert.InRange(remembered, store.CountStarts(5), (store.CountStarts(5) * 5 / 4) + 64);
    }

    [Fact]
    public void With_fewer_starts_than_a_batch_each_is_drawn_before_any_is_drawn_again()
    {
        var store = CounterSteps.Store(CounterSteps.Settings());
        var sampler = new BalancedSampler(5, 20);
        CounterSteps.Fill(store, 1, 0, 7, sampler: sampler);
        var drawn = new StepKey[8];
        sampler.Draw(store, new RandomState(2), drawn);
        Assert.Equal([2, 3, 3], drawn.CountBy(key => key.Index).Select(count => count.Value).Order());
        Assert.Equal([2L, 3L], sampler.Probabilities().Keys.Order());
    }

    [Fact]
    public void Visits_survive_in_a_checkpoint_and_are_part_of_the_digest()
    {
        var settings = CounterSteps.Settings();
        var (store, sampler, random) = (CounterSteps.Store(settings), new BalancedSampler(5, 2), new RandomState(8));
        string Digest(ISequenceSampler of) => ReplayDigest.Of(store, of, new Gate { Settings = settings.Gate }, "");
        CounterSteps.Fill(store, 1, 0, 100, sampler: sampler);
        var fresh = Digest(sampler);
        for (var i = 0; i < 500; i++) sampler.Draw(store, random);
        Assert.NotEqual(fresh, Digest(sampler));
        var again = new BalancedSampler(5, 2);
        again.Restore(sampler.Capture());
        Assert.Equal(Digest(sampler), Digest(again));
        var copy = RandomState.Parse(random.ToString());
        for (var i = 0; i < 500; i++) Assert.Equal(sampler.Draw(store, random), again.Draw(store, copy));
    }

    [Theory]
    [InlineData("clipped", 3)]
    [InlineData("clipped_long", 2)]
    public void Clipped_draws_follow_their_probabilities(string name, int streams)
    {
        const int Draws = 40_000;
        var store = CounterSteps.Store(CounterSteps.Settings());
        CounterSteps.Fill(store, 1, 0, 20);
        CounterSteps.Fill(store, 2, 0, 10);
        store.End(2);
        if (streams == 3)
        {
            CounterSteps.Fill(store, 3, 0, 3);
            store.End(3);
        }

        var (sampler, random) = (new ClippedSampler(Golden.GetProperty(name).GetProperty("length").GetInt32()), new RandomState(5));
        var drawn = Enumerable.Range(0, Draws).Select(_ => sampler.Draw(store, random)).CountBy(key => $"{key.Stream}:{key.Index}").ToDictionary();
        var expected = Golden.GetProperty(name).GetProperty("starts").EnumerateObject().ToDictionary(start => start.Name, start => start.Value.GetDouble());
        Assert.Empty(drawn.Keys.Except(expected.Keys));
        AssertDrawn([.. expected.Values], [.. expected.Keys.Select(key => drawn.GetValueOrDefault(key))], Draws);
    }

    [Fact]
    public void While_no_episode_has_ended_clipped_draws_are_uniform()
    {
        var store = CounterSteps.Store(CounterSteps.Settings());
        CounterSteps.Fill(store, 1, 0, 6);
        var (sampler, random) = (new ClippedSampler(5), new RandomState(5));
        var drawn = Enumerable.Range(0, 1_000).Select(_ => sampler.Draw(store, random).Index).CountBy(index => index).ToDictionary();
        Assert.Equal([0L, 1L], drawn.Keys.Order());
        Assert.InRange(drawn[0], 420, 580);
    }

    [Fact]
    public void Clipped_draws_follow_evictions()
    {
        var store = CounterSteps.Store(CounterSteps.Settings(CounterSteps.Options with { Capacity = 160 }));
        var (sampler, random) = (new ClippedSampler(5), new RandomState(5));
        for (var at = 0; at < 3_000; at += 4)
        {
            CounterSteps.Fill(store, 1, at, at + 4);
            if (at < 8) continue;
            var key = sampler.Draw(store, random);
            Assert.True(store.IsStart(key, 5));
            Assert.True(key.Index % 7 <= 2 || key.Index < store.StartAt(0, 5).Index + 7, "a sequence of five fits into its episode of seven, but for the oldest, which has lost its beginning");
        }
    }

    private static (BalancedSampler Sampler, StepStore Store, long[] Visits) Balanced(string name)
    {
        var visits = Golden.GetProperty(name).GetProperty("visits").EnumerateArray().Select(value => value.GetInt64()).ToArray();
        var store = CounterSteps.Store(CounterSteps.Settings());
        CounterSteps.Fill(store, 1, 0, visits.Length + 4);
        var sampler = new BalancedSampler(5, Golden.GetProperty(name).GetProperty("temperature").GetDouble());
        sampler.Restore([.. visits.Index().OrderBy(start => start.Item).SelectMany(start => new[] { start.Item, 1, 1, start.Index })]);
        return (sampler, store, visits);
    }

    private static double[] Numbers(string name, string part) => [.. Golden.GetProperty(name).GetProperty(part).EnumerateArray().Select(value => value.GetDouble())];

    // Five standard deviations, and one draw for those that are hardly ever drawn.
    private static void AssertDrawn(double[] probability, int[] drawn, int draws)
    {
        for (var i = 0; i < probability.Length; i++)
        {
            var allowed = (5 * Math.Sqrt(draws * probability[i] * (1 - probability[i]))) + 1;
            Assert.True(Math.Abs(drawn[i] - (draws * probability[i])) <= allowed, $"start {i} was drawn {drawn[i]} times, expected {draws * probability[i]:0.0} +- {allowed:0.0}");
        }
    }
}
