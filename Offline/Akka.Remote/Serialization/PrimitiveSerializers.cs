using System.Buffers.Binary;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>Text and whole numbers.</summary>
public sealed class PrimitiveSerializers : SerializerWithStringManifest
{
    private const string StringManifest = "S";
    private const string Int32Manifest = "I";
    private const string Int64Manifest = "L";

    /// <param name="system">Whose serializer it is.</param>
    /// <param name="config">Its settings: which names upstream gives the types, of which there is only one kind here.</param>
    public PrimitiveSerializers(ExtendedActorSystem system, Config config)
        : base(system)
    {
    }

    /// <exception cref="ArgumentException">It is something else.</exception>
    public override string Manifest(object obj) => obj switch
    {
        string => StringManifest,
        int => Int32Manifest,
        long => Int64Manifest,
        _ => throw Unknown(obj),
    };

    /// <exception cref="ArgumentException">It is something else.</exception>
    public override byte[] ToBinary(object obj)
    {
        switch (obj)
        {
            case string text:
                return Encoding.UTF8.GetBytes(text);
            case int number:
                var four = new byte[sizeof(int)];
                BinaryPrimitives.WriteInt32LittleEndian(four, number);
                return four;
            case long number:
                var eight = new byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(eight, number);
                return eight;
            default:
                throw Unknown(obj);
        }
    }

    /// <exception cref="ArgumentException">The manifest is unknown, or the bytes are too few.</exception>
    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        StringManifest => Encoding.UTF8.GetString(bytes),
        Int32Manifest when bytes.Length == sizeof(int) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        Int64Manifest when bytes.Length == sizeof(long) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => throw new ArgumentException($"Unimplemented deserialization of message with manifest [{manifest}] in [{nameof(PrimitiveSerializers)}]", nameof(manifest)),
    };

    private static ArgumentException Unknown(object o) => new($"Can't serialize object of type [{o?.GetType()}]", nameof(o));
}
