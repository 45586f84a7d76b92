using System.Numerics;

namespace TorchSharp.Utils.Tensorboard;

/// <summary>The Castagnoli checksum, masked as record files want it.</summary>
internal static class Crc32C
{
    internal static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data) crc = BitOperations.Crc32C(crc, b);
        crc = ~crc;
        return BitOperations.RotateRight(crc, 15) + 0xa282ead8u;
    }
}
