using Akka.Actor;

namespace Akka.Remote;

/// <summary>A provider whose references reach other systems.</summary>
public interface IRemoteActorRefProvider : IActorRefProvider
{
    /// <summary>What is at /remote.</summary>
    IInternalActorRef RemoteDaemon { get; }

    IActorRef RemoteWatcher { get; }

    RemoteTransport Transport { get; }

    RemoteSettings RemoteSettings { get; }

    /// <summary>Whether this system can be reached at <paramref name="address"/>, from outside or from inside.</summary>
    bool HasAddress(Address address);

    /// <summary>The reference for a path in a message that came in at <paramref name="localAddress"/>.</summary>
    IInternalActorRef ResolveActorRefWithLocalAddress(string path, Address localAddress);

    IActorRef InternalResolveActorRef(string path);

    /// <inheritdoc cref="RemoteTransport.Quarantine"/>
    void Quarantine(Address address, int? uid);
}
