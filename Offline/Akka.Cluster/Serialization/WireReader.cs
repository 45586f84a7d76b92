using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;

namespace Akka.Cluster.Serialization;

/// <summary>
/// Reads what <see cref="WireWriter"/> wrote. Nothing is believed: no list is longer than the bytes that are left, no text longer than <see cref="LongestText"/>, and what does not fit is a
/// <see cref="SerializationException"/>.
/// </summary>
internal sealed class WireReader(byte[] bytes)
{
    /// <summary>Of names and addresses, in bytes.</summary>
    public const int LongestText = 4096;

    private int _position;

    private int Left => bytes.Length - _position;

    public int Count() => Unsigned() is var value && value <= int.MaxValue ? (int)value : throw Malformed("a number is too large");

    public long Number() => Unsigned() is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;

    public int Fixed() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public bool Flag() => Count() switch
    {
        0 => false,
        1 => true,
        _ => throw Malformed("a flag is neither 0 nor 1"),
    };

    public string Text(int longest = LongestText)
    {
        var length = Count();
        if (length > longest) throw Malformed("a text is too long");
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Take(length));
        }
        catch (DecoderFallbackException)
        {
            throw Malformed("a text is no UTF-8");
        }
    }

    public byte[] Bytes() => Take(Count()).ToArray();

    public Address Address()
    {
        var (protocol, system, host, port) = (Text(), Text(), Text(), Count());
        if (port > ushort.MaxValue) throw Malformed("a port is too large");
        return host.Length == 0 ? new Address(protocol, system) : new Address(protocol, system, host, port);
    }

    public UniqueAddress Node() => new(Address(), Fixed());

    public ImmutableList<T> List<T>(Func<T> read)
    {
        var count = Count();
        if (count > Left) throw Malformed("a list is longer than the message");
        var values = ImmutableList.CreateBuilder<T>();
        for (var i = 0; i < count; i++) values.Add(read());
        return values.ToImmutable();
    }

    /// <summary>An entry of a list before it.</summary>
    public T Of<T>(IReadOnlyList<T> values) => Count() is var index && index < values.Count ? values[index] : throw Malformed("an index points nowhere");

    /// <summary>Nothing may be left over.</summary>
    public T End<T>(T value) => Left == 0 ? value : throw Malformed("something is left over");

    public static SerializationException Malformed(string why) => new($"Malformed message of the cluster: {why}");

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > Left) throw Malformed("it ends too early");
        _position += length;
        return bytes.AsSpan(_position - length, length);
    }

    private ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }

        throw Malformed("a number is too long");
    }
}
