namespace AkkaDreamer.Actors.Replay;

/// <summary>Which sequences of the memory a batch is made of.</summary>
public enum SequenceSampling
{
    /// <summary>Every sequence is equally likely: <see cref="UniformSampler"/>.</summary>
    Uniform,

    /// <summary>Every new stretch once, as soon as it is whole, then uniform: <see cref="OnlineQueueSampler"/> (DreamerV3 of 2024).</summary>
    NewestFirst,

    /// <summary>A uniform episode, and in it a uniform start that is clipped so that the sequence fits: <see cref="ClippedSampler"/> (DreamerV2).</summary>
    Clipped,

    /// <summary>Starts that were seen less often are likelier: <see cref="BalancedSampler"/> (TWM).</summary>
    Balanced,
}
