using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Rssm;

/// <summary>
/// A recurrent state-space model with categorical latents (DreamerV2, section 2; DreamerV3, eq. 3): cell h_t = f(h, z, a), prior p(z_t | h_t), posterior q(z_t | h_t, x_t).
/// </summary>
public sealed class CategoricalRssm
{
    private readonly RssmSettings settings;
    private readonly ICell cell;
    private readonly Mlp prior, posterior;
    private readonly Parameter? initial;

    /// <summary>Declares its parameters. <paramref name="embedding"/>: size of x.</summary>
    public CategoricalRssm(Weights weights, string name, RssmSettings settings, int actions, long embedding, LayerStyle style)
    {
        this.settings = settings;
        cell = settings.Blocks == 0 ? new NormGru(weights, name, settings, actions, style) : new BlockGru(weights, name, settings, actions, style);
        prior = new Mlp(weights, name + "/prior", settings.Deterministic, settings.Hidden, settings.PriorLayers, style, settings.Flat);
        posterior = new Mlp(weights, name + "/posterior", settings.Deterministic + embedding, settings.Hidden, settings.PosteriorLayers, style, settings.Flat);
        if (settings.LearnedInitial) initial = weights.Declare(name + "/initial", Initialiser.Zeros, isProduct: false, 1, settings.Deterministic);
    }

    /// <summary>The state before the first step of an episode, [1,...]: zeros, or the learned h with the mode of its prior.</summary>
    public LatentState Initial(Device device)
    {
        if (initial is null) return new LatentState(zeros(1, settings.Deterministic, device: device), zeros(1, settings.Flat, device: device));
        var h = initial.Value.tanh();
        var probabilities = Prior(h);
        return new LatentState(h, Categorical.StraightThrough(Categorical.Mode(probabilities), probabilities).view(1, settings.Flat));
    }

    /// <summary>The cell alone.</summary>
    public Tensor Deterministic(LatentState state, Tensor action) => cell.Step(state.H, state.Z, Bounded(action));

    /// <summary>p(z | h): h [...,D] to probabilities [...,S,C].</summary>
    public Tensor Prior(Tensor h) => Probabilities(prior.Forward(h));

    /// <summary>q(z | h, x): h [N,D], x [N,E] to probabilities [N,S,C].</summary>
    public Tensor Posterior(Tensor h, Tensor embedding) => Probabilities(posterior.Forward(cat([h, embedding], -1)));

    /// <summary>One step of the prior: state [N,...] and action [N,A] to the next state, its z drawn with numbers of <paramref name="generator"/> and carrying straight-through gradients.</summary>
    public LatentState Imagine(LatentState state, Tensor action, Generator generator)
    {
        var h = cell.Step(state.H, state.Z, Bounded(action));
        return new LatentState(h, Draw(Prior(h), generator));
    }

    /// <summary>
    /// Follows sequences with the posterior. <paramref name="embeddings"/> [T,B,E], <paramref name="actions"/> [T,B,A] (the previous ones),
    /// <paramref name="first"/> [T,B,1] (1 where an episode begins), <paramref name="anyFirst"/>: per step, whether any row is. <paramref name="context"/>: the state before, or null to begin from <see cref="Initial"/>.
    /// </summary>
    public ObservedSequence Observe(Tensor embeddings, Tensor actions, Tensor first, IReadOnlyList<bool> anyFirst, LatentState? context, Generator generator)
    {
        var (length, batch) = (embeddings.shape[0], embeddings.shape[1]);
        actions = Bounded(actions);
        var start = Initial(embeddings.device);
        var state = context ?? new LatentState(start.H.expand(batch, -1), start.Z.expand(batch, -1));
        var (hs, zs, posteriors) = (new Tensor[length], new Tensor[length], new Tensor[length]);
        for (var t = 0; t < length; t++)
        {
            using var step = NewDisposeScope();
            var action = actions.select(0, t);
            if (anyFirst[t])
            {
                var reset = first.select(0, t);                              // [B,1]
                var keep = 1 - reset;
                action = action * keep;
                state = initial is null
                    ? new LatentState(state.H * keep, state.Z * keep)
                    : new LatentState((state.H * keep) + (start.H * reset), (state.Z * keep) + (start.Z * reset));
            }

            hs[t] = cell.Step(state.H, state.Z, action).MoveToOuterDisposeScope();
            posteriors[t] = Posterior(hs[t], embeddings.select(0, t)).MoveToOuterDisposeScope();
            zs[t] = Draw(posteriors[t], generator).MoveToOuterDisposeScope();
            state = new LatentState(hs[t], zs[t]);
        }

        return new ObservedSequence(stack(hs), stack(zs), stack(posteriors));
    }

    // Draws of a normal policy may leave [-1, 1]; the world acts on the clipped action, and so do the dynamics. One-hot actions are unchanged.
    private static Tensor Bounded(Tensor action) => action / action.detach().abs().clamp_min(1.0);

    private Tensor Probabilities(Tensor logits)
    {
        var shape = logits.shape;
        return Categorical.Probabilities(logits.view([.. shape[..^1], settings.Stochastic, settings.Classes]), settings.Unimix);
    }

    private Tensor Draw(Tensor probabilities, Generator generator)
    {
        var oneHot = Categorical.Sample(probabilities, generator);
        return (probabilities.requires_grad ? Categorical.StraightThrough(oneHot, probabilities) : oneHot).view(probabilities.shape[0], settings.Flat);
    }
}
