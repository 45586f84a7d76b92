namespace AkkaDreamer.Actors.Cluster;

/// <summary>
/// Numbers of streams, where more than one group of environments begins them: each group has a block of 2^20 to itself, and every epoch its own 2^40, so that no number ever means two streams, also when a
/// chunk of an earlier epoch is handed in late.
/// </summary>
public static class StreamBlocks
{
    private const int BlockBits = 20, EpochBits = 40;
    private const long FirstOfNodes = 1L << (EpochBits - BlockBits - 1);

    /// <summary>The first number for the learner's own group, the n-th of this epoch.</summary>
    public static long Local(long epoch, int n) => (epoch << EpochBits) + ((long)n << BlockBits);

    /// <summary>The first number for the n-th node that was admitted in this epoch.</summary>
    public static long Node(long epoch, int n) => (epoch << EpochBits) + ((FirstOfNodes + n) << BlockBits);

    /// <summary>Whether a number belongs to the block that begins with <paramref name="first"/>.</summary>
    public static bool Holds(long first, long stream) => stream >= first && stream < first + (1L << BlockBits);
}
