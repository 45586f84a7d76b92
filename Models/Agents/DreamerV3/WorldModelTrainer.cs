using System.Globalization;
using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Optimisation;
using AkkaDreamer.Models.Rssm;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.DreamerV3;

/// <summary>DreamerV3's world model and how it learns (paper, "World model learning").</summary>
public sealed class WorldModelTrainer : IWorldModelTrainer
{
    /// <summary>Buffers of start states: one in use, one waiting, one being filled, and one to spare for a slow reader.</summary>
    private const int Buffers = 4;

    private readonly DreamerV3Settings settings;
    private readonly AgentSpaces spaces;
    private readonly Device device;
    private readonly Weights weights = new();
    private readonly WorldModel model;
    private readonly Weights valueWeights = new();
    private readonly Mlp value;
    private readonly TwoHot scalarCode;
    private readonly Generator generator;
    private readonly IOptimiser optimiser;
    private readonly LeasePool<DreamBuffer> pool;
    private PendingUpdate? pending;

    /// <summary>A fresh world model.</summary>
    public WorldModelTrainer(DreamerV3Settings settings, AgentSpaces spaces, Device device, ulong seed)
    {
        (this.settings, this.spaces, this.device) = (settings, spaces, device);
        generator = new Generator(seed, device);
        model = new WorldModel(weights, settings, spaces, ModelUse.Training);
        weights.Allocate(device, settings.Precision, trained: true).Initialise(generator);
        value = PolicyNetworks.Value(valueWeights, settings);
        valueWeights.Allocate(device, settings.Precision, trained: false);
        scalarCode = PolicyNetworks.Scalars(settings, device);
        optimiser = Optimisers.Create(weights, settings.ModelOptimiser);
        pool = new LeasePool<DreamBuffer>(() => new DreamBuffer(settings, spaces, device), Buffers);
    }

    /// <inheritdoc/>
    public long Version { get; private set; }

    private bool IsJoint => settings.Generation == Generation.V2024;

    /// <inheritdoc/>
    public WorldModelUpdate Train(SequenceBatch batch, bool exact)
    {
        if (exact && !IsJoint) throw new ArgumentException("Only a joint agent has an exact form.", nameof(exact));
        if (pending is not null) Abandon();
        using var scope = NewDisposeScope();
        var input = BatchTensors.From(batch, spaces, startsFresh: !IsJoint, device);
        var (loss, sequence, feature, scalars) = Loss(input, batch.Context);
        if (IsJoint && !exact) loss += ReplayValueLoss(input, feature, scalars);
        scalars.Add("loss/model", loss);
        var latents = IsJoint ? Latents.Pack(sequence.H, sequence.Z, settings.Rssm) : null;
        var (buffer, giveBack) = pool.Take() ?? throw new InvalidOperationException($"All {Buffers} buffers of start states are on loan; one must be given back before the next update.");
        try
        {
            if (exact)
            {
                buffer.Fill(sequence.H, sequence.Z, input, loss, feature);
                buffer.Weights.CopyFrom(weights);
                pending = new PendingUpdate(scalars.Read(), buffer);
                return new WorldModelUpdate(Version + 1, pending.Scalars, new DreamerStart(Version + 1, buffer, giveBack), latents);
            }

            loss.backward();
            Step(scalars);
            var numbers = scalars.Read();
            buffer.Fill(sequence.H, sequence.Z, input, null, null);
            buffer.Weights.CopyFrom(weights);
            return new WorldModelUpdate(Version, numbers, new DreamerStart(Version, buffer, giveBack), latents);
        }
        catch
        {
            giveBack();
            throw;
        }
    }

    /// <inheritdoc/>
    public Scalars Complete()
    {
        if (pending is null) throw new InvalidOperationException("There is no pending update to complete.");
        var buffer = pending.Buffer;
        pending = null;
        var scalars = new ScalarList();
        Step(scalars);
        buffer.Weights.CopyFrom(weights); // the policy published from these start states is of the version just completed
        return scalars.Read();
    }

    /// <inheritdoc/>
    public void UseValueHead(PolicyWeights lease)
    {
        valueWeights.CopyFrom(((DreamerWeights)lease).Buffer.Value);
    }

    /// <inheritdoc/>
    public StateSnapshot Capture()
    {
        var writer = new SnapshotWriter();
        writer.Add("model/", weights);
        optimiser.Capture(writer, "model-optimiser/");
        if (IsJoint) writer.Add("value-copy/", valueWeights);
        writer.Add("generator", generator);
        writer.Add("version", Version.ToString(CultureInfo.InvariantCulture));
        return writer.Finish();
    }

