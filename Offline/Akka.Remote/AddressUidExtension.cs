using Akka.Actor;

namespace Akka.Remote;

/// <summary>Makes and finds the <see cref="AddressUid"/> of a system.</summary>
public class AddressUidExtension : ExtensionIdProvider<AddressUid>
{
    public static int Uid(ActorSystem system) => system.WithExtension<AddressUid, AddressUidExtension>().Uid;

    public override AddressUid CreateExtension(ExtendedActorSystem system) => new();
}

/// <summary>Tells incarnations of systems at one address apart.</summary>
public class AddressUid : IExtension
{
    public readonly int Uid = Random.Shared.Next();
}
