using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer.Objectives;

/// <summary>-ln p(o | s) up to constants: squared errors. As a probe, the decoder learns from the latents and they do not learn from it.</summary>
internal sealed class Reconstruction(WorldModel model, WorldModelSettings settings, AgentSpaces spaces) : IObjective
{
    private readonly bool trainsLatents = settings.Objective == Objective.Reconstruction && settings.ImageGradients;

    public Tensor Loss(Replayed replayed, ScalarList scalars)
    {
        var steps = replayed.Input.Length * replayed.Input.Batch;
        Tensor Rows(Tensor x) => (trainsLatents ? x : x.detach()).view(steps, -1);
        var predictions = model.Decoder!.Forward(Rows(replayed.Sequence.H), Rows(replayed.Sequence.Z), Rows(replayed.Prepared));
        Tensor? loss = null;
        for (var i = 0; i < predictions.Count; i++)
        {
            var error = model.Decoder.Loss(i, predictions[i], replayed.Input.Observations[i]).mean();
            scalars.Add("loss/" + spaces.Inputs[i].Name, error);
            var weighted = error * (spaces.Inputs[i].IsImage ? settings.ImageScale : settings.VectorScale);
            loss = loss is null ? weighted : loss + weighted;
        }

        return loss!;
    }
}
