namespace AkkaDreamer.Models.Networks;

/// <summary>How an image network changes resolution by two.</summary>
public enum Resampling
{
    /// <summary>Kernels of 4, stride 2, transposed in the decoder (DreamerV3 2023).</summary>
    Strided,

    /// <summary>Odd kernels of stride 1, with max-pooling in the encoder and nearest-neighbour repetition in the decoder (DreamerV3 2024).</summary>
    Pooled,

    /// <summary>
    /// Kernels of 4, stride 2, and nothing around the picture; in the decoder kernels of 5, 5, 6 and 6 from a map of one place (PlaNet, Dreamer V1, V2 and RePo). For 64 x 64 only, to which these numbers belong.
    /// </summary>
    Valid,
}
