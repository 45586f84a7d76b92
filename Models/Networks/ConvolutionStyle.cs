namespace AkkaDreamer.Models.Networks;

/// <summary>How an image network changes resolution by two.</summary>
public enum Resampling
{
    /// <summary>Kernels of 4, stride 2, transposed in the decoder (DreamerV3 2023).</summary>
    Strided,

    /// <summary>Odd kernels of stride 1, with max-pooling in the encoder and nearest-neighbour repetition in the decoder (DreamerV3 2024).</summary>
    Pooled,
}
