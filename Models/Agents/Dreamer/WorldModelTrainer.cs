using AkkaDreamer.Models.Agents.Dreamer.Objectives;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>A recurrent world model and how it learns: the posterior follows replayed sequences, and the loss is the sum of the objectives that the settings ask for.</summary>
public sealed class WorldModelTrainer : IWorldModelTrainer
{
    /// <summary>Buffers of start states: one in use, one waiting, one being filled, and one to spare for a slow reader.</summary>
    private const int Buffers = 4;

    private readonly WorldModelSettings settings;
    private readonly AgentSpaces spaces;
    private readonly Device device;
    private readonly Weights weights = new();
    private readonly WorldModel model;
    private readonly Weights valueWeights = new();
    private readonly Mlp? value;
    private readonly IScalarCode scalarCode;
    private readonly List<IObjective> objectives = [];
    private readonly TrainingState state;
    private readonly LeasePool<DreamBuffer> pool;
    private PendingUpdate? pending;

    /// <summary>A fresh world model. <paramref name="valueHead"/>: for joint updates, declares the behaviour's value head, of which a copy is kept.</summary>
    public WorldModelTrainer(WorldModelSettings settings, AgentSpaces spaces, Device device, ulong seed, Func<Weights, Mlp>? valueHead = null)
    {
        (this.settings, this.spaces, this.device) = (settings, spaces, device);
        state = new TrainingState(device, seed);
        model = new WorldModel(weights, settings, spaces, ModelUse.Training);
        state.Add("model", weights, settings.Precision, settings.ModelOptimiser);
        value = valueHead?.Invoke(valueWeights);
        valueWeights.Allocate(device, settings.Precision, trained: false);
        scalarCode = WorldModel.Scalars(settings, device);
        pool = new LeasePool<DreamBuffer>(() => new DreamBuffer(settings, spaces, device), Buffers);

        objectives.Add(settings.Objective == Objective.Repo ? new Bottleneck(model, settings) : new Divergence(model, settings));
        if (settings.Overshooting.Distance > 1 || settings.Overshooting.GlobalPrior > 0) objectives.Add(new Overshooting(model, settings, state.Generator));
        objectives.Add(new RewardAndContinue(model, settings, scalarCode));
        if (model.Decoder is not null) objectives.Add(new Reconstruction(model, settings, spaces));
        if (settings.Objective == Objective.Contrastive) objectives.Add(new Contrast(model, settings));
        if (settings.Objective == Objective.Predictive) objectives.Add(new Predictive(model, weights, settings, spaces, scalarCode, device));
    }

    /// <inheritdoc/>
    public long Version => state.Version;

    /// <inheritdoc/>
    public WorldModelUpdate Train(SequenceBatch batch, bool exact)
    {
        if (exact && !settings.Joint) throw new ArgumentException("Only a joint agent has an exact form.", nameof(exact));
        if (pending is not null) Abandon();
        using var scope = NewDisposeScope();
        var statistics = weights.CopyStatistics();
        var (buffer, giveBack) = pool.Take() ?? throw new InvalidOperationException($"All {Buffers} buffers of start states are on loan; one must be given back before the next update.");
        try
        {
            var input = Input(batch);
            var scalars = new ScalarList();
            var replayed = Follow(input, batch.Context);
            var loss = objectives.Select(objective => objective.Loss(replayed, scalars)).Aggregate((sum, next) => sum + next);
            if (value is not null && !exact && settings.ReplayValueScale > 0) loss += ReplayValueLoss(replayed, scalars);
            scalars.Add("loss/model", loss);
            scalars.Add("latent/embedding-deviation", FeatureDeviation(replayed.Embedding));
            scalars.Add("latent/h-deviation", FeatureDeviation(replayed.Sequence.H));
            var (h, z) = (replayed.Sequence.H, replayed.Sequence.Z);
            var latents = settings.Joint ? StoredLatents.Pack(h, z, settings.Rssm) : null;
            if (exact)
            {
                buffer.Fill(h, z, input, loss, replayed.Feature);
                buffer.Weights.CopyFrom(weights);
                pending = new PendingUpdate(scalars.Read(), buffer, [.. statistics.Select(tensor => tensor.DetachFromDisposeScope())]);
                return new WorldModelUpdate(Version + 1, pending.Scalars, new DreamerStart(Version + 1, buffer, giveBack), latents);
            }

            loss.backward();
            Step(scalars);
            var numbers = scalars.Read();
            buffer.Fill(h, z, input, null, null);
            buffer.Weights.CopyFrom(weights);
            return new WorldModelUpdate(Version, numbers, new DreamerStart(Version, buffer, giveBack), latents);
        }
        catch
        {
            weights.RestoreStatistics(statistics);
            giveBack();
            throw;
        }
    }

