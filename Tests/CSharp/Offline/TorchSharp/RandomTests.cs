using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Offline.Tensors;

public sealed class RandomTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void A_generator_with_the_same_seed_draws_the_same_numbers()
    {
        using var one = new Generator(7);
        using var two = new Generator();
        two.manual_seed(7);
        foreach (var draw in Draws) Assert.Equal(draw(one), draw(two));
        Assert.NotEqual(Draws[0](one), Draws[0](new Generator(8)));
    }

    [Fact]
    public void A_generators_state_can_be_kept_and_set_back()
    {
        using var generator = new Generator(3);
        Draws[1](generator);
        var state = generator.get_state();
        Assert.Equal(ScalarType.Byte, state.dtype);
        var bytes = state.bytes.ToArray();
        var ahead = Draws.Select(draw => draw(generator)).ToArray();
        using var other = new Generator();
        other.set_state(tensor(bytes));
        Assert.Equal(ahead, Draws.Select(draw => draw(other)));
    }

    [Fact]
    public void Draws_from_a_generator_leave_the_default_one_alone()
    {
        manual_seed(11);
        var expected = rand(3).data<float>().ToArray();
        manual_seed(11);
        using var own = new Generator(5);
        foreach (var draw in Draws) draw(own);
        Assert.Equal(expected, rand(3).data<float>().ToArray());
    }

    [Fact]
    public void Draws_have_the_distribution_asked_for()
    {
        using var generator = new Generator(1);
        var normal = empty(20000).normal_(2, 3, generator);
        Assert.InRange(normal.mean().item<float>(), 1.9f, 2.1f);
        Assert.InRange(normal.std().item<float>(), 2.9f, 3.1f);
        var uniform = empty(20000).uniform_(-1, 3, generator);
        Assert.InRange(uniform.min().item<float>(), -1f, -0.99f);
        Assert.InRange(uniform.max().item<float>(), 2.99f, 3f);
        var drawn = tensor(new[] { 0.1f, 0.0f, 0.9f }).multinomial(10000, true, generator);
        Assert.Equal(0, (drawn == 1).sum().item<long>());
        Assert.InRange((drawn == 2).sum().item<long>(), 8800, 9200);
        Assert.InRange(full(10000, 0.25f).bernoulli(generator).mean().item<float>(), 0.23f, 0.27f);
    }

    private static readonly Func<Generator, float[]>[] Draws =
    [
        g => rand(4, generator: g).data<float>().ToArray(),
        g => randn(2, 3, generator: g).data<float>().ToArray(),
        g => randint(100, [5], generator: g).to(float32).data<float>().ToArray(),
        g => randperm(6, generator: g).to(float32).data<float>().ToArray(),
        g => ones(2, 4).multinomial(3, true, g).to(float32).data<float>().ToArray(),
        g => full(5, 0.5f).bernoulli(g).data<float>().ToArray(),
        g => empty(3).uniform_(0, 1, g).data<float>().ToArray(),
        g => empty(3).normal_(0, 1, g).data<float>().ToArray(),
    ];
}
