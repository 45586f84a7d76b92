using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Transformer;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>
/// Acts with TWM's weights: encoder and actor, no transformer, and no recurrent state. A policy that sees (z, h) remembers the tokens of the window, for which it needs rewards that nobody tells it: it takes those
/// that the model expects.
/// </summary>
public sealed class TwmPolicy : IPolicy
{
    private readonly TwmSettings settings;
    private readonly AgentSpaces spaces;
    private readonly Device device;
    private readonly TwmActing networks;

    /// <summary>Something that acts, once it has weights. Computes in float32.</summary>
    public TwmPolicy(TwmSettings settings, AgentSpaces spaces, Device device)
    {
        (this.settings, this.spaces, this.device) = (settings, spaces, device);
        networks = new TwmActing(settings, spaces, device);
    }

    /// <inheritdoc/>
    public long Version { get; private set; } = -1;

    /// <inheritdoc/>
    public void Load(PolicyWeights weights)
    {
        var from = ((TwmWeights)weights).Buffer;
        networks.CopyFrom(from.Observation, from.ActorWeights, from.Dynamics);
        Version = weights.Version;
    }

    /// <inheritdoc/>
    public void Load(StateSnapshot worldModel, StateSnapshot behaviour)
    {
        var (first, second) = (new SnapshotReader(worldModel), new SnapshotReader(behaviour));
        first.Check("observation/", networks.Observation);
        first.Check("dynamics/", networks.Dynamics);
        second.Check("actor/", networks.ActorWeights);
        first.Read("observation/", networks.Observation);
        first.Read("dynamics/", networks.Dynamics);
        second.Read("actor/", networks.ActorWeights);
        Version = second.Number("version");
    }

    /// <inheritdoc/>
    public int WeightBytes => Networks.WeightBytes.Count([networks.Observation, networks.ActorWeights, networks.Dynamics]);

    /// <inheritdoc/>
    public void CopyWeights(Span<byte> target) => Networks.WeightBytes.CopyTo(target, networks.Observation, networks.ActorWeights, networks.Dynamics);

    /// <inheritdoc/>
    public void Load(long version, ReadOnlySpan<byte> weights)
    {
        Networks.WeightBytes.CopyFrom(weights, networks.Observation, networks.ActorWeights, networks.Dynamics);
        Version = version;
    }

    /// <inheritdoc/>
    public Decision Act(IReadOnlyList<Array> observation, PolicyState? state, RandomState? random)
    {
        if (Version < 0) throw new InvalidOperationException("The policy has no weights yet.");
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var z = networks.Encoder.Mode(networks.Encoder.LogPosterior(BatchTensors.Single(observation, spaces, device)));                                      // [1,SC]
        var window = networks.Model is null ? null : Window.From(state?.Parts, settings, spaces);
        var feature = window is null ? z : cat([z, tensor(window.Hidden, [1, window.Hidden.Length], device: device)], -1);
        var probabilities = networks.Actor.Forward(feature).softmax(-1);
        var chosen = random is null ? Categorical.Mode(probabilities) : Categorical.Sample(probabilities, Draws.Uniform(random, device, 1, 1));
        var action = chosen.to(CPU).data<float>().ToArray();
        if (window is null) return new Decision(action, new PolicyState([]), null);
        return new Decision(action, new PolicyState([.. Advance(window, z, action).Parts]), null);
    }

    /// <inheritdoc/>
    public void Dispose() => networks.Dispose();

    private Window Advance(Window window, Tensor z, float[] action)
    {
        var (model, options, observation) = (networks.Model!, settings.Dynamics.Transformer, settings.Observation);
        var classes = z.view(observation.Stochastic, observation.Classes).argmax(-1).to(float32).to(CPU).data<float>().ToArray();
        var next = window.With(classes, action, options.Memory + 1);
        var steps = next.Rewards.Length;
        var latents = Categorical.OneHot(tensor(next.Classes, [1, steps, observation.Stochastic, 1], device: device).to(int64), observation.Classes).view(1, steps, -1);
        var tokens = model.Tokens(tensor(next.Rewards, [1, steps], device: device), latents, tensor(next.Actions, [1, steps, spaces.ActionSize], device: device));
        var h = model.Hidden(tokens, zeros([1, steps], device: device), Dropout.None).select(1, steps - 1);         // [1,width]
        return next with { Hidden = h.to(CPU).data<float>().ToArray(), Expected = model.Reward(h).to(CPU).item<float>() };
    }

    /// <summary>The steps in the transformer's window as plain numbers: rewards [K], class indices [K,S], actions [K,A]; h after the last [width], and the reward expected next.</summary>
    private sealed record Window(float[] Rewards, float[] Classes, float[] Actions, float[] Hidden, float Expected)
    {
        private const int PartCount = 5;

        public IEnumerable<float[]> Parts => [Rewards, Classes, Actions, Hidden, [Expected]];

        public static Window From(IReadOnlyList<float[]>? parts, TwmSettings settings, AgentSpaces spaces)
        {
            var width = settings.Dynamics.Transformer.Width;
            if (parts is null) return new Window([], [], [], new float[width], 0);
            var steps = parts.Count == PartCount ? parts[0].Length : -1;
            if (steps < 0 || parts[1].Length != steps * settings.Observation.Stochastic || parts[2].Length != steps * spaces.ActionSize || parts[3].Length != width || parts[4].Length != 1)
            {
                throw new ArgumentException("The recurrent state is not one of this policy.", nameof(parts));
            }

            return new Window(parts[0], parts[1], parts[2], parts[3], parts[4][0]);
        }

        /// <summary>One step more, and the oldest ones left out beyond <paramref name="longest"/>.</summary>
        public Window With(float[] classes, float[] action, int longest)
        {
            float[] Joined(float[] before, float[] last) => before.Length < longest * last.Length ? [.. before, .. last] : [.. before[last.Length..], .. last];
            return this with { Rewards = Joined(Rewards, [Expected]), Classes = Joined(Classes, classes), Actions = Joined(Actions, action) };
        }
    }
}
