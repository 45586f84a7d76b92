using AkkaDreamer.Models.Returns;
using TorchSharp;
using Xunit;
using static AkkaDreamer.Tests.Models.GoldenValues;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Models;

public sealed class ReturnTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Imagined_returns_match_with_the_discount_outside_and_inside_the_continuation()
    {
        var (rewards, continues, values) = (Golden("imagined_returns", "rewards"), Golden("imagined_returns", "discounts"), Golden("imagined_returns", "values"));
        AssertClose(Golden("imagined_returns", "returns_2023"), LambdaReturn.Imagined(rewards, continues * 0.997, values, 0.95));
        AssertClose(Golden("imagined_returns", "returns_2024"), LambdaReturn.Imagined(rewards, continues, values, 0.95));
    }

    [Fact]
    public void Replayed_returns_match_and_nothing_leaks_over_an_episodes_end()
    {
        Tensor Part(string name) => Golden("replayed_returns", name);
        var returns = LambdaReturn.Replayed(Part("rewards"), Part("last"), Part("terminal"), Part("bootstrap"), 1 - (1.0 / 333), 0.95);
        AssertClose(Part("returns"), returns);

        // Row 0 ends with a terminal step 2: what precedes it must not change with anything that follows.
        var later = Part("rewards").clone();
        later[3, 0] = 1000;
        var changed = LambdaReturn.Replayed(later, Part("last"), Part("terminal"), Part("bootstrap"), 1 - (1.0 / 333), 0.95);
        AssertClose(returns.narrow(0, 0, 2), changed.narrow(0, 0, 2));
    }

    [Fact]
    public void Return_scale_follows_the_percentiles_slowly_and_never_falls_below_its_floor()
    {
        using var normaliser = new ReturnNormaliser(0.01, 1);
        var batches = Golden("return_normaliser", "batches");
        var scales = Golden("return_normaliser", "scales");
        for (var i = 0; i < 4; i++) Assert.Equal(scales[i].item<float>(), normaliser.Update(batches[i]), 4);
        for (var i = 0; i < 200; i++) normaliser.Update(batches[3]);
        AssertClose(Golden("return_normaliser", "after"), normaliser.Ends, 1e-4);
    }
}
