using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents;

/// <summary>Draws open-loop predictions.</summary>
public static class PredictionPicture
{
    /// <summary>True and predicted frames [T,rows,H,W,C] in [0, 1] to a strip: per row the true, the model's and the error frames below each other, one column per step. Other than three channels: the first as grey.</summary>
    public static PredictionStrip Draw(Tensor truth, Tensor predicted)
    {
        var shape = truth.shape;
        var (t, rows) = (shape[0], shape[1]);
        var picture = stack([truth, predicted, ((predicted - truth) + 1) / 2], 1);                              // [T,3,rows,H,W,C]
        if (shape[4] != 3) picture = picture.narrow(-1, 0, 1).expand(t, 3, rows, shape[2], shape[3], 3);
        picture = picture.permute(2, 1, 3, 0, 4, 5).reshape(rows * 3 * shape[2], t * shape[3], 3);              // row, kind, y | step, x
        var bytes = (picture * 255).round().clamp(0, 255).to(uint8).to(CPU).contiguous().bytes.ToArray();
        return new PredictionStrip((int)(t * shape[3]), (int)(rows * 3 * shape[2]), bytes);
    }
}
