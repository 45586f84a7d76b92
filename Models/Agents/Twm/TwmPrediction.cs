using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Transformer;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>Open-loop prediction: the encoder sees a few steps, the dynamics go on alone.</summary>
internal static class TwmPrediction
{
    private const int Rows = 2;

    /// <summary>True, model and error frames (of a stack, the oldest), one column per step, of the first rows of a batch; null without image input. Most probable latents, so nothing is drawn.</summary>
    public static PredictionStrip? Show(
        ObservationModel observation, DynamicsModel dynamics, SequenceBatch batch, int context, TwmSettings settings, AgentSpaces spaces, Device device)
    {
        var image = -1;
        for (var i = 0; i < spaces.Inputs.Length && image < 0; i++) if (spaces.Inputs[i].IsImage) image = i;
        if (image < 0) return null;
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var sequence = TwmSequence.From(batch, settings, spaces, device);
        var (t, b, rows) = (sequence.Length, sequence.Batch, Math.Min(Rows, sequence.Batch));
        var options = settings.Dynamics.Transformer;
        var seen = observation.Mode(observation.LogPosterior(sequence.Observations)).view(t, b, -1).narrow(1, 0, rows);
        var memory = new TransformerMemory(options, rows, (long)t * dynamics.Group, device);
        var distances = dynamics.Transformer.Distances((long)Math.Min(t, options.Memory + 1) * dynamics.Group, device, Dropout.None);
        var history = new CachedHistory(dynamics.Transformer, options, dynamics.Group, memory, distances);
        var predicted = new Tensor[t];
        var (z, reward) = (seen.select(0, 0), sequence.Rewards.narrow(0, 0, rows).select(1, 0));
        for (var step = 0; step < t; step++)
        {
            if (step > 0 && step < context)
            {
                // After the context no observation is shown, so an episode's end is not either.
                history.Forget(1 - sequence.Follows.narrow(0, 0, rows).select(1, step - 1));
                (z, reward) = (seen.select(0, step), sequence.Rewards.narrow(0, 0, rows).select(1, step));
            }

            predicted[step] = observation.Decode(z.contiguous())[image].clamp(0, 1);                            // [rows,H,W,C]
            if (step == t - 1) break;
            var tokens = dynamics.Tokens(reward.unsqueeze(1), z.unsqueeze(1), sequence.Actions.narrow(0, 0, rows).narrow(1, step, 1));
            var h = history.Next(tokens).select(1, dynamics.Group - 1);
            (z, reward) = (Categorical.Mode(dynamics.LogPrior(h)).view(rows, -1), dynamics.Reward(h));
        }

        var shape = sequence.Observations[image].shape;
        var truth = sequence.Observations[image].view(t, b, shape[1], shape[2], shape[3]).narrow(1, 0, rows);
        return PredictionPicture.Draw(truth, stack(predicted));
    }
}
