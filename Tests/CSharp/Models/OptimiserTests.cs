using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Optimisation;
using TorchSharp;
using Xunit;
using static AkkaDreamer.Tests.Models.GoldenValues;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Models;

public sealed class OptimiserTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void LaProp_with_adaptive_clipping_and_warm_up_matches()
    {
        var settings = new OptimiserSettings { Kind = OptimiserKind.LaProp, Rate = 1e-2, Epsilon = 1e-20, Clip = 0.3, WarmUp = 3 };
        AssertClose(Golden("laprop", "end"), Run(settings, "laprop"), 1e-5);
    }

    [Fact]
    public void Adam_with_its_whole_gradient_clipped_matches()
    {
        var settings = new OptimiserSettings { Kind = OptimiserKind.Adam, Rate = 1e-2, Epsilon = 1e-5, Clip = 2, WarmUp = 0 };
        AssertClose(Golden("adam", "end"), Run(settings, "adam"), 1e-5);
    }

    [Fact]
    public void Adam_with_weight_decay_matches()
    {
        var settings = new OptimiserSettings { Kind = OptimiserKind.Adam, Rate = 1e-2, Epsilon = 1e-5, Clip = 2, WarmUp = 0, WeightDecay = 0.1 };
        AssertClose(Golden("adam_decay", "end"), Run(settings, "adam"), 1e-5);
    }

    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(0, 0.1)]
    public void Decay_of_weights_leaves_running_statistics_alone(double weightDecay, double shrink)
    {
        var weights = new Weights();
        weights.Declare("w", Initialiser.Ones, false, 3);
        weights.DeclareStatistic("variance", Initialiser.Ones, 2);
        using var generator = new Generator(1);
        weights.Allocate(CPU, Precision.Float32, trained: true).Initialise(generator);
        using var optimiser = Optimisers.Create(weights, new OptimiserSettings { Kind = OptimiserKind.Adam, Rate = 1e-2, WarmUp = 0, WeightDecay = weightDecay, Shrink = shrink });
        weights.GatherGradient();
        optimiser.Step(optimiser.GradientNorm());
        var numbers = weights.Flat.data<float>().ToArray();
        Assert.All(numbers[..3], number => Assert.True(number < 1));
        Assert.Equal([1f, 1f], numbers[3..]);
        weights.Dispose();
    }

    [Theory]
    [InlineData(OptimiserKind.Adam)]
    [InlineData(OptimiserKind.LaProp)]
    public void An_optimiser_that_was_captured_and_restored_goes_on_bit_equal(OptimiserKind kind)
    {
        var settings = new OptimiserSettings { Kind = kind, Rate = 1e-2, WarmUp = 3 };
        var (first, second) = (Parts(), Parts());
        using var going = Optimisers.Create(first, settings);
        using var resumed = Optimisers.Create(second, settings);
        first.Flat.copy_(Golden("adam", "start"));
        Steps(first, going, 0, 3);
        var writer = new SnapshotWriter();
        writer.Add("weights/", first);
        going.Capture(writer, "optimiser/");
        var reader = new SnapshotReader(writer.Finish());
        reader.Read("weights/", second);
        resumed.Restore(reader, "optimiser/");
        Steps(first, going, 3, 5);
        Steps(second, resumed, 3, 5);
        Assert.Equal(first.Flat.data<float>().ToArray(), second.Flat.data<float>().ToArray());
    }

    [Fact]
    public void A_gradient_that_is_not_finite_shows_in_its_norm()
    {
        var weights = Parts();
        using var optimiser = Optimisers.Create(weights, new OptimiserSettings());
        weights.Gradient[7] = float.NaN;
        Assert.False(double.IsFinite(optimiser.GradientNorm()));
    }

    private static Weights Parts()
    {
        var weights = new Weights();
        weights.Declare("kernel", Initialiser.Zeros, isProduct: true, 3, 2);
        weights.Declare("bias", Initialiser.Zeros, isProduct: true, 4);
        return weights.Allocate(CPU, Precision.Float32, trained: true);
    }

    private static Tensor Run(OptimiserSettings settings, string part)
    {
        var weights = Parts();
        using var optimiser = Optimisers.Create(weights, settings);
        weights.Flat.copy_(Golden(part, "start"));
        Steps(weights, optimiser, 0, 5);
        return weights.Flat;
    }

    private static void Steps(Weights weights, IOptimiser optimiser, int from, int to)
    {
        var gradients = Golden("adam", "gradients");
        for (var step = from; step < to; step++)
        {
            weights.Gradient.copy_(gradients[step]);
            optimiser.Step(optimiser.GradientNorm());
        }
    }
}
