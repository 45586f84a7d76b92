using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>To the mediator: this actor can be reached by its path. Ends with the actor.</summary>
public sealed class Put : IEquatable<Put>
{
    public Put(IActorRef @ref) => Ref = @ref;

    /// <summary>An actor of the mediator's node.</summary>
    public IActorRef Ref { get; }

    public bool Equals(Put other) => other is not null && Equals(Ref, other.Ref);

    public override bool Equals(object obj) => Equals(obj as Put);

    public override int GetHashCode() => HashCode.Combine(Ref);

    public override string ToString() => $"Put<ref:{Ref}>";
}

/// <summary>To the mediator: no longer.</summary>
public sealed class Remove : IEquatable<Remove>
{
    public Remove(string path) => Path = path;

    /// <summary>Without an address.</summary>
    public string Path { get; }

    public bool Equals(Remove other) => other is not null && Path == other.Path;

    public override bool Equals(object obj) => Equals(obj as Remove);

    public override int GetHashCode() => HashCode.Combine(Path);

    public override string ToString() => $"Remove<path:{Path}>";
}

/// <summary>To the mediator: to all that have subscribed to a topic, or to one of each group.</summary>
public sealed class Publish : IDistributedPubSubMessage, IEquatable<Publish>, IWrappedMessage
{
    public Publish(string topic, object message, bool sendOneMessageToEachGroup = false)
    {
        Topic = topic;
        Message = message;
        SendOneMessageToEachGroup = sendOneMessageToEachGroup;
    }

    public string Topic { get; }

    public object Message { get; }

    public bool SendOneMessageToEachGroup { get; }

    public bool Equals(Publish other) => other is not null
        && Topic == other.Topic && SendOneMessageToEachGroup == other.SendOneMessageToEachGroup && Equals(Message, other.Message);

    public override bool Equals(object obj) => Equals(obj as Publish);

    public override int GetHashCode() => HashCode.Combine(Topic, Message, SendOneMessageToEachGroup);

    public override string ToString() => $"Publish<topic:{Topic}, sendOneToEachGroup:{SendOneMessageToEachGroup}, message:{Message}>";
}

/// <summary>To the mediator: to one actor that can be reached by this path, on whatever node.</summary>
public sealed class Send : IDistributedPubSubMessage, IEquatable<Send>, IWrappedMessage
{
    public Send(string path, object message, bool localAffinity = false)
    {
        Path = path;
        Message = message;
        LocalAffinity = localAffinity;
    }

    public string Path { get; }

    public object Message { get; }

    /// <summary>To that of this node, if there is one.</summary>
    public bool LocalAffinity { get; }

    public bool Equals(Send other) => other is not null
        && Path == other.Path && LocalAffinity == other.LocalAffinity && Equals(Message, other.Message);

    public override bool Equals(object obj) => Equals(obj as Send);

    public override int GetHashCode() => HashCode.Combine(Path, Message, LocalAffinity);

    public override string ToString() => $"Send<path:{Path}, localAffinity:{LocalAffinity}, message:{Message}>";
}

/// <summary>To the mediator: to all actors that can be reached by this path, one on each node.</summary>
public sealed class SendToAll : IDistributedPubSubMessage, IEquatable<SendToAll>, IWrappedMessage
{
    public SendToAll(string path, object message, bool excludeSelf = false)
    {
        Path = path;
        Message = message;
        ExcludeSelf = excludeSelf;
    }

    public string Path { get; }

    public object Message { get; }

    /// <summary>Not to that of this node.</summary>
    public bool ExcludeSelf { get; }

    public bool Equals(SendToAll other) => other is not null
        && ExcludeSelf == other.ExcludeSelf && Path == other.Path && Equals(Message, other.Message);

    public override bool Equals(object obj) => Equals(obj as SendToAll);

    public override int GetHashCode() => HashCode.Combine(Path, Message, ExcludeSelf);

    public override string ToString() => $"SendToAll<path:{Path}, excludeSelf:{ExcludeSelf}, message:{Message}>";
}
