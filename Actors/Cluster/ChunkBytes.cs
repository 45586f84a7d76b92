using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Serialization;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>Chunks of steps as the bytes that travel, and when they need more than one message.</summary>
public static class ChunkBytes
{
    /// <summary>The bytes of a chunk on its way.</summary>
    public static byte[] Write(IProtocolMessage chunk) => MessageCodecs.ByType[chunk.GetType()].Write(chunk);

    /// <summary>Whether so many bytes go as one message.</summary>
    public static bool FitsOneMessage(byte[] bytes) => bytes.Length <= TransferOffer.PartBytes;

    /// <summary>The chunk back. Throws <see cref="InvalidDataException"/> for bytes that are none.</summary>
    public static IProtocolMessage Read(byte[] bytes, bool late)
    {
        try
        {
            return (IProtocolMessage)MessageCodecs.ByType[late ? typeof(LateChunk) : typeof(AppendChunk)].Read(bytes);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new InvalidDataException($"it cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Bytes of a chunk's arrays.</summary>
    public static long Size(Chunk chunk) => chunk.Observations.Sum(array => (long)Buffer.ByteLength(array)) + (4L * (chunk.Actions.Length + chunk.Rewards.Length)) + (3L * chunk.Count);

    /// <summary>Bytes of the largest chunk of such steps, at most.</summary>
    public static int Largest(int stepBytes, int latentBytes, int steps) => checked((steps * (stepBytes + latentBytes + 16)) + 4096);
}
