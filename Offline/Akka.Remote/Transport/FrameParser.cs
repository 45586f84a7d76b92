using System.Buffers.Binary;
using System.Text;
using Akka.Actor;

namespace Akka.Remote.Transport;

/// <summary>Reads the body of a frame. Everything comes from outside: each step says whether there was what it wanted, and nothing throws.</summary>
internal ref struct FrameParser(ReadOnlySpan<byte> frame)
{
    private ReadOnlySpan<byte> _rest = frame;

    /// <summary>Nothing is left over.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    public bool Header(out FrameKind kind)
    {
        var read = Byte(out var version) & Byte(out var number);
        kind = (FrameKind)number;
        return read && version == FrameWriter.Version;
    }

    public bool Byte(out byte value)
    {
        value = _rest.IsEmpty ? (byte)0 : _rest[0];
        return Skip(1);
    }

    public bool Int32(out int value)
    {
        BinaryPrimitives.TryReadInt32LittleEndian(_rest, out value);
        return Skip(4);
    }

    public bool Int64(out long value)
    {
        BinaryPrimitives.TryReadInt64LittleEndian(_rest, out value);
        return Skip(8);
    }

    public bool Bytes(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!Int32(out var size) || size < 0 || size > _rest.Length) return false;
        value = _rest[..size];
        _rest = _rest[size..];
        return true;
    }

    /// <summary>The body of <see cref="FrameKind.Associate"/>.</summary>
    public bool Associate(out Address origin, out int uid, out long stream)
    {
        origin = null;
        (uid, stream) = (0, 0);
        return Int32(out var magic) && magic == FrameWriter.Magic && Int32(out uid) && Int64(out stream) && Bytes(out var text) && AtEnd
            && Address.TryParse(Encoding.UTF8.GetString(text), out origin) && origin.HasGlobalScope;
    }

    /// <summary>The body of <see cref="FrameKind.Ack"/>: the last number of an unbroken row, and the gaps after it.</summary>
    public bool Ack(out long last, out List<long> missing)
    {
        missing = [];
        if (!Int64(out last) || !Int32(out var count) || count < 0 || count > _rest.Length / 8) return false;
        for (var i = 0; i < count; i++)
        {
            Int64(out var number);
            missing.Add(number);
        }

        return AtEnd;
    }

    /// <summary>The body of <see cref="FrameKind.Message"/>.</summary>
    public bool Message(out InboundMessage message)
    {
        message = default;
        if (!Int64(out message.Number) || !Bytes(out message.Recipient) || !Bytes(out message.Sender)
            || !Int32(out message.SerializerId) || !Bytes(out message.Manifest)) return false;
        message.Payload = _rest;
        return true;
    }

    private bool Skip(int size)
    {
        var there = _rest.Length >= size;
        _rest = there ? _rest[size..] : default;
        return there;
    }
}

/// <summary>A message as it is in the buffer that it was read into.</summary>
internal ref struct InboundMessage
{
    /// <summary>Of an ordinary message, which is not acknowledged.</summary>
    public const long NoNumber = -1;

    public long Number;
    public ReadOnlySpan<byte> Recipient;
    public ReadOnlySpan<byte> Sender; // empty for none
    public int SerializerId;
    public ReadOnlySpan<byte> Manifest;
    public ReadOnlySpan<byte> Payload;
}
