using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Transformer;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>TWM's world model and how it learns: two models that share no parameters, each with an optimiser of its own (section 2.1).</summary>
public sealed class TwmWorldModelTrainer : IWorldModelTrainer
{
    /// <summary>Buffers of start states: one in use, one waiting, one being filled, and one to spare for a slow reader.</summary>
    private const int Buffers = 4;

    private readonly TwmSettings settings;
    private readonly AgentSpaces spaces;
    private readonly Device device;
    private readonly Weights observationWeights = new(), dynamicsWeights = new();
    private readonly ObservationModel observation;
    private readonly DynamicsModel dynamics;
    private readonly TrainingState state;
    private readonly LeasePool<TwmBuffer> pool;

    /// <summary>A fresh world model.</summary>
    public TwmWorldModelTrainer(TwmSettings settings, AgentSpaces spaces, Device device, ulong seed)
    {
        (this.settings, this.spaces, this.device) = (settings, spaces, device);
        state = new TrainingState(device, seed);
        observation = new ObservationModel(observationWeights, settings.Observation, spaces, decodes: true);
        dynamics = new DynamicsModel(dynamicsWeights, settings, spaces);
        state.Add("observation", observationWeights, settings.Precision, settings.ObservationOptimiser);
        state.Add("dynamics", dynamicsWeights, settings.Precision, settings.DynamicsOptimiser);
        pool = new LeasePool<TwmBuffer>(() => new TwmBuffer(settings, spaces, device), Buffers);
    }

    /// <inheritdoc/>
    public long Version => state.Version;

    /// <inheritdoc/>
    public WorldModelUpdate Train(SequenceBatch batch, bool exact)
    {
        if (exact) throw new ArgumentException("Only a joint agent has an exact form.", nameof(exact));
        using var scope = NewDisposeScope();
        var sequence = TwmSequence.From(batch, settings, spaces, device);
        var scalars = new ScalarList();
        var (t, b, options) = (sequence.Length, sequence.Batch, settings.Observation);

        // Eq. 3, first two terms: every observation by itself.
        var logPosterior = observation.LogPosterior(sequence.Observations);                                     // [T*B,S,C]
        var posterior = logPosterior.exp();
        var z = Categorical.StraightThrough(Categorical.Sample(posterior, state.Generator), posterior).view(-1, options.Flat);
        var latents = z.detach().view(t, b, -1).transpose(0, 1).contiguous();                                   // [B,T,SC]
        var loss = zeros(1, device: device).sum();
        var (movesObservation, movesDynamics) = Phase();
        if (movesObservation)
        {
            var entropy = Categorical.Entropy(posterior, logPosterior).sum(-1).mean();
            scalars.Add("model/latent-entropy", entropy);
            loss = Reconstruction(sequence, z, scalars) + ObservationLoss.Entropy(entropy, options);
        }

        if (movesDynamics)
        {
            // Eq. 4: the sequence, with latents that carry no gradients.
            Tensor Next(Tensor x) => x.view(t, b, options.Stochastic, options.Classes).transpose(0, 1).narrow(1, 1, t - 1);
            var prior = Dynamics(sequence, latents, Next(posterior).detach(), scalars, out var dynamicsLoss);

            // Eq. 3, last term: the encoder stays near what the dynamics can predict.
            if (movesObservation)
            {
                var consistency = Mean(ObservationLoss.Consistency(Next(logPosterior), prior, options.ConsistencyForm), sequence.Follows);
                loss += consistency * options.Consistency;
                scalars.Add("loss/consistency", consistency);
            }

            loss += dynamicsLoss;
        }

        scalars.Add("loss/model", loss);
        var (buffer, giveBack) = pool.Take() ?? throw new InvalidOperationException($"All {Buffers} buffers of start states are on loan; one must be given back before the next update.");
        try
        {
            loss.backward();
            scalars.Add(state.Step(part => part == "observation" ? movesObservation : movesDynamics));
            var numbers = scalars.Read();
            buffer.Fill(sequence, latents);
            buffer.Observation.CopyFrom(observationWeights);
            buffer.Dynamics.CopyFrom(dynamicsWeights);
            return new WorldModelUpdate(Version, numbers, new TwmStart(Version, buffer, giveBack), null);
        }
        catch
        {
            giveBack();
            throw;
        }
    }

