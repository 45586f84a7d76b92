using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.MessageQueues;

namespace Akka.Dispatch;

/// <summary>At most mailbox-capacity messages wait; a sender waits mailbox-push-timeout-time, then its message is a dead letter.</summary>
public sealed class BoundedMailbox : MailboxType, IProducesMessageQueue<BoundedMessageQueue>, IProducesPushTimeoutSemanticsMailbox
{
    public BoundedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
        (Capacity, PushTimeout) = Bounds.Read<BoundedMailbox>(config);
    }

    public int Capacity { get; }

    public TimeSpan PushTimeout { get; }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new BoundedMessageQueue(Capacity, PushTimeout);
}

/// <summary>For actors that stash and whose senders may be kept waiting.</summary>
public class BoundedDequeBasedMailbox : MailboxType, IProducesMessageQueue<BoundedDequeMessageQueue>, IProducesPushTimeoutSemanticsMailbox
{
    public BoundedDequeBasedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
        (Capacity, PushTimeout) = Bounds.Read<BoundedDequeBasedMailbox>(config);
    }

    public int Capacity { get; }

    public TimeSpan PushTimeout { get; }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new BoundedDequeMessageQueue(Capacity, PushTimeout);
}

file static class Bounds
{
    public static (int Capacity, TimeSpan PushTimeout) Read<T>(Config config)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<T>();
        var capacity = config.GetInt("mailbox-capacity", 0);
        var timeout = config.GetTimeSpan("mailbox-push-timeout-time", TimeSpan.FromSeconds(-1));
        if (capacity < 0) throw new ArgumentException($"mailbox-capacity of {typeof(T).Name} cannot be negative", nameof(config));
        if (timeout < TimeSpan.Zero) throw new ArgumentException($"mailbox-push-timeout-time of {typeof(T).Name} cannot be negative", nameof(config));
        return (capacity, timeout);
    }
}
