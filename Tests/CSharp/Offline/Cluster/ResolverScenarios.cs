using Akka.Actor;
using Xunit;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>The resolver at work: three nodes of which one ends without a word.</summary>
public sealed class ResolverScenarios
{
    [Fact]
    public async Task The_side_that_gets_the_lease_stays()
    {
        await using var split = await Split("granted");
        await split.Lose();
        await Task.WhenAll(split.A.Sees(split.A, split.B), split.B.Sees(split.A, split.B));
        Assert.Contains(split.Row.Owner, new[] { split.A.Address.HostPort(), split.B.Address.HostPort() });
        Assert.False(split.A.System.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task The_side_that_is_refused_the_lease_ends()
    {
        await using var split = await Split("refused");
        split.Row.Refuses = true;
        await split.Lose();
        await Task.WhenAll(split.A.System.WhenTerminated, split.B.System.WhenTerminated).WaitAsync(ClusterNode.Patience);
        Assert.Same(CoordinatedShutdown.ClusterDowningReason.Instance, CoordinatedShutdown.Get(split.A.System).ShutdownReason);
    }

    [Fact]
    public async Task An_error_of_the_lease_is_a_refusal()
    {
        await using var split = await Split("failing");
        split.Row.Fails = new InvalidOperationException("the database is down");
        await split.Lose();
        await Task.WhenAll(split.A.System.WhenTerminated, split.B.System.WhenTerminated).WaitAsync(ClusterNode.Patience);
    }

    [Fact]
    public async Task Of_two_nodes_the_one_without_the_lowest_address_ends_with_the_other()
    {
        await using var a = new ClusterNode();
        await using var b = new ClusterNode();
        await ClusterNode.Form(a, b);
        var (lower, higher) = Akka.Cluster.Member.AddressOrdering.Compare(a.Address, b.Address) < 0 ? (a, b) : (b, a);
        await lower.Crash();
        await higher.System.WhenTerminated.WaitAsync(ClusterNode.Patience);
    }

    private static async Task<Three> Split(string name)
    {
        var settings = $$"""
            {{MemoryLease.Sections(name)}}
            akka.cluster.split-brain-resolver {
              active-strategy = lease-majority
              lease-majority { lease-implementation = test-sbr, acquire-lease-delay-for-minority = 200ms }
            }
            """;
        var three = new Three(new ClusterNode(settings), new ClusterNode(settings), new ClusterNode(settings), MemoryLease.Named(name + "-sbr"));
        await ClusterNode.Form(three.A, three.B, three.Lost);
        return three;
    }

    private sealed record Three(ClusterNode A, ClusterNode B, ClusterNode Lost, MemoryLease.Row Row) : IAsyncDisposable
    {
        /// <summary>Completes when the others have noticed.</summary>
        public async Task Lose()
        {
            var noticed = Task.WhenAny(A.Until("unreachable", node => node.Unreachable.Contains(Lost.Address)), B.Until("unreachable", node => node.Unreachable.Contains(Lost.Address)));
            await Lost.Crash();
            await await noticed;
        }

        public async ValueTask DisposeAsync()
        {
            await A.DisposeAsync();
            await B.DisposeAsync();
            await Lost.DisposeAsync();
        }
    }
}