    /// <inheritdoc/>
    public void Restore(StateSnapshot state)
    {
        var reader = new SnapshotReader(state);
        reader.Check("model/", weights);
        if (IsJoint) reader.Check("value-copy/", valueWeights);
        if (pending is not null) Abandon();
        reader.Read("model/", weights);
        optimiser.Restore(reader, "model-optimiser/");
        if (IsJoint) reader.Read("value-copy/", valueWeights);
        reader.Read("generator", generator);
        Version = reader.Number("version");
    }

    /// <inheritdoc/>
    public PredictionStrip? Predict(SequenceBatch batch, int context) => OpenLoop.Predict(model, batch, context, spaces, device, startsFresh: !IsJoint);

    /// <inheritdoc/>
    public void Dispose()
    {
        pool.Dispose();
        optimiser.Dispose();
        scalarCode.Dispose();
        weights.Dispose();
        valueWeights.Dispose();
        generator.Dispose();
    }

    /// <summary>Eq. 4 and 5: prediction losses and balanced KL, summed per step and averaged over steps.</summary>
    private (Tensor Loss, ObservedSequence Sequence, Tensor Feature, ScalarList Scalars) Loss(BatchTensors input, LatentBatch? context)
    {
        var (t, b) = (input.Length, input.Batch);
        var scalars = new ScalarList();
        var embedding = model.Encoder.Forward(input.Observations).view(t, b, -1);                                   // [T,B,E]
        var start = IsJoint ? Latents.Unpack(context, b, settings.Rssm, device) : null;
        var sequence = model.Rssm.Observe(embedding, input.Actions, input.First.unsqueeze(-1), input.AnyFirst, start, generator);
        var feature = cat([sequence.Z, sequence.H], -1);                                                            // [T,B,F]

        var kl = Objectives.CategoricalKl.Between(sequence.Posterior, model.Rssm.Prior(sequence.H), settings.Kl.FreeNats);
        var dynamics = kl.Dynamics.mean();
        var representation = kl.Representation.mean();
        var shared = model.Reward!.Prepare(feature);
        var reward = scalarCode.Loss(model.Reward.Forward(shared), input.Rewards).mean();
        var target = (1 - input.Terminal) * (settings.Behaviour.DiscountInContinue ? settings.Behaviour.Discount : 1.0);
        var carries = BinaryLoss(model.Continue!.Forward(shared).squeeze(-1), target).mean();
        var loss = (dynamics * settings.Kl.Dynamics) + (representation * settings.Kl.Representation) + (reward * settings.RewardScale) + (carries * settings.ContinueScale);

        var predictions = model.Decoder!.Forward(sequence.H.view(t * b, -1), sequence.Z.view(t * b, -1), shared.view(t * b, -1));
        for (var i = 0; i < predictions.Count; i++)
        {
            var reconstruction = model.Decoder.Loss(i, predictions[i], input.Observations[i]).mean();
            loss += reconstruction * (spaces.Inputs[i].IsImage ? settings.ImageScale : settings.VectorScale);
            scalars.Add("loss/" + spaces.Inputs[i].Name, reconstruction);
        }

        scalars.Add("loss/reward", reward);
        scalars.Add("loss/continue", carries);
        scalars.Add("loss/dynamics", dynamics);
        scalars.Add("loss/representation", representation);
        scalars.Add("loss/kl", kl.Plain.mean());
        return (loss, sequence, feature, scalars);
    }

    /// <summary>The replay value loss in its overlapped form: the value head is a copy that may be one version old, it is not trained here, and it bootstraps itself.</summary>
    private Tensor ReplayValueLoss(BatchTensors input, Tensor feature, ScalarList scalars)
    {
        if (settings.Behaviour.ReplayValueScale == 0) return zeros(1, device: device).sum();
        var logits = value.Forward(value.Prepare(feature));
        var predicted = scalarCode.Mean(logits.detach());
        var loss = ReplayValue.Loss(scalarCode, logits, predicted, null, input.Rewards, input.Last, input.Terminal, settings.Behaviour);
        scalars.Add("loss/replay-value", loss);
        return loss * settings.Behaviour.ReplayValueScale;
    }

    private void Step(ScalarList scalars)
    {
        weights.GatherGradient();
        var norm = optimiser.GradientNorm();
        if (!double.IsFinite(norm)) throw new NonFiniteException($"The norm of the world model's gradient is {norm}; nothing was updated.");
        optimiser.Step(norm);
        Version++;
        scalars.Add("gradient/model", norm);
    }

    private void Abandon()
    {
        pending = null;
        weights.ClearGradient();
    }

    private static Tensor BinaryLoss(Tensor logit, Tensor target) => nn.functional.binary_cross_entropy_with_logits(logit, target, reduction: nn.Reduction.None);

    private sealed record PendingUpdate(Scalars Scalars, DreamBuffer Buffer);
}
