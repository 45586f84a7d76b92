namespace TorchSharp.Utils.tensorboard.Enums;

/// <summary>How the bins of a histogram are chosen.</summary>
public enum HistogramBinSelector : byte
{
    Tensorflow = 6,
}
