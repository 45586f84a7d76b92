using Akka.Actor;
using Akka.Configuration;
using Akka.Remote;
using Xunit;

namespace AkkaDreamer.Tests.Offline.Remoting;

/// <summary>Who is thought to be gone, by a clock that the test turns.</summary>
public sealed class FailureDetectorTests
{
    private long now = 1000;

    [Fact]
    public void Silence_beyond_the_deadline_is_failure()
    {
        var detector = new DeadlineFailureDetector(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), Clock);
        Assert.True(detector.IsAvailable);
        Assert.False(detector.IsMonitoring);
        detector.HeartBeat();
        Assert.True(detector.IsMonitoring);
        now += 3999;
        Assert.True(detector.IsAvailable);
        now += 1;
        Assert.False(detector.IsAvailable);
        detector.HeartBeat();
        Assert.True(detector.IsAvailable);
    }

    [Fact]
    public void A_deadline_must_be_positive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeadlineFailureDetector(TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeadlineFailureDetector(TimeSpan.FromSeconds(1), TimeSpan.Zero));
    }

    [Theory]
    [InlineData(8.0, 0, 1500, 1700)]
    [InlineData(8.0, 3000, 4500, 4700)]
    [InlineData(12.0, 3000, 4600, 4900)]
    public void Silence_that_is_too_improbable_is_failure(double threshold, int pause, int stillUp, int alreadyDown)
    {
        var detector = Phi(threshold, pause);
        Assert.True(detector.IsAvailable);
        Assert.False(detector.IsMonitoring);
        for (var i = 0; i < 300; i++)
        {
            detector.HeartBeat();
            now += 1000;
        }

        Assert.True(detector.IsMonitoring);
        now += stillUp - 1000;
        Assert.True(detector.IsAvailable);
        now += alreadyDown - stillUp;
        Assert.False(detector.IsAvailable);
    }

    [Fact]
    public void A_silence_that_was_failure_does_not_make_the_next_one_longer()
    {
        var detector = Phi(8, 0);
        for (var i = 0; i < 20; i++)
        {
            detector.HeartBeat();
            now += 1000;
        }

        now += 100_000;
        Assert.False(detector.IsAvailable);
        detector.HeartBeat();
        Assert.True(detector.IsAvailable);
        now += 1700;
        Assert.False(detector.IsAvailable);
    }

    [Fact]
    public void Irregular_heartbeats_are_given_more_time()
    {
        var (regular, irregular) = (Phi(8, 0), Phi(8, 0));
        for (var i = 0; i < 200; i++)
        {
            now += i % 2 == 0 ? 500 : 1500;
            irregular.HeartBeat();
        }

        for (var i = 0; i < 200; i++)
        {
            now += 1000;
            regular.HeartBeat();
            if (i == 199) irregular.HeartBeat();
        }

        now += 2000;
        Assert.True(irregular.IsAvailable);
        Assert.False(regular.IsAvailable);
    }

    [Fact]
    public void A_registry_has_a_detector_for_each_address()
    {
        var registry = new DefaultFailureDetectorRegistry<Address>(() => new DeadlineFailureDetector(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), Clock));
        var (one, two) = (Address.Parse("akka.tcp://a@one:1"), Address.Parse("akka.tcp://a@two:1"));
        Assert.True(registry.IsAvailable(one));
        Assert.False(registry.IsMonitoring(one));
        registry.Heartbeat(one);
        now += 2000;
        registry.Heartbeat(two);
        now += 2000;
        Assert.False(registry.IsAvailable(one));
        Assert.True(registry.IsAvailable(two));
        registry.Remove(one);
        Assert.True(registry.IsAvailable(one));
        registry.Reset();
        Assert.False(registry.IsMonitoring(two));
    }

    [Fact]
    public void Detectors_are_made_from_their_section()
    {
        using var system = ActorSystem.Create("detectors", RemotePair.Settings(""));
        var section = system.Settings.Config.GetConfig("akka.remote.watch-failure-detector");
        Assert.IsType<PhiAccrualFailureDetector>(FailureDetectorLoader.Load(section.GetString("implementation-class"), section, system));
        var other = system.Settings.Config.GetConfig("akka.remote.transport-failure-detector");
        Assert.IsType<DeadlineFailureDetector>(FailureDetectorLoader.Load(other.GetString("implementation-class"), other, system));
        Assert.Throws<ConfigurationException>(() => FailureDetectorLoader.Load("No.Such.Detector, Akka.Remote", section, system));
    }

    private PhiAccrualFailureDetector Phi(double threshold, int pause) =>
        new(threshold, 200, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(pause), TimeSpan.FromSeconds(1), Clock);

    private long Clock() => now;
}
