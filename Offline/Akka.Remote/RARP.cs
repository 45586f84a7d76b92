using Akka.Actor;

namespace Akka.Remote;

/// <summary>Finds the remote provider of a system.</summary>
internal sealed class RARP : ExtensionIdProvider<RARP>, IExtension
{
    public RARP()
    {
    }

    private RARP(IRemoteActorRefProvider provider) => Provider = provider;

    public IRemoteActorRefProvider Provider { get; }

    public static RARP For(ActorSystem system) => system.WithExtension<RARP, RARP>();

    public Props ConfigureDispatcher(Props props) => Provider.RemoteSettings.ConfigureDispatcher(props);

    public override RARP CreateExtension(ExtendedActorSystem system) => new((IRemoteActorRefProvider)system.Provider);
}

/// <summary>A message that does not wait behind others for its connection: heartbeats.</summary>
internal interface IPriorityMessage;
