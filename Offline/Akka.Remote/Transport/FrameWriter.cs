using System.Buffers.Binary;
using System.Text;
using Akka.Actor;

namespace Akka.Remote.Transport;

/// <summary>
/// Frames one after the other in one buffer: length of the rest (4 bytes, little endian), version (1), kind (1), body. Within a body, byte strings have their length
/// (4 bytes) before them.
/// </summary>
internal sealed class FrameWriter(int capacity)
{
    /// <summary>Before version and kind.</summary>
    public const int LengthSize = 4;

    public const byte Version = 1;

    /// <summary>"AKDR": the first four bytes of the body of the first frame.</summary>
    public const int Magic = 0x52444B41;

    private byte[] _buffer = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    /// <summary>A frame of two bytes.</summary>
    public static byte[] Heartbeat { get; } = Make(FrameKind.Heartbeat, static _ => { });

    public static byte[] Make(FrameKind kind, Action<FrameWriter> body)
    {
        var writer = new FrameWriter(64);
        var start = writer.Begin(kind);
        body(writer);
        writer.End(start);
        return writer.Written.ToArray();
    }

    /// <param name="local">Who is here.</param>
    /// <param name="uid">In which incarnation.</param>
    /// <param name="stream">Names the numbering of this side's system messages.</param>
    public static byte[] Associate(Address local, int uid, long stream) => Make(FrameKind.Associate, writer =>
    {
        writer.Int32(Magic);
        writer.Int32(uid);
        writer.Int64(stream);
        writer.Text(local.ToString());
    });

    public static byte[] Disassociate(DisassociateInfo reason) => Make(FrameKind.Disassociate, writer => writer.Byte((byte)reason));

    public void Clear()
    {
        Length = 0;
        if (_buffer.Length > capacity * 4) _buffer = new byte[capacity]; // one large frame must not stay in memory for ever
    }

    /// <summary>Opens a frame; returns what <see cref="End"/> or <see cref="Abort"/> want.</summary>
    public int Begin(FrameKind kind)
    {
        var start = Length;
        Take(LengthSize);
        Byte(Version);
        Byte((byte)kind);
        return start;
    }

    /// <summary>The size of the open frame without its length.</summary>
    public int Size(int start) => Length - start - LengthSize;

    public void End(int start) => BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(start), Size(start));

    public void Abort(int start) => Length = start;

    public void Byte(byte value) => Take(1)[0] = value;

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Int32(value.Length);
        value.CopyTo(Take(value.Length));
    }

    /// <summary>What fills the frame to its end, without a length.</summary>
    public void Rest(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    public void Text(string value)
    {
        var size = Encoding.UTF8.GetByteCount(value);
        Int32(size);
        Encoding.UTF8.GetBytes(value, Take(size));
    }

    private Span<byte> Take(int size)
    {
        if (size > _buffer.Length - Length) Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max((long)_buffer.Length * 2, (long)Length + size)));
        var taken = _buffer.AsSpan(Length, size);
        Length += size;
        return taken;
    }
}
