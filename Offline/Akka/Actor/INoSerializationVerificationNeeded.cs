namespace Akka.Actor;

/// <summary>Never leaves the process, so serialize-messages does not check it.</summary>
public interface INoSerializationVerificationNeeded;

/// <summary>Could harm an actor that does not expect it.</summary>
public interface IPossiblyHarmful;

/// <summary>Does not count as activity for the receive timeout.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>An actor whose handled messages are logged when akka.actor.debug.receive is on.</summary>
public interface ILogReceive;

/// <summary>A message that holds another.</summary>
public interface IWrappedMessage
{
    object Message { get; }
}

/// <summary>Takes wrappers off.</summary>
public static class WrappedMessage
{
    public static object Unwrap(object message)
    {
        while (message is IWrappedMessage wrapped) message = wrapped.Message;
        return message;
    }
}
