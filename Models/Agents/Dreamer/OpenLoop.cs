using AkkaDreamer.Models.Rssm;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Open-loop prediction: the posterior sees a few steps, the prior goes on alone.</summary>
internal static class OpenLoop
{
    private const int Rows = 2;

    /// <summary>True, model and error frames, one column per step, of the first rows of a batch; null without image input. States take their mode, so nothing is drawn.</summary>
    public static PredictionStrip? Predict(WorldModel model, SequenceBatch batch, int context, AgentSpaces spaces, Device device, bool startsFresh)
    {
        var image = -1;
        for (var i = 0; i < spaces.Inputs.Length && image < 0; i++) if (spaces.Inputs[i].IsImage) image = i;
        if (image < 0) return null;
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var input = BatchTensors.From(batch, spaces, startsFresh, device);
        var (t, b, rows) = (input.Length, input.Batch, Math.Min(Rows, input.Batch));
        var embedding = model.Encoder.Forward(input.Observations).view(t, b, -1).narrow(1, 0, rows);
        var initial = model.Rssm.Initial(device);
        var state = new LatentState(initial.H.expand(rows, -1), initial.Z.expand(rows, -1));
        var frames = new Tensor[t];
        for (var step = 0; step < t; step++)
        {
            // After the context no observation is shown, so an episode's end is not either.
            var first = step < context ? input.First.select(0, step).narrow(0, 0, rows).unsqueeze(-1) : zeros(rows, 1, device: device);
            var action = input.Actions.select(0, step).narrow(0, 0, rows) * (1 - first);
            state = new LatentState((state.H * (1 - first)) + (initial.H * first), (state.Z * (1 - first)) + (initial.Z * first));
            var h = model.Rssm.Deterministic(state, action);
            var parameters = step < context ? model.Rssm.Posterior(h, embedding.select(0, step)) : model.Rssm.Prior(h);
            state = new LatentState(h, model.Rssm.Latents.Mode(parameters));
            frames[step] = model.Decoder!.Forward(state.H, state.Z, model.Rssm.Feature(state.H, state.Z))[image].clamp(0, 1);               // [rows,H,W,C]
        }

        var shape = input.Observations[image].shape;
        var truth = input.Observations[image].view(t, b, shape[1], shape[2], shape[3]).narrow(1, 0, rows);           // [T,rows,H,W,C]
        return PredictionPicture.Draw(truth, stack(frames));
    }
}
