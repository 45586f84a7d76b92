using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Serialization;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Akka.Serialization;
using Status = Akka.Cluster.Tools.PublishSubscribe.Internal.Status;

namespace Akka.Cluster.Tools.PublishSubscribe.Serialization;

/// <summary>What goes between mediators. What is published goes through the serializer that is bound to it.</summary>
public class DistributedPubSubMessageSerializer : SerializerWithStringManifest
{
    private const int LongestPath = 16 * 1024;

    public DistributedPubSubMessageSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <exception cref="ArgumentException">It is no message of a mediator.</exception>
    public override string Manifest(object o) => o switch
    {
        Status => "A",
        Delta => "B",
        Send => "C",
        SendToAll => "D",
        Publish => "E",
        SendToOneSubscriber => "F",
        _ => throw new ArgumentException($"Can't serialize object of type [{o?.GetType()}] in [{GetType()}]", nameof(o)),
    };

    public override byte[] ToBinary(object obj)
    {
        var to = new WireWriter();
        switch (obj)
        {
            case Status status:
                to.Flag(status.IsReplyToStatus);
                to.List(status.Versions, entry =>
                {
                    to.Address(entry.Key);
                    to.Number(entry.Value);
                });
                break;
            case Delta delta:
                to.List(delta.Buckets, bucket =>
                {
                    to.Address(bucket.Owner);
                    to.Number(bucket.Version);
                    to.List(bucket.Content, entry =>
                    {
                        to.Text(entry.Key);
                        to.Number(entry.Value.Version);
                        to.Text(entry.Value.Ref is { } actor ? Akka.Serialization.Serialization.SerializedActorPath(actor) : "");
                    });
                });
                break;
            case Send send:
                to.Text(send.Path);
                to.Flag(send.LocalAffinity);
                WritePayload(to, send.Message);
                break;
            case SendToAll send:
                to.Text(send.Path);
                to.Flag(send.ExcludeSelf);
                WritePayload(to, send.Message);
                break;
            case Publish publish:
                to.Text(publish.Topic);
                to.Flag(publish.SendOneMessageToEachGroup);
                WritePayload(to, publish.Message);
                break;
            case SendToOneSubscriber one:
                WritePayload(to, one.Message);
                break;
            default:
                throw new ArgumentException($"Can't serialize object of type [{obj?.GetType()}] in [{GetType()}]", nameof(obj));
        }

        return to.ToArray();
    }

    /// <exception cref="SerializationException">The manifest is unknown, or the bytes are not what it says.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        var from = new WireReader(bytes);
        switch (manifest)
        {
            case "A":
                var isReply = from.Flag();
                return from.End(new Status(
                    ImmutableDictionary<Address, long>.Empty.SetItems(from.List(() => KeyValuePair.Create(from.Address(), from.Number()))), isReply));
            case "B":
                return from.End(new Delta(from.List(() => new Bucket(
                    from.Address(),
                    from.Number(),
                    ImmutableDictionary<string, Registration>.Empty.SetItems(from.List(() => KeyValuePair.Create(from.Text(LongestPath), ReadRegistration(from))))))));
            case "C":
                var (path, affinity) = (from.Text(LongestPath), from.Flag());
                return from.End(new Send(path, ReadPayload(from), affinity));
            case "D":
                var (all, exclude) = (from.Text(LongestPath), from.Flag());
                return from.End(new SendToAll(all, ReadPayload(from), exclude));
            case "E":
                var (topic, oneOfEach) = (from.Text(LongestPath), from.Flag());
                return from.End(new Publish(topic, ReadPayload(from), oneOfEach));
            case "F":
                return from.End(new SendToOneSubscriber(ReadPayload(from)));
            default:
                throw new SerializationException($"Unknown manifest [{manifest}] for [{GetType()}]");
        }
    }

    private Registration ReadRegistration(WireReader from)
    {
        var (version, path) = (from.Number(), from.Text(LongestPath));
        return new Registration(version, path.Length == 0 ? null : system.Provider.ResolveActorRef(path));
    }

    private void WritePayload(WireWriter to, object payload)
    {
        var serializer = system.Serialization.FindSerializerFor(payload);
        to.Number(serializer.Identifier);
        to.Text(Akka.Serialization.Serialization.ManifestFor(serializer, payload));
        to.Bytes(serializer.ToBinary(payload));
    }

    private object ReadPayload(WireReader from)
    {
        var (id, manifest, bytes) = (from.Number(), from.Text(LongestPath), from.Bytes());
        return system.Serialization.Deserialize(bytes, (int)id, manifest);
    }
}
