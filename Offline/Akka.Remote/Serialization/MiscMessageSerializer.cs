using Akka.Actor;
using Akka.Remote.Transport;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>The messages that every system understands: identities, references, ends, and the heartbeats of watches.</summary>
public sealed class MiscMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string IdentifyManifest = "ID";
    private const string ActorIdentityManifest = "AID";
    private const string ActorRefManifest = "AR";
    private const string PoisonPillManifest = "PP";
    private const string KillManifest = "K";
    private const string FailureManifest = "STF";
    private const string SuccessManifest = "STS";
    private const string HeartbeatManifest = "RWHB";
    private const string HeartbeatRspManifest = "RWHR";

    /// <exception cref="ArgumentException">It is none of these messages.</exception>
    public override string Manifest(object obj) => obj switch
    {
        Identify => IdentifyManifest,
        ActorIdentity => ActorIdentityManifest,
        IActorRef => ActorRefManifest,
        PoisonPill => PoisonPillManifest,
        Kill => KillManifest,
        Status.Failure => FailureManifest,
        Status.Success => SuccessManifest,
        RemoteWatcher.Heartbeat => HeartbeatManifest,
        RemoteWatcher.HeartbeatRsp => HeartbeatRspManifest,
        _ => throw new ArgumentException($"Can't serialize object of type [{obj?.GetType()}]", nameof(obj)),
    };

    /// <exception cref="ArgumentException">It is none of these messages.</exception>
    public override byte[] ToBinary(object obj) => obj switch
    {
        PoisonPill or Kill or RemoteWatcher.Heartbeat => [],
        _ => WrappedPayloads.Bytes(writer => Write(writer, obj)),
    };

    /// <exception cref="ArgumentException">The manifest is unknown.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        var parser = new FrameParser(bytes);
        switch (manifest)
        {
            case IdentifyManifest:
                return new Identify(parser.Payload(system));
            case ActorIdentityManifest:
                var id = parser.Payload(system);
                return new ActorIdentity(id, parser.Reference(system));
            case ActorRefManifest:
                return parser.Reference(system) ?? ActorRefs.Nobody;
            case PoisonPillManifest:
                return PoisonPill.Instance;
            case KillManifest:
                return Kill.Instance;
            case FailureManifest:
                var cause = parser.Exception();
                return new Status.Failure(cause, parser.Payload(system));
            case SuccessManifest:
                return new Status.Success(parser.Payload(system));
            case HeartbeatManifest:
                return RemoteWatcher.Heartbeat.Instance;
            case HeartbeatRspManifest:
                return new RemoteWatcher.HeartbeatRsp(parser.Int32());
            default:
                throw new ArgumentException($"Unimplemented deserialization of message with manifest [{manifest}] in [{nameof(MiscMessageSerializer)}]", nameof(manifest));
        }
    }

    private void Write(FrameWriter writer, object message)
    {
        switch (message)
        {
            case Identify identify:
                writer.Payload(system, identify.MessageId);
                break;
            case ActorIdentity identity:
                writer.Payload(system, identity.MessageId);
                writer.Reference(identity.Subject);
                break;
            case IActorRef actor:
                writer.Reference(actor);
                break;
            case Status.Failure failure:
                writer.Exception(failure.Cause);
                writer.Payload(system, failure.State);
                break;
            case Status.Success success:
                writer.Payload(system, success.Status);
                break;
            case RemoteWatcher.HeartbeatRsp answer:
                writer.Int32(answer.AddressUid);
                break;
            default:
                throw new ArgumentException($"Can't serialize object of type [{message?.GetType()}]", nameof(message));
        }
    }
}
