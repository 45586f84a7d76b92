using System.Collections.Immutable;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>The topics of which a mediator has heard.</summary>
public sealed class CurrentTopics : IEquatable<CurrentTopics>
{
    public CurrentTopics(IImmutableSet<string> topics) => Topics = topics ?? [];

    public IImmutableSet<string> Topics { get; }

    public bool Equals(CurrentTopics other) => other is not null && Topics.SetEquals(other.Topics);

    public override bool Equals(object obj) => Equals(obj as CurrentTopics);

    public override int GetHashCode() => Topics.Count;

    public override string ToString() => $"CurrentTopics<{string.Join(",", Topics)}>";
}
