using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;

namespace AkkaDreamer.Actors.Serialization;

/// <summary>Reads numbered fields in the wire format of protocol buffers, in any order; a field that is not there is its type's zero. Throws <see cref="InvalidProtocolBufferException"/> for torn bytes.</summary>
public sealed class FieldReader
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> fields = [];

    /// <summary>The fields of a message.</summary>
    public FieldReader(ReadOnlyMemory<byte> message)
    {
        var input = new CodedInputStream(message.ToArray());
        while (input.ReadTag() is not 0 and var tag)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.Varint:
                    fields.Add((number, input.ReadUInt64(), default));
                    break;
                case WireFormat.WireType.Fixed64:
                    fields.Add((number, input.ReadFixed64(), default));
                    break;
                case WireFormat.WireType.LengthDelimited:
                    fields.Add((number, 0, input.ReadBytes().Memory));
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
    }

    /// <summary>An integer; 0 when it is not there.</summary>
    public long Int64(int field) => (long)Find(field).Value;

    /// <summary>An integer; 0 when it is not there. Throws <see cref="OverflowException"/> when it does not fit.</summary>
    public int Int32(int field) => checked((int)Int64(field));

    /// <summary>A truth value.</summary>
    public bool Bool(int field) => Int64(field) != 0;

    /// <summary>An integer, or null when it is not there.</summary>
    public long? Optional(int field) => Has(field) ? Int64(field) : null;

    /// <summary>64 bits.</summary>
    public ulong UInt64(int field) => Find(field).Value;

    /// <summary>A 64-bit floating-point number.</summary>
    public double Double(int field) => BitConverter.UInt64BitsToDouble(Find(field).Value);

    /// <summary>Text.</summary>
    public string Text(int field) => Encoding.UTF8.GetString(Find(field).Bytes.Span);

    /// <summary>Bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int field) => Find(field).Bytes.Span;

    /// <summary>An array of numbers from its memory.</summary>
    public T[] Array<T>(int field)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes(field)).ToArray();

    /// <summary>Packed integers.</summary>
    public long[] Int64s(int field)
    {
        var input = new CodedInputStream(Find(field).Bytes.ToArray());
        var values = new List<long>();
        while (!input.IsAtEnd) values.Add(input.ReadInt64());
        return [.. values];
    }

    /// <summary>True when the field is there.</summary>
    public bool Has(int field) => fields.Exists(there => there.Number == field);

    /// <summary>The message in a field; one without fields when it is not there.</summary>
    public FieldReader Message(int field) => new(Find(field).Bytes);

    /// <summary>Every message in a repeated field, in order.</summary>
    public IEnumerable<FieldReader> Messages(int field) => fields.Where(there => there.Number == field).Select(there => new FieldReader(there.Bytes));

    private (int Number, ulong Value, ReadOnlyMemory<byte> Bytes) Find(int field) => fields.Find(there => there.Number == field);
}
