using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Cluster.Tools.Singleton.Serialization;

/// <summary>What managers say to each other: manifests without bytes.</summary>
public class ClusterSingletonMessageSerializer : SerializerWithStringManifest
{
    public ClusterSingletonMessageSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <exception cref="ArgumentException">It is no message of a manager.</exception>
    public override string Manifest(object o) => o switch
    {
        HandOverToMe => "A",
        HandOverInProgress => "B",
        HandOverDone => "C",
        TakeOverFromMe => "D",
        _ => throw new ArgumentException($"Cannot serialize object of type [{o?.GetType()}] in [{GetType()}]", nameof(o)),
    };

    public override byte[] ToBinary(object obj)
    {
        Manifest(obj);
        return [];
    }

    /// <exception cref="SerializationException">The manifest is unknown, or there are bytes.</exception>
    public override object FromBinary(byte[] bytes, string manifest) => (bytes.Length, manifest) switch
    {
        (0, "A") => HandOverToMe.Instance,
        (0, "B") => HandOverInProgress.Instance,
        (0, "C") => HandOverDone.Instance,
        (0, "D") => TakeOverFromMe.Instance,
        _ => throw new SerializationException($"Unknown manifest [{manifest}] for [{GetType()}], or {bytes.Length} bytes where there are none"),
    };
}
