using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Transport;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>Watches, news of ends, and the commands to stop, suspend, resume and restart.</summary>
public sealed class SystemMessageSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override bool IncludeManifest => true;

    /// <exception cref="ArgumentException">It is a system message that never leaves its process.</exception>
    public override byte[] ToBinary(object obj) => WrappedPayloads.Bytes(writer =>
    {
        switch (obj)
        {
            case Watch watch:
                writer.Reference(watch.Watchee);
                writer.Reference(watch.Watcher);
                break;
            case Unwatch unwatch:
                writer.Reference(unwatch.Watchee);
                writer.Reference(unwatch.Watcher);
                break;
            case DeathWatchNotification gone:
                writer.Reference(gone.Actor);
                writer.Byte((byte)((gone.ExistenceConfirmed ? 1 : 0) | (gone.AddressTerminated ? 2 : 0)));
                break;
            case Terminate or Suspend:
                break;
            case Resume resume:
                writer.Exception(resume.CausedByFailure);
                break;
            case Recreate recreate:
                writer.Exception(recreate.Cause);
                break;
            default:
                throw new ArgumentException($"Cannot serialize object of type [{obj?.GetType()}]", nameof(obj));
        }
    });

    /// <exception cref="ArgumentException">It is another class.</exception>
    public override object FromBinary(byte[] bytes, Type type)
    {
        var parser = new FrameParser(bytes);
        if (type == typeof(Watch))
        {
            var watchee = Required(parser.Reference(system));
            return new Watch(watchee, Required(parser.Reference(system)));
        }

        if (type == typeof(Unwatch))
        {
            var watchee = Required(parser.Reference(system));
            return new Unwatch(watchee, Required(parser.Reference(system)));
        }

        if (type == typeof(DeathWatchNotification))
        {
            var gone = Required(parser.Reference(system));
            var flags = parser.Byte();
            return new DeathWatchNotification(gone, (flags & 1) != 0, (flags & 2) != 0);
        }

        if (type == typeof(Terminate)) return new Terminate();
        if (type == typeof(Suspend)) return new Suspend();
        if (type == typeof(Resume)) return new Resume(parser.Exception());
        if (type == typeof(Recreate)) return new Recreate(parser.Exception());
        throw new ArgumentException($"Unimplemented deserialization of message with manifest [{type}] in [{nameof(SystemMessageSerializer)}]", nameof(type));
    }

    private static IInternalActorRef Required(IActorRef actor) => actor as IInternalActorRef ?? throw WrappedPayloads.Malformed();
}
