namespace Akka.Cluster;

/// <summary>How many gossips came in, and how they stood to what was known.</summary>
internal sealed record GossipStats(
    long ReceivedGossipCount = 0, long MergeCount = 0, long SameCount = 0, long NewerCount = 0, long OlderCount = 0)
{
    public GossipStats Count(VectorClock.Ordering ofRemoteToLocal) => ofRemoteToLocal switch
    {
        VectorClock.Ordering.Same => this with { ReceivedGossipCount = ReceivedGossipCount + 1, SameCount = SameCount + 1 },
        VectorClock.Ordering.After => this with { ReceivedGossipCount = ReceivedGossipCount + 1, NewerCount = NewerCount + 1 },
        VectorClock.Ordering.Before => this with { ReceivedGossipCount = ReceivedGossipCount + 1, OlderCount = OlderCount + 1 },
        _ => this with { ReceivedGossipCount = ReceivedGossipCount + 1, MergeCount = MergeCount + 1 },
    };
}

/// <summary>Size of the vector clock, and how many have seen the newest gossip.</summary>
internal sealed record VectorClockStats(int VersionSize = 0, int SeenLatest = 0);
