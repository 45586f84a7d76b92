using System.Buffers.Binary;
using System.Runtime.Serialization;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Serialization;

/// <summary>Another codec's bytes with a checksum (CRC-32C, little-endian) behind them: for what lies in the journal for long, where a database notices no flipped bit.</summary>
public sealed class CheckedCodec(string manifest, IMessageCodec inner) : IMessageCodec
{
    private const int ChecksumBytes = 4;

    /// <inheritdoc/>
    public string Manifest { get; } = manifest;

    /// <inheritdoc/>
    public Type Type => inner.Type;

    /// <inheritdoc/>
    public byte[] Write(object message)
    {
        var plain = inner.Write(message);
        var bytes = new byte[plain.Length + ChecksumBytes];
        plain.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(plain.Length), Crc32C.Of(plain));
        return bytes;
    }

    /// <summary>The message. Throws <see cref="SerializationException"/> when a bit of it is not as it was written.</summary>
    public object Read(byte[] bytes)
    {
        var length = bytes.Length - ChecksumBytes;
        if (length < 0) throw new SerializationException($"{Manifest} is torn: {bytes.Length} bytes");
        var (written, found) = (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(length)), Crc32C.Of(bytes.AsSpan(0, length)));
        return written == found ? inner.Read(bytes[..length]) : throw new SerializationException($"{Manifest} is damaged: its checksum is {found:x8}, and {written:x8} was written");
    }
}
