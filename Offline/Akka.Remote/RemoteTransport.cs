using Akka.Actor;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Sends messages to other systems and takes theirs.</summary>
public abstract class RemoteTransport
{
    protected RemoteTransport(ExtendedActorSystem system, RemoteActorRefProvider provider)
    {
        System = system;
        Provider = provider;
    }

    public ExtendedActorSystem System { get; }

    public RemoteActorRefProvider Provider { get; }

    /// <summary>Under which this system can be reached.</summary>
    public abstract ISet<Address> Addresses { get; }

    public abstract Address DefaultAddress { get; }

    public bool logRemoteLifeCycleEvents { get; protected set; }

    public ILoggingAdapter Log { get; protected set; }

    protected bool UseUntrustedMode { get; set; }

    /// <summary>Listens; the addresses are known afterwards.</summary>
    public abstract void Start();

    /// <summary>Sends what is waiting and closes everything.</summary>
    public abstract Task Shutdown();

    public abstract void Send(object message, IActorRef sender, RemoteActorRef recipient);

    public abstract Task<bool> ManagementCommand(object cmd);

    public abstract Task<bool> ManagementCommand(object cmd, CancellationToken cancellationToken);

    /// <summary>The address under which <paramref name="remote"/> knows this system.</summary>
    /// <exception cref="RemoteTransportException">No transport speaks the protocol of <paramref name="remote"/>.</exception>
    public abstract Address LocalAddressForRemote(Address remote);

    /// <summary>Gives up an incarnation of another system for good; without a uid, ends the connection and tries nothing for a while.</summary>
    public abstract void Quarantine(Address address, int? uid);
}

/// <summary>Remoting cannot start, or is asked for something it cannot do.</summary>
public class RemoteTransportException(string message, Exception cause = null) : AkkaException(message, cause);
