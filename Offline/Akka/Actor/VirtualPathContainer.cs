using System.Collections.Concurrent;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A path with children that are no actors: those who wait for an answer, below /temp.</summary>
internal sealed class VirtualPathContainer(IActorRefProvider provider, ActorPath path, IInternalActorRef parent, ILoggingAdapter log) : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new();

    public override IActorRefProvider Provider => provider;

    public override IInternalActorRef Parent => parent;

    public override ActorPath Path => path;

    public void AddChild(string name, IInternalActorRef actor)
    {
        if (!_children.TryAdd(name, actor)) log.Warning("{0} has a child named {1} already", path, name);
    }

    public void RemoveChild(string name)
    {
        if (!_children.TryRemove(name, out _)) log.Warning("{0} trying to remove non-child {1}", path, name);
    }

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0 || string.IsNullOrEmpty(name[0])) return this;
        return _children.TryGetValue(name[0], out var child) ? child.GetChild(name.Skip(1).ToArray()) : ActorRefs.Nobody;
    }
}
