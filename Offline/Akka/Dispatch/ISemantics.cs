using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>What a message queue promises.</summary>
public interface ISemantics;

/// <summary>May be read by several consumers.</summary>
public interface IMultipleConsumerSemantics : ISemantics;

/// <summary>Takes any number of messages.</summary>
public interface IUnboundedMessageQueueSemantics : ISemantics;

/// <summary>Takes a bounded number of messages.</summary>
public interface IBoundedMessageQueueSemantics : ISemantics
{
    TimeSpan PushTimeOut { get; }
}

/// <summary>Messages can be put in front.</summary>
public interface IDequeBasedMessageQueueSemantics : ISemantics
{
    void EnqueueFirst(Envelope envelope);
}

/// <summary>Unbounded, and messages can be put in front.</summary>
public interface IUnboundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IUnboundedMessageQueueSemantics;

/// <summary>Bounded, and messages can be put in front.</summary>
public interface IBoundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IBoundedMessageQueueSemantics;

/// <summary>An actor class says which queue it needs.</summary>
public interface IRequiresMessageQueue<T>
    where T : ISemantics;
