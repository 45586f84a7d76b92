using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>The autoencoder: q(z | o) and back, of one observation alone. Acting needs the encoder only, which is declared first.</summary>
public sealed class ObservationModel
{
    private readonly ObservationSettings settings;
    private readonly Encoder encoder;
    private readonly Mlp latents;

    /// <summary>Declares its parameters.</summary>
    public ObservationModel(Weights weights, ObservationSettings settings, AgentSpaces spaces, bool decodes)
    {
        this.settings = settings;
        var style = LayerStyle.Of(settings.Norm, Activation.Silu);
        encoder = new Encoder(weights, "encoder", spaces, settings.Image, settings.Layers, settings.Units, settings.Symlog, style);
        var hasImages = spaces.Inputs.Any(input => input.IsImage);
        latents = new Mlp(weights, "latents", encoder.Outputs, settings.Units, hasImages ? settings.Layers : 0, style, settings.Flat);
        if (decodes) Decoder = new Decoder(weights, "decoder", spaces, 0, settings.Flat, settings.Image, settings.Layers, settings.Units, 0, settings.Symlog, style);
    }

    /// <summary>Latents to observations; null but for training.</summary>
    public Decoder? Decoder { get; }

    /// <summary>Observations [N,...] to ln q(z | o) [N,S,C].</summary>
    public Tensor LogPosterior(Tensor[] observations) => latents.Forward(encoder.Forward(observations)).view(-1, settings.Stochastic, settings.Classes).log_softmax(-1);

    /// <summary>Latents [N,SC] to one prediction per input.</summary>
    public IReadOnlyList<Tensor> Decode(Tensor z) => Decoder!.Forward(zeros([z.shape[0], 0], device: z.device), z, z);

    /// <summary>The most probable latents [N,SC].</summary>
    public Tensor Mode(Tensor logPosterior) => Categorical.Mode(logPosterior).view(-1, settings.Flat);
}
