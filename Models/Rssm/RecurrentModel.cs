using AkkaDreamer.Models.Latents;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Rssm;

/// <summary>
/// A recurrent state-space model (PlaNet, section 3; DreamerV2, section 2; DreamerV3, eq. 3): cell h_t = f(h, z, a), prior p(z_t | h_t), posterior q(z_t | h_t, x_t).
/// </summary>
public sealed class RecurrentModel
{
    private readonly RssmSettings settings;
    private readonly ICell cell;
    private readonly Mlp prior, posterior;
    private readonly Parameter? initial;

    /// <summary>Declares its parameters. <paramref name="embedding"/>: size of x.</summary>
    public RecurrentModel(Weights weights, string name, RssmSettings settings, int actions, long embedding, LayerStyle style)
    {
        this.settings = settings;
        Latents = settings.Latents == LatentKind.Gaussian
            ? new GaussianLatents(settings.Stochastic, settings.LeastDeviation)
            : new CategoricalLatents(settings.Stochastic, settings.Classes, settings.Unimix);
        cell = settings.Cell switch
        {
            CellKind.Gru => new Gru(weights, name, settings, actions, style),
            CellKind.NormGru => new NormGru(weights, name, settings, actions, style),
            _ => new BlockGru(weights, name, settings, actions, style),
        };
        prior = new Mlp(weights, name + "/prior", settings.Deterministic, settings.Hidden, settings.PriorLayers, style, Latents.Raw);
        var seeing = settings.PosteriorBatchNorm ? LayerStyle.Of(NormKind.Batch, style.Activation) : style;
        posterior = new Mlp(weights, name + "/posterior", settings.Deterministic + embedding, settings.Hidden, settings.PosteriorLayers, seeing, Latents.Raw);
        if (settings.LearnedInitial) initial = weights.Declare(name + "/initial", Initialiser.Zeros, isProduct: false, 1, settings.Deterministic);
    }

    /// <summary>What z is.</summary>
    public ILatents Latents { get; }

    /// <summary>The state before the first step of an episode, [1,...]: zeros, or the learned h with the mode of its prior.</summary>
    public LatentState Initial(Device device)
    {
        if (initial is null) return new LatentState(zeros(1, settings.Deterministic, device: device), zeros(1, settings.Flat, device: device));
        var h = initial.Value.tanh();
        return new LatentState(h, Latents.Mode(Prior(h)));
    }

    /// <summary>The cell alone.</summary>
    public Tensor Deterministic(LatentState state, Tensor action) => Step(state, Bounded(action));

    /// <summary>p(z | h): h [...,D] to the parameters of z.</summary>
    public Tensor Prior(Tensor h) => Latents.Parameters(prior.Forward(h));

    /// <summary>q(z | h, x): h [N,D], x [N,E] to the parameters of z.</summary>
    public Tensor Posterior(Tensor h, Tensor embedding) => Latents.Parameters(posterior.Forward(cat([h, embedding], -1)));

    /// <summary>What heads read of h [...,D] and z [...,SC]: both joined, z first [...,F].</summary>
    public Tensor Feature(Tensor h, Tensor z) => cat([z, settings.State == StateParts.Stochastic ? zeros_like(h) : h], -1);

    /// <summary>One step of the prior: state [N,...] and action [N,A] to the next state, its z drawn with numbers of <paramref name="generator"/> and carrying gradients.</summary>
    public LatentState Imagine(LatentState state, Tensor action, Generator generator)
    {
        var h = Step(state, Bounded(action));
        return new LatentState(h, Draw(Prior(h), generator));
    }

    /// <summary>z of some parameters, drawn with numbers of <paramref name="generator"/>.</summary>
    public Tensor Draw(Tensor parameters, Generator generator) =>
        settings.State == StateParts.Deterministic ? Latents.Mode(parameters) : Latents.Draw(parameters, Latents.Noise(parameters, generator));

    /// <summary>The same with the generator of an actor; null for the mode.</summary>
    public Tensor Draw(Tensor parameters, RandomState? random) =>
        random is null || settings.State == StateParts.Deterministic ? Latents.Mode(parameters) : Latents.Draw(parameters, Latents.Noise(parameters, random));

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

            hs[t] = Step(state, action).MoveToOuterDisposeScope();
            posteriors[t] = Posterior(hs[t], embeddings.select(0, t)).MoveToOuterDisposeScope();
            zs[t] = Draw(posteriors[t], generator).MoveToOuterDisposeScope();
            state = new LatentState(hs[t], zs[t]);
        }

        return new ObservedSequence(stack(hs), stack(zs), stack(posteriors));
    }

    // Draws of a normal policy may leave [-1, 1]; the world acts on the clipped action, and so do the dynamics. One-hot actions are unchanged.
    private static Tensor Bounded(Tensor action) => action / action.detach().abs().clamp_min(1.0);

    private Tensor Step(LatentState state, Tensor action) => cell.Step(settings.State == StateParts.Stochastic ? zeros_like(state.H) : state.H, state.Z, action);
}
