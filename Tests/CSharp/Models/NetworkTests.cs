using System.Collections.Immutable;
using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Agents.Presets;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Rssm;
using TorchSharp;
using Xunit;
using static AkkaDreamer.Tests.Models.GoldenValues;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Models;

public sealed class NetworkTests : IDisposable
{
    private static readonly AgentSpaces Picture = new([new InputSpec("image", true, [8, 8, 2])], false, 2);

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void The_GRU_with_layer_norm_matches()
    {
        var weights = new Weights();
        var cell = new NormGru(weights, "cell", Cell(0), 2, LayerStyle.V2023);
        Fill(weights.Allocate(CPU, Precision.Float32, trained: false));
        AssertClose(Golden("norm_gru", "next"), cell.Step(Golden("norm_gru", "h"), Golden("norm_gru", "z"), Golden("norm_gru", "a")));
    }

    [Fact]
    public void The_block_GRU_matches()
    {
        var weights = new Weights();
        var cell = new BlockGru(weights, "cell", Cell(2), 2, LayerStyle.V2024);
        Fill(weights.Allocate(CPU, Precision.Float32, trained: false));
        AssertClose(Golden("block_gru", "next"), cell.Step(Golden("block_gru", "h"), Golden("block_gru", "z"), Golden("block_gru", "a")));
    }

    [Theory]
    [InlineData("encoded_2023", 4, Resampling.Strided)]
    [InlineData("encoded_2024", 5, Resampling.Pooled)]
    public void Image_encoders_match(string name, int kernel, Resampling resampling)
    {
        var weights = new Weights();
        var style = resampling == Resampling.Strided ? LayerStyle.V2023 : LayerStyle.V2024;
        var encoder = new Encoder(weights, "encoder", Picture, new ImageSettings { Depth = 4, Kernel = kernel, Resampling = resampling }, 1, 1, true, style);
        Fill(weights.Allocate(CPU, Precision.Float32, trained: false));
        AssertClose(Golden("images", name), encoder.Forward([Golden("images", "image")]));
    }

    [Theory]
    [InlineData("down", 4, false, 4)]
    [InlineData("up5", 5, true, 2)]
    [InlineData("up6", 6, true, 2)]
    [InlineData("one", 5, true, 2)]
    public void Convolutions_without_padding_match(string name, int size, bool up, int outputs)
    {
        var weights = new Weights();
        var convolution = new Convolution(weights, "convolution", 3, outputs, size, Resampling.Valid, up, LayerStyle.Of(NormKind.None, Activation.Silu));
        Fill(weights.Allocate(CPU, Precision.Float32, trained: false));
        var image = Golden("unpadded", "image");
        AssertClose(Golden("unpadded", name), convolution.Forward(name == "one" ? image.narrow(1, 0, 1).narrow(2, 0, 1) : image));
    }

    [Theory]
    [InlineData("decoded_2023", 4, 0, Resampling.Strided)]
    [InlineData("decoded_2024", 5, 4, Resampling.Pooled)]
    public void Image_decoders_match(string name, int kernel, int blocks, Resampling resampling)
    {
        var weights = new Weights();
        var style = resampling == Resampling.Strided ? LayerStyle.V2023 : LayerStyle.V2024;
        var decoder = new Decoder(weights, "decoder", Picture, 8, 6, new ImageSettings { Depth = 4, Kernel = kernel, Resampling = resampling }, 1, 5, blocks, true, style);
        Fill(weights.Allocate(CPU, Precision.Float32, trained: false));
        var (h, z) = (Golden("images", "h"), Golden("images", "z"));
        AssertClose(Golden("images", name), decoder.Forward(h, z, cat([z, h], -1))[0]);
    }

    [Theory]
    [InlineData(Precision.Float32, 1e-5)]
    [InlineData(Precision.Bfloat16, 2e-2)]
    public void Products_in_bfloat16_agree_with_float32_to_its_eight_bits(Precision precision, double tolerance)
    {
        var weights = new Weights();
        var cell = new NormGru(weights, "cell", Cell(0), 2, LayerStyle.V2023);
        Fill(weights.Allocate(CPU, precision, trained: false));
        AssertClose(Golden("norm_gru", "next"), cell.Step(Golden("norm_gru", "h"), Golden("norm_gru", "z"), Golden("norm_gru", "a")), tolerance);
    }

    [Theory]
    [InlineData("s", 18e6)]
    [InlineData("m", 37e6)]
    [InlineData("l", 77e6)]
    [InlineData("xl", 200e6)]
    public void Sizes_of_2023_have_as_many_parameters_as_the_paper_says(string size, double published)
    {
        var count = Count(Generation.V2023, size);
        Assert.Equal(Numbers("parameters_2023").GetProperty(size).GetInt64(), count);
        Assert.InRange(count, 0.99 * published, 1.01 * published);
    }

    [Theory]
    [InlineData("1m")]
    [InlineData("12m")]
    [InlineData("25m")]
    [InlineData("50m")]
    [InlineData("100m")]
    [InlineData("200m")]
    [InlineData("400m")]
    public void Sizes_of_2024_have_as_many_parameters_as_their_layers_add_up_to(string size) =>
        Assert.Equal(Numbers("parameters_2024").GetProperty(size).GetInt64(), Count(Generation.V2024, size));

    [Fact]
    public void Weights_of_a_smaller_use_are_the_beginning_of_those_of_a_larger()
    {
        foreach (var generation in Enum.GetValues<Generation>())
        {
            var sets = new[] { ModelUse.Acting, ModelUse.Dreaming, ModelUse.Training }.Select(use =>
            {
                var weights = new Weights();
                _ = new WorldModel(weights, DreamerV3.Settings(generation, "debug"), Picture, use);
                return weights.Parameters.Select(parameter => (parameter.Name, parameter.Offset)).ToImmutableArray();
            }).ToArray();
            Assert.Equal(sets[0], sets[2].Take(sets[0].Length));
            Assert.Equal(sets[1], sets[2].Take(sets[1].Length));
        }
    }

    private static RssmSettings Cell(int blocks) => new() { Deterministic = 8, Hidden = 6, Stochastic = 2, Classes = 3, Blocks = blocks };

    private static long Count(Generation generation, string size) =>
        new DreamerAgent(DreamerV3.Settings(generation, size), new AgentSpaces([new InputSpec("image", true, [64, 64, 3])], false, 6)).ParameterCount;
}
