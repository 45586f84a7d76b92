using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>To the mediator of its node: this actor wants what is published on a topic. Answered by <see cref="SubscribeAck"/>; ends with the actor.</summary>
public sealed class Subscribe : IEquatable<Subscribe>
{
    /// <exception cref="ArgumentException">No topic.</exception>
    public Subscribe(string topic, IActorRef @ref, string @group = null)
    {
        if (string.IsNullOrEmpty(topic)) throw new ArgumentException("topic must be defined");
        Topic = topic;
        Group = group;
        Ref = @ref;
    }

    public string Topic { get; }

    /// <summary>One of each group gets what is sent to one of each group; null: none.</summary>
    public string Group { get; }

    public IActorRef Ref { get; }

    public bool Equals(Subscribe other) => other is not null && Topic == other.Topic && Group == other.Group && Equals(Ref, other.Ref);

    public override bool Equals(object obj) => Equals(obj as Subscribe);

    public override int GetHashCode() => HashCode.Combine(Topic, Group, Ref);

    public override string ToString() => $"Subscribe<topic:{Topic}, group:{Group}, ref:{Ref}>";
}

/// <summary>To the mediator of its node: no longer. Answered by <see cref="UnsubscribeAck"/>.</summary>
public sealed class Unsubscribe : IEquatable<Unsubscribe>
{
    /// <exception cref="ArgumentException">No topic.</exception>
    public Unsubscribe(string topic, IActorRef @ref, string @group = null)
    {
        if (string.IsNullOrEmpty(topic)) throw new ArgumentException("topic must be defined");
        Topic = topic;
        Group = group;
        Ref = @ref;
    }

    public string Topic { get; }

    public string Group { get; }

    public IActorRef Ref { get; }

    public bool Equals(Unsubscribe other) => other is not null && Topic == other.Topic && Group == other.Group && Equals(Ref, other.Ref);

    public override bool Equals(object obj) => Equals(obj as Unsubscribe);

    public override int GetHashCode() => HashCode.Combine(Topic, Group, Ref);

    public override string ToString() => $"Unsubscribe<topic:{Topic}, group:{Group}, ref:{Ref}>";
}

/// <summary>The mediator's answer to <see cref="PublishSubscribe.Subscribe"/>: from now on, on this node; on others when they have heard of it.</summary>
public sealed class SubscribeAck : IEquatable<SubscribeAck>, IDeadLetterSuppression
{
    public SubscribeAck(Subscribe subscribe) => Subscribe = subscribe;

    public Subscribe Subscribe { get; }

    public bool Equals(SubscribeAck other) => other is not null && Equals(Subscribe, other.Subscribe);

    public override bool Equals(object obj) => Equals(obj as SubscribeAck);

    public override int GetHashCode() => HashCode.Combine(Subscribe);

    public override string ToString() => $"SubscribeAck<{Subscribe}>";
}

/// <summary>The mediator's answer to <see cref="PublishSubscribe.Unsubscribe"/>.</summary>
public sealed class UnsubscribeAck : IEquatable<UnsubscribeAck>
{
    public UnsubscribeAck(Unsubscribe unsubscribe) => Unsubscribe = unsubscribe;

    public Unsubscribe Unsubscribe { get; }

    public bool Equals(UnsubscribeAck other) => other is not null && Equals(Unsubscribe, other.Unsubscribe);

    public override bool Equals(object obj) => Equals(obj as UnsubscribeAck);

    public override int GetHashCode() => HashCode.Combine(Unsubscribe);

    public override string ToString() => $"UnsubscribeAck<{Unsubscribe}>";
}

/// <summary>To the mediator: which topics are there? Answered by <see cref="CurrentTopics"/>.</summary>
public sealed class GetTopics
{
    private GetTopics()
    {
    }

    public static GetTopics Instance { get; } = new();
}
