using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Cluster.Serialization;

/// <summary>The cluster's messages between nodes. Each has a manifest of its own; there is none for anything else.</summary>
public class ClusterMessageSerializer : SerializerWithStringManifest
{
    public ClusterMessageSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <exception cref="ArgumentException">It is no message of the cluster.</exception>
    public override string Manifest(object o) => o switch
    {
        Heartbeat => "HB",
        HeartbeatRsp => "HBR",
        GossipEnvelope => "G",
        GossipStatus => "GS",
        InternalClusterAction.Join => "J",
        InternalClusterAction.Welcome => "W",
        InternalClusterAction.InitJoin => "IJ",
        InternalClusterAction.InitJoinAck => "IJA",
        InternalClusterAction.InitJoinNack => "IJN",
        InternalClusterAction.ExitingConfirmed => "EC",
        ClusterUserAction.Leave => "L",
        ClusterUserAction.Down => "D",
        _ => throw new ArgumentException($"Can't serialize object of type [{o.GetType()}] in [{GetType()}]", nameof(o)),
    };

    public override byte[] ToBinary(object obj)
    {
        var to = new WireWriter();
        switch (obj)
        {
            case Heartbeat heartbeat:
                to.Address(heartbeat.From);
                to.Number(heartbeat.SequenceNr);
                to.Number(heartbeat.CreationTimeNanos);
                break;
            case HeartbeatRsp answer:
                to.Node(answer.From);
                to.Number(answer.SequenceNr);
                to.Number(answer.CreationTimeNanos);
                break;
            case GossipEnvelope envelope:
                to.Node(envelope.From);
                to.Node(envelope.To);
                GossipWire.Write(to, envelope.Gossip);
                break;
            case GossipStatus status:
                to.Node(status.From);
                GossipWire.Write(to, status.Version);
                break;
            case InternalClusterAction.Join join:
                to.Node(join.Node);
                to.List(join.Roles, to.Text);
                to.Text(join.AppVersion.Version);
                break;
            case InternalClusterAction.Welcome welcome:
                to.Node(welcome.From);
                GossipWire.Write(to, welcome.Gossip);
                break;
            case InternalClusterAction.InitJoin:
                break;
            case InternalClusterAction.InitJoinAck ack:
                to.Address(ack.Address);
                break;
            case InternalClusterAction.InitJoinNack nack:
                to.Address(nack.Address);
                break;
            case InternalClusterAction.ExitingConfirmed confirmed:
                to.Node(confirmed.Address);
                break;
            case ClusterUserAction.Leave leave:
                to.Address(leave.Address);
                break;
            case ClusterUserAction.Down down:
                to.Address(down.Address);
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
        return from.End<object>(manifest switch
        {
            "HB" => new Heartbeat(from.Address(), from.Number(), from.Number()),
            "HBR" => new HeartbeatRsp(from.Node(), from.Number(), from.Number()),
            "G" => new GossipEnvelope(from.Node(), from.Node(), GossipWire.Read(from)),
            "GS" => new GossipStatus(from.Node(), GossipWire.ReadClock(from)),
            "J" => new InternalClusterAction.Join(from.Node(), [.. from.List(() => from.Text())], GossipWire.Version(from.Text())),
            "W" => new InternalClusterAction.Welcome(from.Node(), GossipWire.Read(from)),
            "IJ" => new InternalClusterAction.InitJoin(),
            "IJA" => new InternalClusterAction.InitJoinAck(from.Address()),
            "IJN" => new InternalClusterAction.InitJoinNack(from.Address()),
            "EC" => new InternalClusterAction.ExitingConfirmed(from.Node()),
            "L" => new ClusterUserAction.Leave(from.Address()),
            "D" => new ClusterUserAction.Down(from.Address()),
            _ => throw new SerializationException($"Unknown manifest [{manifest}] for [{GetType()}]"),
        });
    }
}
