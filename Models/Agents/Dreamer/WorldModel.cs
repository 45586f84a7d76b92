using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Rssm;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>
/// The networks of a world model, declared in such an order that smaller uses are beginnings of larger ones: acting needs encoder and dynamics; dreaming adds reward and continue; training adds what the
/// objective asks for.
/// </summary>
public sealed class WorldModel
{
    /// <summary>Declares the parts that <paramref name="use"/> needs.</summary>
    public WorldModel(Weights weights, WorldModelSettings settings, AgentSpaces spaces, ModelUse use)
    {
        var style = settings.Style;
        var (rssm, coder) = (settings.Rssm, settings.Coder);
        Encoder = new Encoder(weights, "encoder", spaces, coder.Image, coder.Layers, coder.Units, settings.Symlog, style);
        Rssm = new RecurrentModel(weights, "rssm", rssm, spaces.ActionSize, Encoder.Outputs, style);
        if (use == ModelUse.Acting) return;
        Reward = new Mlp(weights, "reward", rssm.Feature, settings.Units, settings.RewardLayers, style, Outputs(settings), ScalarScale(settings));
        if (settings.PredictsContinue) Continue = new Mlp(weights, "continue", rssm.Feature, settings.Units, settings.ContinueLayers, style, 1);
        if (use == ModelUse.Dreaming) return;
        if (settings.HasDecoder) Decoder = new Decoder(weights, "decoder", spaces, rssm.Deterministic, rssm.Flat, coder.Image, coder.Layers, coder.Units, coder.Blocks, settings.Symlog, style);
        if (settings.Objective == Objective.Contrastive) StateOfObservation = new Mlp(weights, "state-of-observation", Encoder.Outputs, settings.Units, settings.RewardLayers, style, rssm.Feature);
        if (settings.Objective != Objective.Predictive) return;
        if (settings.Predictive.Value) ReplayedValue = ReplayedValueHead(weights, settings);
        if (settings.Predictive.Action)
            LastAction = new Mlp(weights, "last-action", Encoder.Outputs + rssm.Feature, settings.Units, settings.RewardLayers, style, spaces.DiscreteActions ? spaces.ActionSize : 2 * spaces.ActionSize);
    }

    /// <summary>Observations to embeddings.</summary>
    public Encoder Encoder { get; }

    /// <summary>Latent dynamics.</summary>
    public RecurrentModel Rssm { get; }

    /// <summary>Reward outputs [...,K]; null for acting.</summary>
    public Mlp? Reward { get; }

    /// <summary>Continue logit [...,1]; null for acting, and where no end is predicted.</summary>
    public Mlp? Continue { get; }

    /// <summary>Observations back; null but for training with a decoder.</summary>
    public Decoder? Decoder { get; }

    /// <summary>q(s | o): embedding to the mean of a normal over features [...,F] (contrastive objective).</summary>
    public Mlp? StateOfObservation { get; }

    /// <summary>The value of a replayed state [...,K] (predictive objective).</summary>
    public Mlp? ReplayedValue { get; }

    /// <summary>The last action, from the embedding and the feature before (predictive objective).</summary>
    public Mlp? LastAction { get; }

    /// <summary>Declares the head of replayed values; the objective keeps a slow copy of it.</summary>
    public static Mlp ReplayedValueHead(Weights weights, WorldModelSettings settings) =>
        new(weights, "replayed-value", settings.Rssm.Feature, settings.Units, settings.RewardLayers, settings.Style, Outputs(settings), ScalarScale(settings));

    /// <summary>The code of rewards and values.</summary>
    public static IScalarCode Scalars(WorldModelSettings settings, Device device) => settings.Scalars switch
    {
        ScalarKind.Normal => new NormalScalar(),
        ScalarKind.TwoHotSymlog => TwoHot.SymlogSpaced(settings.Bins, device),
        _ => TwoHot.SymexpSpaced(settings.Bins, device),
    };

    /// <summary>Outputs of heads that predict such scalars.</summary>
    public static int Outputs(WorldModelSettings settings) => settings.Scalars == ScalarKind.Normal ? 1 : settings.Bins;

    /// <summary>The scale at which such heads start: two-hot ones at zero.</summary>
    public static double ScalarScale(WorldModelSettings settings) => settings.Scalars == ScalarKind.Normal ? 1 : 0;
}
