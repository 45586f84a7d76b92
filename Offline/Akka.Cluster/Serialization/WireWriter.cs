using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Akka.Actor;

namespace Akka.Cluster.Serialization;

/// <summary>Writes the cluster's messages: numbers in as many bytes as they need, texts with their length before them.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>Not negative.</summary>
    public void Count(int value) => Unsigned((ulong)value);

    public void Number(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    public void Fixed(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
    }

    public void Flag(bool value) => Unsigned(value ? 1u : 0u);

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Count(length);
        Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length));
        _bytes.Advance(length);
    }

    public void Bytes(byte[] value)
    {
        Count(value.Length);
        _bytes.Write(value);
    }

    public void Address(Address value)
    {
        Text(value.Protocol);
        Text(value.System);
        Text(value.Host ?? "");
        Count(value.Port ?? 0);
    }

    public void Node(UniqueAddress value)
    {
        Address(value.Address);
        Fixed(value.Uid);
    }

    public void List<T>(IReadOnlyCollection<T> values, Action<T> write)
    {
        Count(values.Count);
        foreach (var value in values) write(value);
    }

    private void Unsigned(ulong value)
    {
        var span = _bytes.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7) span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
