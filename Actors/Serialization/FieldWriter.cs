using System.Runtime.InteropServices;
using Google.Protobuf;

namespace AkkaDreamer.Actors.Serialization;

/// <summary>Writes numbered fields in the wire format of protocol buffers. A field that holds its type's zero is written too: what is in a journal should not depend on a default.</summary>
public sealed class FieldWriter
{
    private readonly MemoryStream bytes = new();
    private readonly CodedOutputStream output;

    /// <summary>A writer without fields.</summary>
    public FieldWriter() => output = new CodedOutputStream(bytes, leaveOpen: true);

    /// <summary>An integer (varint).</summary>
    public void Put(int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    /// <summary>A truth value.</summary>
    public void Put(int field, bool value) => Put(field, value ? 1 : 0);

    /// <summary>An integer, or no field.</summary>
    public void Put(int field, long? value)
    {
        if (value is { } there) Put(field, there);
    }

    /// <summary>64 bits (fixed).</summary>
    public void Put(int field, ulong value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed64);
        output.WriteFixed64(value);
    }

    /// <summary>A 64-bit floating-point number.</summary>
    public void Put(int field, double value) => Put(field, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Text in UTF-8.</summary>
    public void Put(int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    /// <summary>Bytes.</summary>
    public void Put(int field, ReadOnlySpan<byte> value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
    }

    /// <summary>The memory of an array of numbers, little-endian.</summary>
    public void PutArray<T>(int field, T[] values)
        where T : unmanaged => Put(field, MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>Integers, packed.</summary>
    public void Put(int field, IEnumerable<long> values)
    {
        var packed = new MemoryStream();
        using (var inner = new CodedOutputStream(packed, leaveOpen: true))
            foreach (var value in values) inner.WriteInt64(value);
        Put(field, packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    /// <summary>A message within the message.</summary>
    public void Put(int field, Action<FieldWriter> message)
    {
        var inner = new FieldWriter();
        message(inner);
        Put(field, inner.ToArray().AsSpan());
    }

    /// <summary>What was written.</summary>
    public byte[] ToArray()
    {
        output.Flush();
        return bytes.ToArray();
    }
}
