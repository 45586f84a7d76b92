namespace Akka.TestKit.TestEvent;

/// <summary>To the event stream: take these out of the log.</summary>
public sealed class Mute : Actor.INoSerializationVerificationNeeded
{
    public Mute(params Internal.EventFilterBase[] filters) => Filters = filters;

    public Mute(IReadOnlyCollection<Internal.EventFilterBase> filters) => Filters = filters;

    public IReadOnlyCollection<Internal.EventFilterBase> Filters { get; }
}

/// <summary>To the event stream: leave these in the log again.</summary>
public sealed class Unmute : Actor.INoSerializationVerificationNeeded
{
    public Unmute(params Internal.EventFilterBase[] filters) => Filters = filters;

    public Unmute(IReadOnlyCollection<Internal.EventFilterBase> filters) => Filters = filters;

    public IReadOnlyCollection<Internal.EventFilterBase> Filters { get; }
}
