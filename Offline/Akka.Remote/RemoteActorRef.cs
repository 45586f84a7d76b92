using System.Text;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Remote;

/// <summary>A reference to an actor of another system.</summary>
public interface IRemoteRef : IActorRefScope;

/// <summary>The reference to an actor of another system: messages go over the network, watches through the <see cref="RemoteWatcher"/>.</summary>
public class RemoteActorRef : InternalActorRefBase, IRemoteRef
{
    private readonly IInternalActorRef _parent;
    private byte[] _wirePath;

    /// <exception cref="ArgumentException">The path is local.</exception>
    public RemoteActorRef(RemoteTransport remote, Address localAddressToUse, ActorPath path, IInternalActorRef parent, Props props, Deploy deploy)
    {
        Remote = remote;
        LocalAddressToUse = localAddressToUse;
        Path = path;
        _parent = parent;
        if (path.Address.HasLocalScope) throw new ArgumentException($"Unexpected local address in RemoteActorRef [{path}]", nameof(path));
    }

    /// <summary>Under which the other system knows this one.</summary>
    public Address LocalAddressToUse { get; }

    public override ActorPath Path { get; }

    public override IInternalActorRef Parent => _parent;

    public override IActorRefProvider Provider => Remote.Provider;

    public override bool IsLocal => false;

    public override bool IsTerminated => false; // only a watch can tell

    internal RemoteTransport Remote { get; }

    /// <summary>The path as it goes into every frame.</summary>
    internal byte[] WirePath => _wirePath ??= Encoding.UTF8.GetBytes(Path.ToSerializationFormat());

    private IRemoteActorRefProvider RemoteProvider => Remote.Provider;

    public override IActorRef GetChild(IReadOnlyList<string> name) => (name.Count == 0 ? null : name[0]) switch
    {
        null => this,
        ".." => Parent.GetChild(name.Skip(1).ToArray()),
        _ => new RemoteActorRef(Remote, LocalAddressToUse, Path / name, ActorRefs.Nobody, Props.None, Deploy.None),
    };

    public override void Start()
    {
        // nothing is deployed over the network
    }

    public override void Stop() => SendSystemMessage(new Terminate());

    public override void Suspend() => SendSystemMessage(new Suspend());

    public override void Resume(Exception causedByFailure = null) => SendSystemMessage(new Resume(causedByFailure));

    public override void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    /// <summary>Whether a watch of this reference is for the remote watcher, which then watches itself.</summary>
    public bool IsWatchIntercepted(IActorRef watchee, IActorRef watcher) => !watcher.Equals(RemoteProvider.RemoteWatcher) && watchee.Equals(this);

    public override void SendSystemMessage(ISystemMessage message)
    {
        try
        {
            switch (message)
            {
                case Watch watch when IsWatchIntercepted(watch.Watchee, watch.Watcher):
                    RemoteProvider.RemoteWatcher.Tell(new RemoteWatcher.WatchRemote(watch.Watchee, watch.Watcher), ActorRefs.NoSender);
                    break;
                case Unwatch unwatch when IsWatchIntercepted(unwatch.Watchee, unwatch.Watcher):
                    RemoteProvider.RemoteWatcher.Tell(new RemoteWatcher.UnwatchRemote(unwatch.Watchee, unwatch.Watcher), ActorRefs.NoSender);
                    break;
                default:
                    Remote.Send(message, null, this);
                    break;
            }
        }
        catch (Exception e)
        {
            SwallowedWhileSending(e);
        }
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is null) throw new InvalidMessageException("Message is null.");
        try
        {
            Remote.Send(message, sender, this);
        }
        catch (Exception e)
        {
            SwallowedWhileSending(e);
        }
    }

    private void SwallowedWhileSending(Exception e) =>
        Remote.System.EventStream.Publish(new Error(e, Path.ToString(), GetType(), "swallowing exception during message send"));
}
