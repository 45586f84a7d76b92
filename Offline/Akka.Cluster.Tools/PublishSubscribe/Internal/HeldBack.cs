using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>Messages for children that may be ending: they wait until it is known whether the child stays or has to be made anew.</summary>
internal sealed class HeldBack
{
    private readonly Dictionary<string, List<(object Message, IActorRef Sender)>> _messages = [];

    public void Begin(string child) => _messages.TryAdd(child, []);

    /// <summary>True when the message waits now.</summary>
    public bool Hold(string child, object message, IActorRef sender)
    {
        if (!_messages.TryGetValue(child, out var waiting)) return false;
        waiting.Add((message, sender));
        return true;
    }

    public void Release(string child, Func<IActorRef> to)
    {
        if (!_messages.Remove(child, out var waiting) || waiting.Count == 0) return;
        var receiver = to();
        foreach (var (message, sender) in waiting) receiver.Tell(message, sender);
    }
}