    /// <inheritdoc/>
    public Scalars Complete()
    {
        if (pending is null) throw new InvalidOperationException("There is no pending update to complete.");
        var buffer = pending.Buffer;
        var scalars = new ScalarList();
        try
        {
            Step(scalars);
        }
        catch (NonFiniteException)
        {
            Abandon();
            throw;
        }

        Forget();
        buffer.Weights.CopyFrom(weights); // the policy published from these start states is of the version just completed
        return scalars.Read();
    }

    /// <inheritdoc/>
    public void UseValueHead(PolicyWeights lease)
    {
        valueWeights.CopyFrom(((DreamerWeights)lease).Buffer.Value);
    }

    /// <inheritdoc/>
    public StateSnapshot Capture() => state.Capture(writer =>
    {
        writer.Add("value-copy/", valueWeights);
        foreach (var objective in objectives) objective.Capture(writer);
    });

    /// <inheritdoc/>
    public void Restore(StateSnapshot snapshot) => state.Restore(snapshot, reader =>
    {
        if (pending is not null) Abandon();
        reader.Read("value-copy/", valueWeights);
        foreach (var objective in objectives) objective.Restore(reader);
    });

    /// <inheritdoc/>
    public PredictionStrip? Predict(SequenceBatch batch, int context) => model.Decoder is null ? null : OpenLoop.Predict(model, batch, context, spaces, device, startsFresh: !settings.Joint);

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        pool.Dispose();
        scalarCode.Dispose();
        foreach (var objective in objectives) objective.Dispose();
        valueWeights.Dispose();
        state.Dispose();
    }

    /// <summary>The mean over channels of the deviation, over all steps, of vectors [T,B,X] brought to length 1: near zero when they have collapsed to one (MuDreamer, Figure 13).</summary>
    private static Tensor FeatureDeviation(Tensor x)
    {
        using var off = no_grad();
        var rows = x.detach().view(-1, x.shape[^1]);
        return (rows / rows.norm(-1, keepdim: true).clamp_min(1e-8)).std(0L, unbiased: false).mean();
    }

    private BatchTensors Input(SequenceBatch batch)
    {
        var input = BatchTensors.From(batch, spaces, startsFresh: !settings.Joint, device);
        if (settings.RewardTanh) input = input with { Rewards = input.Rewards.tanh() };
        return settings.ImageBits == 8 ? input : input with { Observations = [.. input.Observations.Select((x, i) => spaces.Inputs[i].IsImage ? Coarse(x) : x)] };
    }

    /// <summary>Images of fewer bits, the lost ones replaced by uniform noise (PlaNet, Appendix A).</summary>
    private Tensor Coarse(Tensor images)
    {
        var levels = 1 << settings.ImageBits;
        return ((images * 255 / (256 / levels)).floor() + rand(images.shape, device: device, generator: state.Generator)) / levels;
    }

    private Replayed Follow(BatchTensors input, LatentBatch? context)
    {
        var embedding = model.Encoder.Forward(input.Observations).view(input.Length, input.Batch, -1);              // [T,B,E]
        var start = settings.Joint ? StoredLatents.Unpack(context, input.Batch, settings.Rssm, device) : null;
        var sequence = model.Rssm.Observe(embedding, input.Actions, input.First.unsqueeze(-1), input.AnyFirst, start, state.Generator);
        var feature = model.Rssm.Feature(sequence.H, sequence.Z);                                                   // [T,B,F]
        return new Replayed(input, embedding, sequence, model.Rssm.Prior(sequence.H), feature, model.Reward!.Prepare(feature));
    }

    /// <summary>The replay value loss in its overlapped form: the value head is a copy that may be one version old, it is not trained here, and it bootstraps itself.</summary>
    private Tensor ReplayValueLoss(Replayed replayed, ScalarList scalars)
    {
        var logits = value!.Forward(value.Prepare(replayed.Feature));
        var loss = ReplayValue.Loss(scalarCode, logits, scalarCode.Mean(logits.detach()), null, replayed.Input, settings, 0);
        scalars.Add("loss/replay-value", loss);
        return loss * settings.ReplayValueScale;
    }

    private void Step(ScalarList scalars)
    {
        scalars.Add(state.Step());
        foreach (var objective in objectives) objective.AfterStep();
    }

    private void Abandon()
    {
        weights.RestoreStatistics(pending!.Statistics);
        weights.ClearGradient();
        Forget();
    }

    private void Forget()
    {
        foreach (var tensor in pending?.Statistics ?? []) tensor.Dispose();
        pending = null;
    }

    private sealed record PendingUpdate(Scalars Scalars, DreamBuffer Buffer, IReadOnlyList<Tensor> Statistics);
}
