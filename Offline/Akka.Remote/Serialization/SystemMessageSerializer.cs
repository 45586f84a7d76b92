using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Transport;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>Watches, news of ends, and the commands to stop, suspend, resume and restart.</summary>
public sealed class SystemMessageSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private const byte WatchKind = 1;
    private const byte UnwatchKind = 2;
    private const byte DeathKind = 3;
    private const byte TerminateKind = 4;
    private const byte SuspendKind = 5;
    private const byte ResumeKind = 6;
    private const byte RecreateKind = 7;

    public override bool IncludeManifest => false;

    /// <exception cref="ArgumentException">It is a system message that never leaves its process.</exception>
    public override byte[] ToBinary(object obj) => WrappedPayloads.Bytes(writer =>
    {
        switch (obj)
        {
            case Watch watch:
                writer.Byte(WatchKind);
                writer.Reference(watch.Watchee);
                writer.Reference(watch.Watcher);
                break;
            case Unwatch unwatch:
                writer.Byte(UnwatchKind);
                writer.Reference(unwatch.Watchee);
                writer.Reference(unwatch.Watcher);
                break;
            case DeathWatchNotification gone:
                writer.Byte(DeathKind);
                writer.Reference(gone.Actor);
                writer.Byte((byte)((gone.ExistenceConfirmed ? 1 : 0) | (gone.AddressTerminated ? 2 : 0)));
                break;
            case Terminate:
                writer.Byte(TerminateKind);
                break;
            case Suspend:
                writer.Byte(SuspendKind);
                break;
            case Resume resume:
                writer.Byte(ResumeKind);
                writer.Exception(resume.CausedByFailure);
                break;
            case Recreate recreate:
                writer.Byte(RecreateKind);
                writer.Exception(recreate.Cause);
                break;
            default:
                throw new ArgumentException($"Cannot serialize object of type [{obj?.GetType()}]", nameof(obj));
        }
    });

    public override object FromBinary(byte[] bytes, Type type)
    {
        var parser = new FrameParser(bytes);
        switch (parser.Byte())
        {
            case WatchKind:
                var watchee = Required(parser.Reference(system));
                return new Watch(watchee, Required(parser.Reference(system)));
            case UnwatchKind:
                var unwatched = Required(parser.Reference(system));
                return new Unwatch(unwatched, Required(parser.Reference(system)));
            case DeathKind:
                var gone = Required(parser.Reference(system));
                var flags = parser.Byte();
                return new DeathWatchNotification(gone, (flags & 1) != 0, (flags & 2) != 0);
            case TerminateKind:
                return new Terminate();
            case SuspendKind:
                return new Suspend();
            case ResumeKind:
                return new Resume(parser.Exception());
            case RecreateKind:
                return new Recreate(parser.Exception());
            default:
                throw WrappedPayloads.Malformed();
        }
    }

    private static IInternalActorRef Required(IActorRef actor) => actor as IInternalActorRef ?? throw WrappedPayloads.Malformed();
}
