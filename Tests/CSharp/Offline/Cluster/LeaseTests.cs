using Akka.Actor;
using Akka.Configuration;
using Akka.Coordination;
using Akka.TestKit.Xunit2;
using Xunit;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>How leases are made from configuration.</summary>
public sealed class LeaseTests : TestKit
{
    private const string Settings = """
        akka { loglevel = OFF, stdout-loglevel = OFF }
        with-system { lease-class = "AkkaDreamer.Tests.Offline.Clusters.LeaseTests+WithSystem, AkkaDreamer.Tests", heartbeat-timeout = 5s, heartbeat-interval = 1s, own = 7 }
        plain { lease-class = "AkkaDreamer.Tests.Offline.Clusters.LeaseTests+Plain, AkkaDreamer.Tests" }
        without-class { heartbeat-timeout = 5s, heartbeat-interval = 1s }
        unknown-class.lease-class = "No.Such.Lease, AkkaDreamer.Tests"
        wrong-class.lease-class = "AkkaDreamer.Tests.Offline.Clusters.LeaseTests+Wrong, AkkaDreamer.Tests"
        """;

    public LeaseTests()
        : base(Settings)
    {
    }

    [Fact]
    public void A_lease_is_made_once_for_each_name_section_and_owner()
    {
        var provider = LeaseProvider.Get(Sys);
        var lease = provider.GetLease("name", "with-system", "me");
        Assert.Same(lease, provider.GetLease("name", "with-system", "me"));
        Assert.NotSame(lease, provider.GetLease("name", "with-system", "you"));
        Assert.NotSame(lease, provider.GetLease("other", "with-system", "me"));
        Assert.Same(Sys, Assert.IsType<WithSystem>(lease).System);
        Assert.IsType<Plain>(provider.GetLease("name", "plain", "me"));
    }

    [Fact]
    public void A_lease_knows_its_names_its_section_and_its_times()
    {
        var settings = LeaseProvider.Get(Sys).GetLease("name", "with-system", "me").Settings;
        Assert.Equal(("name", "me", 7), (settings.LeaseName, settings.OwnerName, settings.LeaseConfig.GetInt("own")));
        Assert.Equal(
            (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)),
            (settings.TimeoutSettings.HeartbeatInterval, settings.TimeoutSettings.HeartbeatTimeout, settings.TimeoutSettings.OperationTimeout));
        var standard = LeaseProvider.Get(Sys).GetLease("name", "plain", "me").Settings.TimeoutSettings;
        Assert.Equal((TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(120)), (standard.HeartbeatInterval, standard.HeartbeatTimeout));
        Assert.Equal(TimeSpan.FromSeconds(9), settings.WithTimeoutSettings(standard.withOperationTimeout(TimeSpan.FromSeconds(9))).TimeoutSettings.OperationTimeout);
    }

    [Fact]
    public void A_section_without_a_usable_class_is_refused()
    {
        var provider = LeaseProvider.Get(Sys);
        Assert.Throws<ArgumentException>(() => provider.GetLease("name", "without-class", "me"));
        Assert.ThrowsAny<Exception>(() => provider.GetLease("name", "unknown-class", "me"));
        Assert.Throws<MissingMethodException>(() => provider.GetLease("name", "wrong-class", "me"));
    }

    [Theory]
    [InlineData("heartbeat-timeout = 120s, heartbeat-interval = \"\"", 12)]
    [InlineData("heartbeat-timeout = 20s, heartbeat-interval = \"\"", 5)]
    [InlineData("heartbeat-timeout = 20s, heartbeat-interval = 9s", 9)]
    public void The_interval_of_heartbeats_is_said_or_follows_from_the_timeout(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), TimeoutSettings.Create(ConfigurationFactory.ParseString(text + ", lease-operation-timeout = 5s")).HeartbeatInterval);

    [Fact]
    public void An_interval_of_half_the_timeout_is_too_long() => Assert.Throws<ArgumentException>(() =>
        TimeoutSettings.Create(ConfigurationFactory.ParseString("heartbeat-timeout = 10s, heartbeat-interval = 5s, lease-operation-timeout = 5s")));

    public class Plain(LeaseSettings settings) : Lease(settings)
    {
        public override Task<bool> Acquire() => Task.FromResult(true);

        public override Task<bool> Acquire(Action<Exception> leaseLostCallback) => Task.FromResult(true);

        public override Task<bool> Release() => Task.FromResult(true);

        public override bool CheckLease() => true;
    }

    public sealed class WithSystem(LeaseSettings settings, ExtendedActorSystem system) : Plain(settings)
    {
        public ActorSystem System { get; } = system;
    }

    public sealed class Wrong() : Plain(null!);
}
