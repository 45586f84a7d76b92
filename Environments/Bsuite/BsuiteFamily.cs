namespace AkkaDreamer.Environments.Bsuite;

/// <summary>The family <c>bsuite</c>: two of its experiments, in code of our own, nothing to install.</summary>
public static class BsuiteFamily
{
    /// <summary>As the catalog lists it. Returns are those of the default sizes.</summary>
    public static TaskFamily Family { get; } = TaskFamily.Listed(
        "bsuite", "Experiments of bsuite (Osband et al. 2020) on exploration and memory; embedded, needs nothing.",
        new("bsuite:deep-sea", "Find the one of 2^N paths that pays: go right N times although each costs 0.01 / N; 2 discrete actions.",
            [ObservationKind.Vector], 1, 0, -0.004, 0.99, options => new DeepSea(options.DeepSea)),
        new("bsuite:memory-chain", "Remember what was shown at first and asked for at last: +1 or -1; 2 discrete actions.",
            [ObservationKind.Vector], 1, 0, 0, 1, options => new MemoryChain(options.MemoryChain)));
}