    /// <inheritdoc/>
    public Scalars Complete() => throw new InvalidOperationException("There is no pending update to complete.");

    /// <inheritdoc/>
    public void UseValueHead(PolicyWeights weights) => throw new InvalidOperationException("Only a joint agent's world model uses a value head.");

    /// <inheritdoc/>
    public StateSnapshot Capture() => state.Capture();

    /// <inheritdoc/>
    public void Restore(StateSnapshot snapshot) => state.Restore(snapshot);

    /// <inheritdoc/>
    public PredictionStrip? Predict(SequenceBatch batch, int context) => TwmPrediction.Show(observation, dynamics, batch, context, settings, spaces, device);

    /// <inheritdoc/>
    public void Dispose()
    {
        pool.Dispose();
        state.Dispose();
    }

    /// <summary>- ln p(o | z) of normal distributions of standard deviation 1, up to a constant: summed over an observation, averaged over steps.</summary>
    private Tensor Reconstruction(TwmSequence sequence, Tensor z, ScalarList scalars)
    {
        var loss = zeros(1, device: device).sum();
        var predictions = observation.Decode(z);
        for (var i = 0; i < predictions.Count; i++)
        {
            var reconstruction = observation.Decoder!.Loss(i, predictions[i], sequence.Observations[i]).mean() * 0.5;
            loss += reconstruction * (spaces.Inputs[i].IsImage ? settings.Observation.ImageScale : settings.Observation.VectorScale);
            scalars.Add("loss/" + spaces.Inputs[i].Name, reconstruction);
        }

        return loss;
    }

    /// <summary>The dynamics loss; gives ln p(z_{t+1} | h_t) [B,T-1,S,C] without gradients. <paramref name="targets"/> [B,T-1,S,C]: q(z_{t+1} | o_{t+1}).</summary>
    private Tensor Dynamics(TwmSequence sequence, Tensor z, Tensor targets, ScalarList scalars, out Tensor loss)
    {
        var (options, n) = (settings.Dynamics, sequence.Length - 1);
        var dropout = new Dropout(options.Transformer.Dropout, state.Generator);
        var tokens = dynamics.Tokens(sequence.Rewards.narrow(1, 0, n), z.narrow(1, 0, n), sequence.Actions);
        var h = dynamics.Hidden(tokens, sequence.Episodes.narrow(1, 0, n), dropout);                            // [B,T-1,width]
        var prior = dynamics.LogPrior(h);
        var transition = Mean(Categorical.CrossEntropy(targets, prior).sum(-1), sequence.Follows);
        var reward = Mean((dynamics.Reward(h) - sequence.Rewards.narrow(1, 1, n)).square() * 0.5, sequence.Follows);
        var target = (1 - sequence.Terminal.narrow(1, 1, n)) * settings.Behaviour.Discount;
        var discount = Mean(nn.functional.binary_cross_entropy_with_logits(dynamics.Discount(h), target, reduction: nn.Reduction.None), sequence.Follows);
        loss = transition + (reward * options.RewardScale) + (discount * options.DiscountScale);
        scalars.Add("loss/dynamics", transition);
        scalars.Add("loss/reward", reward);
        scalars.Add("loss/continue", discount);
        return prior.detach();
    }

    /// <summary>The mean over transitions within an episode.</summary>
    private static Tensor Mean(Tensor x, Tensor follows) => (x * follows).sum() / follows.sum().clamp_min(1);

    /// <summary>Which of the two models the coming update trains: each alone while pretraining, then both.</summary>
    private (bool Observation, bool Dynamics) Phase()
    {
        var first = settings.Observation.Pretrain;
        return Version < first ? (true, false) : (Version >= first + settings.Dynamics.Pretrain, true);
    }
}
