using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Rssm;

namespace AkkaDreamer.Models.Agents.DreamerV3;

/// <summary>
/// The networks of the world model, declared in such an order that smaller uses are beginnings of larger ones: acting needs encoder and dynamics; dreaming adds reward and continue; training adds the decoder.
/// </summary>
public sealed class WorldModel
{
    /// <summary>Declares the parts that <paramref name="use"/> needs.</summary>
    public WorldModel(Weights weights, DreamerV3Settings settings, AgentSpaces spaces, ModelUse use)
    {
        var style = settings.Generation == Generation.V2023 ? LayerStyle.V2023 : LayerStyle.V2024;
        var (rssm, coder) = (settings.Rssm, settings.Coder);
        Encoder = new Encoder(weights, "encoder", spaces, coder.Image, coder.Layers, coder.Units, settings.Symlog, style);
        Rssm = new CategoricalRssm(weights, "rssm", rssm, spaces.ActionSize, Encoder.Outputs, style);
        if (use == ModelUse.Acting) return;
        Reward = new Mlp(weights, "reward", rssm.Feature, settings.Units, settings.RewardLayers, style, settings.Bins, outputScale: 0);
        Continue = new Mlp(weights, "continue", rssm.Feature, settings.Units, settings.ContinueLayers, style, 1);
        if (use == ModelUse.Dreaming) return;
        Decoder = new Decoder(weights, "decoder", spaces, rssm.Deterministic, rssm.Flat, coder.Image, coder.Layers, coder.Units, coder.Blocks, settings.Symlog, style);
    }

    /// <summary>Observations to embeddings.</summary>
    public Encoder Encoder { get; }

    /// <summary>Latent dynamics.</summary>
    public CategoricalRssm Rssm { get; }

    /// <summary>Reward logits [...,bins]; null for acting.</summary>
    public Mlp? Reward { get; }

    /// <summary>Continue logit [...,1]; null for acting.</summary>
    public Mlp? Continue { get; }

    /// <summary>Observations back; null but for training.</summary>
    public Decoder? Decoder { get; }
}
