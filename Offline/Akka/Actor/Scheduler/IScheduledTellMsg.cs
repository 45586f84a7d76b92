namespace Akka.Actor.Scheduler;

/// <summary>A message from a timer: it stays in the process, so serialize-messages does not check it.</summary>
public interface IScheduledTellMsg : IWrappedMessage, INoSerializationVerificationNeeded;

internal class ScheduledTellMsg(object message) : IScheduledTellMsg
{
    public object Message { get; } = message;
}

internal sealed class ScheduledTellMsgNoInfluenceReceiveTimeout(object message) : ScheduledTellMsg(message), INotInfluenceReceiveTimeout;
