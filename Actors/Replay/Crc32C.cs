using System.Numerics;
using System.Runtime.InteropServices;

namespace AkkaDreamer.Actors.Replay;

/// <summary>The Castagnoli checksum (CRC-32C, RFC 3720): what storage and processors agree on. An instruction of the processor where it has one.</summary>
public static class Crc32C
{
    /// <summary>The checksum of some bytes; <paramref name="before"/> is that of the bytes before them.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        var crc = ~before;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) crc = BitOperations.Crc32C(crc, word);
        foreach (var last in bytes[(words.Length * 8)..]) crc = BitOperations.Crc32C(crc, last);
        return ~crc;
    }
}
