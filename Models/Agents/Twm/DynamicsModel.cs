using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Transformer;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>
/// The dynamics: a step is a group of tokens (r_t, z_t, a_t) - the reward that came with the observation, its latents, the action decided on seeing it - each with an embedding of its own; the
/// transformer's output at the action is h_t, from which heads predict z_{t+1}, r_{t+1} and the discount (TWM, eq. 2).
/// </summary>
public sealed class DynamicsModel
{
    private readonly TwmSettings settings;
    private readonly Linear fromLatent, fromAction;
    private readonly Linear? fromReward;
    private readonly Mlp latent, reward, discount;

    /// <summary>Declares its parameters.</summary>
    public DynamicsModel(Weights weights, TwmSettings settings, AgentSpaces spaces)
    {
        this.settings = settings;
        var (dynamics, observation) = (settings.Dynamics, settings.Observation);
        var width = dynamics.Transformer.Width;
        var style = LayerStyle.Of(dynamics.Norm, Activation.Silu);
        // Of all the inputs S are ones and the rest zeros: that is the fan.
        fromLatent = new Linear(weights, "embed/latent", observation.Flat, width, Initialiser.CutNormal(observation.Stochastic), bias: true);
        fromAction = new Linear(weights, "embed/action", spaces.ActionSize, width, Initialiser.CutNormal(1), bias: false);
        if (dynamics.RewardTokens) fromReward = new Linear(weights, "embed/reward", 1, width, Initialiser.CutNormal(1), bias: true);
        Transformer = new TransformerXl(weights, "transformer", dynamics.Transformer);
        latent = new Mlp(weights, "latent", width, dynamics.LatentUnits, dynamics.HeadLayers, style, observation.Flat);
        reward = new Mlp(weights, "reward", width, dynamics.Units, dynamics.HeadLayers, style, 1, outputScale: 0);
        discount = new Mlp(weights, "discount", width, dynamics.Units, dynamics.HeadLayers, style, 1, outputScale: 0);
    }

    /// <summary>The transformer over tokens.</summary>
    public TransformerXl Transformer { get; }

    /// <summary>Tokens of a step.</summary>
    public int Group => fromReward is null ? 2 : 3;

    /// <summary>Rewards [N,T], latents [N,T,SC] and actions [N,T,A] to tokens [N,T * group,width].</summary>
    public Tensor Tokens(Tensor rewards, Tensor z, Tensor actions)
    {
        var latents = nn.functional.silu(fromLatent.Forward(z));
        var decided = fromAction.Forward(actions);
        var group = fromReward is null ? stack([latents, decided], 2) : stack([nn.functional.silu(fromReward.Forward(rewards.unsqueeze(-1))), latents, decided], 2);
        return group.view(z.shape[0], -1, settings.Dynamics.Transformer.Width);
    }

    /// <summary>The outputs at the actions [N,T,width] of outputs at all tokens [N,T * group,width].</summary>
    public Tensor AtActions(Tensor outputs) => outputs.view(outputs.shape[0], -1, Group, outputs.shape[2]).select(2, Group - 1);

    /// <summary>Whole sequences: h [N,T,width]. <paramref name="episodes"/> [N,T] numbers the episodes, which do not see each other. <paramref name="memory"/>, if any, keeps the tokens' keys and values.</summary>
    public Tensor Hidden(Tensor tokens, Tensor episodes, Dropout dropout, TransformerMemory? memory = null)
    {
        var mask = AttentionMask.Windowed(episodes, Group, settings.Dynamics.Transformer.Memory);
        var distances = Transformer.Distances(tokens.shape[1], tokens.device, dropout);
        return AtActions(Transformer.Forward(tokens, distances, mask, dropout, memory));
    }

    /// <summary>ln p(z_{t+1} | h_t) [...,S,C] of h [...,width].</summary>
    public Tensor LogPrior(Tensor h) => latent.Forward(nn.functional.silu(h)).view([.. h.shape[..^1], settings.Observation.Stochastic, settings.Observation.Classes]).log_softmax(-1);

    /// <summary>The mean of the reward r_{t+1} [...].</summary>
    public Tensor Reward(Tensor h) => reward.Forward(nn.functional.silu(h)).squeeze(-1);

    /// <summary>The logit of the discount after step t + 1 [...].</summary>
    public Tensor Discount(Tensor h) => discount.Forward(nn.functional.silu(h)).squeeze(-1);
}
