using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Persistence.Serialization;

/// <summary>
/// A wrapped snapshot as the protocol buffer { 1: serializer id, 2: payload, 3: manifest }; the payload by the state's own serializer.
/// </summary>
public class PersistenceSnapshotSerializer : Serializer
{
    private const int IdTag = (1 << 3) | 0, PayloadTag = (2 << 3) | 2, ManifestTag = (3 << 3) | 2;

    public PersistenceSnapshotSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj)
    {
        if (obj is not Snapshot { Data: var state })
            throw new ArgumentException($"Can't serialize object of type [{obj.GetType()}] in [{GetType()}]");
        var serializer = system.Serialization.FindSerializerFor(state);
        var payload = Akka.Serialization.Serialization.WithTransport(system, (serializer, state), pair => pair.serializer.ToBinary(pair.state));
        var manifest = Encoding.UTF8.GetBytes(Akka.Serialization.Serialization.ManifestFor(serializer, state) ?? "");
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write7BitEncodedInt(IdTag);
        writer.Write7BitEncodedInt64(serializer.Identifier); // 64 bits: a negative id takes ten bytes in protocol buffers
        Write(writer, PayloadTag, payload);
        Write(writer, ManifestTag, manifest);
        return bytes.ToArray();
    }

    public override object FromBinary(byte[] bytes, Type type)
    {
        if (type != typeof(Snapshot))
            throw new ArgumentException($"Unimplemented deserialization of message with type [{type}] in [{GetType()}]");
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var id = 0;
        byte[] payload = [], manifest = [];
        while (reader.BaseStream.Position < bytes.Length)
        {
            switch (reader.Read7BitEncodedInt())
            {
                case IdTag: id = (int)reader.Read7BitEncodedInt64(); break;
                case PayloadTag: payload = Read(reader); break;
                case ManifestTag: manifest = Read(reader); break;
                case var unknown: throw new ArgumentException($"A snapshot has no protocol buffer field with tag {unknown}");
            }
        }
        return new Snapshot(system.Serialization.Deserialize(payload, id, Encoding.UTF8.GetString(manifest)));
    }

    private static void Write(BinaryWriter writer, int tag, byte[] value)
    {
        if (value.Length == 0)
            return;
        writer.Write7BitEncodedInt(tag);
        writer.Write7BitEncodedInt(value.Length);
        writer.Write(value);
    }

    private static byte[] Read(BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        var value = reader.ReadBytes(length);
        return value.Length == length ? value : throw new EndOfStreamException("The snapshot is cut off");
    }
}
