using Akka.Actor;

namespace Akka.Util;

/// <summary>What stands for an <see cref="ISurrogated"/> object in serialized form.</summary>
public interface ISurrogate
{
    ISurrogated FromSurrogate(ActorSystem system);
}

/// <summary>An object that is serialized as something else.</summary>
public interface ISurrogated
{
    ISurrogate ToSurrogate(ActorSystem system);
}
