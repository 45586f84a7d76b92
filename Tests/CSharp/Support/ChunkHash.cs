using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Tests.Support;

/// <summary>All that a chunk holds as one number, to compare what was lived.</summary>
public static class ChunkHash
{
    public static ulong Of(Chunk chunk) => chunk.Observations.Concat([chunk.Actions, chunk.Rewards, chunk.IsFirst, chunk.IsLast, chunk.IsTerminal])
        .Aggregate((ulong)chunk.Count, (hash, array) => (hash * 31) + FakeNumbers.Hash(array));
}
