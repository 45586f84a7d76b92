using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Transformer;
using TorchSharp;
using Xunit;
using static AkkaDreamer.Tests.Models.GoldenValues;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Models;

public sealed class TransformerTests : IDisposable
{
    private const int Group = 3;
    private static readonly TransformerSettings Settings = new() { Width = 6, Layers = 2, Heads = 2, HeadSize = 4, FeedForward = 10, Memory = 2, Dropout = 0 };
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Weights weights = new();

    public void Dispose()
    {
        weights.Dispose();
        scope.Dispose();
    }

    [Fact]
    public void Relative_attention_over_steps_with_a_memory_and_episodes_matches()
    {
        var transformer = Transformer();
        AssertClose(Golden("twm_transformer", "outputs"), Whole(transformer, Golden("twm_transformer", "tokens"), Golden("twm_transformer", "episodes"), null));
    }

    [Fact]
    public void Going_on_step_by_step_with_kept_keys_and_values_is_the_same_as_the_whole_sequence_at_once()
    {
        using var off = no_grad();
        var (transformer, tokens) = (Transformer(), Golden("twm_transformer", "tokens"));
        var memory = new TransformerMemory(Settings, 2, tokens.shape[1], CPU);
        var history = new CachedHistory(transformer, Settings, Group, memory, transformer.Distances((Settings.Memory + 1) * Group, CPU, Dropout.None));
        var outputs = Enumerable.Range(0, 5).Select(step =>
        {
            if (step == 2) history.Forget(tensor(new[] { 0f, 1f }));
            return history.Next(tokens.narrow(1, step * Group, Group));
        }).ToArray();
        AssertClose(Golden("twm_transformer", "outputs"), cat(outputs, 1));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void Going_on_from_chosen_steps_of_replayed_sequences_is_the_same_as_the_whole_sequence_at_once(int from)
    {
        using var off = no_grad();
        var (transformer, tokens) = (Transformer(), Golden("twm_transformer", "tokens"));
        var whole = new TransformerMemory(Settings, 2, tokens.shape[1], CPU);
        Whole(transformer, tokens, zeros([2, 5]), whole);
        var past = Settings.Memory;
        var before = (arange(-past * Group, 0, int64) + (from * Group)).unsqueeze(0).expand(2, -1);
        var memory = new TransformerMemory(Settings, 2, (past + 5 - from) * Group, CPU);
        memory.Begin(whole, tensor(new long[] { 1, 0 }).unsqueeze(1), before.clamp_min(0), before.ge(0).to(float32));
        var history = new CachedHistory(transformer, Settings, Group, memory, transformer.Distances((Settings.Memory + 1) * Group, CPU, Dropout.None));
        var swapped = tokens.flip(0);
        var outputs = Enumerable.Range(from, 5 - from).Select(step => history.Next(swapped.narrow(1, step * Group, Group))).ToArray();
        AssertClose(Whole(transformer, swapped, zeros([2, 5]), null).narrow(1, from * Group, (5 - from) * Group), cat(outputs, 1));
    }

    [Fact]
    public void Recomputing_the_window_gives_the_same_while_nothing_has_left_it()
    {
        using var off = no_grad();
        var (transformer, tokens) = (Transformer(), Golden("twm_transformer", "tokens"));
        var history = new RecomputedHistory(
            transformer, Settings, Group, tokens.narrow(1, 0, Group), ones([2, Group]), transformer.Distances((Settings.Memory + 1) * Group, CPU, Dropout.None));
        var outputs = Enumerable.Range(1, 2).Select(step => history.Next(tokens.narrow(1, step * Group, Group))).ToArray();
        AssertClose(Whole(transformer, tokens, zeros([2, 5]), null).narrow(1, Group, 2 * Group), cat(outputs, 1));
    }

    [Fact]
    public void A_steps_output_depends_on_no_later_token()
    {
        using var off = no_grad();
        var (transformer, tokens) = (Transformer(), Golden("twm_transformer", "tokens"));
        var changed = tokens.clone();
        changed.narrow(1, 7, 8).add_(1);
        var (before, after) = (Whole(transformer, tokens, zeros([2, 5]), null), Whole(transformer, changed, zeros([2, 5]), null));
        AssertClose(before.narrow(1, 0, 7), after.narrow(1, 0, 7), 0);
        Assert.NotEqual(0, (before - after).narrow(1, 7, 1).abs().sum().item<float>());
    }

    [Fact]
    public void Dropout_zeroes_its_share_keeps_the_mean_and_draws_from_its_generator()
    {
        using var generator = new Generator(1, CPU);
        var x = ones(100, 100);
        var y = new Dropout(0.25, generator).Apply(x);
        Assert.InRange(y.eq(0).to(float32).mean().item<float>(), 0.22, 0.28);
        Assert.InRange(y.mean().item<float>(), 0.96, 1.04);
        using var again = new Generator(1, CPU);
        AssertClose(y, new Dropout(0.25, again).Apply(x), 0);
        Assert.Same(x, Dropout.None.Apply(x));
    }

    private static Tensor Whole(TransformerXl transformer, Tensor tokens, Tensor episodes, TransformerMemory? memory)
    {
        using var off = no_grad();
        return transformer.Forward(tokens, transformer.Distances(tokens.shape[1], CPU, Dropout.None), AttentionMask.Windowed(episodes, Group, Settings.Memory), Dropout.None, memory);
    }

    private TransformerXl Transformer()
    {
        var transformer = new TransformerXl(weights, "transformer", Settings);
        weights.Allocate(CPU, Precision.Float32, trained: false);
        Fill(weights);
        return transformer;
    }
}
