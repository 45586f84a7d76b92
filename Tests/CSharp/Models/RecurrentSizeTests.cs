using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Agents.Planet;
using AkkaDreamer.Models.Agents.Presets;
using AkkaDreamer.Models.Networks;
using TorchSharp;
using Xunit;
using static AkkaDreamer.Tests.Models.GoldenValues;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Models;

public sealed class RecurrentSizeTests : IDisposable
{
    private static readonly ImageSettings Unpadded = new() { Depth = 2, Kernel = 4, Resampling = Resampling.Valid, Activation = Activation.Relu };

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(Precision.Float32, 2e-5)]
    [InlineData(Precision.Bfloat16, 2e-2)]
    public void Image_networks_without_padding_match(Precision precision, double tolerance)
    {
        var (spaces, style) = (new AgentSpaces([new InputSpec("image", true, [64, 64, 1])], false, 2), LayerStyle.Of(NormKind.None, Activation.Elu));
        Weights down = new(), up = new();
        var encoder = new Encoder(down, "encoder", spaces, Unpadded, 1, 1, false, style);
        var decoder = new Decoder(up, "decoder", spaces, 8, 6, Unpadded, 1, 5, 0, false, style);
        Fill(down.Allocate(CPU, precision, trained: false));
        Fill(up.Allocate(CPU, precision, trained: false));
        Assert.Equal(2 * 2 * 16, encoder.Outputs);
        AssertClose(Golden("unpadded_images", "encoded"), encoder.Forward([Golden("unpadded_images", "image")]), tolerance);
        var (h, z) = (Golden("unpadded_images", "h"), Golden("unpadded_images", "z"));
        var picture = decoder.Forward(h, z, cat([z, h], -1))[0];
        Assert.Equal([1, 64, 64, 1], picture.shape);
        AssertClose(Golden("unpadded_images", "decoded_rows"), picture.mean([2])[0].squeeze(-1), tolerance);
        AssertClose(Golden("unpadded_images", "decoded_columns"), picture.mean([1])[0].squeeze(-1), tolerance);
    }

    [Theory]
    [InlineData(96, 96)]
    [InlineData(64, 128)]
    public void Networks_without_padding_refuse_images_that_are_not_64_x_64_and_say_what_to_set(int height, int width)
    {
        var spaces = new AgentSpaces([new InputSpec("image", true, [height, width, 3])], false, 2);
        var message = Assert.Throws<ArgumentException>(() => new DreamerAgent(DreamerV1.Settings("paper"), spaces)).Message;
        Assert.Contains($"{height} x {width}", message, StringComparison.Ordinal);
        Assert.Contains("coder.image.resampling = strided", message, StringComparison.Ordinal);
        _ = new DreamerAgent(DreamerV1.Settings("tiny"), spaces);
    }

    [Theory]
    [InlineData("planet", 5.1e6)]
    [InlineData("dreamer-v1", 6.3e6)]
    [InlineData("dreamer-v1-contrastive", 3.2e6)]
    [InlineData("repo", 5.4e6)]
    [InlineData("dreamer-v2 control", 15.6e6)]
    [InlineData("dreamer-v2 paper", 22e6)] // the paper says 22 million
    [InlineData("mudreamer", 15.3e6)] // the paper says 15.3 million
    public void Agents_have_as_many_parameters_as_the_authors_layers_add_up_to(string agent, double about)
    {
        AgentSpaces colour = new([new InputSpec("image", true, [64, 64, 3])], false, 6), grey = new([new InputSpec("image", true, [64, 64, 1])], true, 18);
        var count = agent switch
        {
            "planet" => new PlanetAgent(PlaNet.Settings("paper"), colour).ParameterCount,
            "dreamer-v1" => new DreamerAgent(DreamerV1.Settings("paper"), colour).ParameterCount,
            "dreamer-v1-contrastive" => new DreamerAgent(DreamerV1.Settings("paper", Objective.Contrastive), colour).ParameterCount,
            "repo" => new DreamerAgent(RePo.Settings("paper"), colour).ParameterCount,
            "dreamer-v2 control" => new DreamerAgent(DreamerV2.Settings("control"), colour).ParameterCount,
            "dreamer-v2 paper" => new DreamerAgent(DreamerV2.Settings("paper"), grey).ParameterCount,
            _ => new DreamerAgent(MuDreamer.Settings("s"), colour).ParameterCount,
        };
        var expected = Numbers("parameters_recurrent").GetProperty(agent).GetInt64();
        Assert.Equal(expected, agent == "mudreamer" ? count - (2 * 512) : count); // running mean and variance of the one batch norm are numbers, but not trained
        Assert.InRange(expected, 0.98 * about, 1.02 * about);
    }
}
