using Akka;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using Xunit;

namespace AkkaDreamer.Tests.Offline.ActorSystems;

/// <summary>Systems as a whole: start, settings, extensions, end.</summary>
public sealed class Systems : TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    public Systems()
        : base("akka.loglevel = OFF, akka.stdout-loglevel = OFF")
    {
    }

    [Fact]
    public async Task A_system_ends_with_all_its_actors_and_runs_callbacks()
    {
        var system = ActorSystem.Create("ending", "akka.stdout-loglevel = OFF");
        var actor = system.ActorOf(Props.Empty, "some");
        var called = new TaskCompletionSource();
        system.RegisterOnTermination(called.SetResult);
        await system.Terminate().WaitAsync(Soon);
        await system.WhenTerminated.WaitAsync(Soon);
        await called.Task.WaitAsync(Soon);
        Assert.True(await actor.GracefulStop(Soon));
        Assert.ThrowsAny<InvalidOperationException>(() => system.ActorOf(Props.Empty));
    }

    [Fact]
    public void A_bad_name_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ActorSystem.Create("not a name"));
        Assert.Throws<ArgumentException>(() => ActorSystem.Create("-hyphen-first"));
    }

    [Fact]
    public void Set_up_in_code_stands_above_defaults()
    {
        using var system = ActorSystem.Create("setup", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig("my.key = 7, akka.stdout-loglevel = OFF").WithConfigFallback("my.key = 8, other = 9")));
        Assert.Equal(7, system.Settings.Config.GetInt("my.key"));
        Assert.Equal(9, system.Settings.Config.GetInt("other"));
        Assert.Equal(TimeSpan.FromSeconds(5), system.Settings.Config.GetTimeSpan("akka.scheduler.shutdown-timeout"));
        system.Settings.InjectTopLevelFallback("my.key = 1, late = 2");
        Assert.Equal(7, system.Settings.Config.GetInt("my.key"));
        Assert.Equal(2, system.Settings.Config.GetInt("late"));
        Assert.Equal("setup", system.Name);
        Assert.Equal("akka://setup", system.ToString());
    }

    [Fact]
    public async Task Coordinated_shutdown_runs_its_phases_in_order_and_once()
    {
        var system = ActorSystem.Create("phases", "akka.stdout-loglevel = OFF, akka.loglevel = OFF");
        var order = new List<string>();
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "second", () => Note("second"));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "first", () => Note("first"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "failing", () => throw new FormatException("recovered"));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "third", () => Note("third"));
        Assert.Throws<ConfigurationException>(() => shutdown.AddTask("no-such-phase", "x", () => Note("x")));
        Assert.Null(shutdown.ShutdownReason);
        await shutdown.Run(new Because()).WaitAsync(Soon);
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Soon);
        Assert.IsType<Because>(shutdown.ShutdownReason);
        Assert.Equal(["first", "second", "third"], order);
        Assert.True(system.WhenTerminated.IsCompleted);

        Task<Done> Note(string name)
        {
            order.Add(name);
            return Task.FromResult(Done.Instance);
        }
    }

    [Fact]
    public async Task Coordinated_shutdown_may_start_at_a_later_phase()
    {
        var system = ActorSystem.Create("late", "akka.stdout-loglevel = OFF");
        var skipped = true;
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "early", () =>
        {
            skipped = false;
            return Task.FromResult(Done.Instance);
        });
        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance, CoordinatedShutdown.PhaseActorSystemTerminate).WaitAsync(Soon);
        Assert.True(skipped);
        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Terminate_runs_coordinated_shutdown()
    {
        var system = ActorSystem.Create("both", "akka.stdout-loglevel = OFF");
        var ran = false;
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "task", () =>
        {
            ran = true;
            return Task.FromResult(Done.Instance);
        });
        await system.Terminate().WaitAsync(Soon);
        Assert.True(ran);
        Assert.IsType<CoordinatedShutdown.ActorSystemTerminateReason>(CoordinatedShutdown.Get(system).ShutdownReason);
    }

    [Fact]
    public async Task A_task_that_hangs_does_not_hold_the_shutdown_up_for_ever()
    {
        var system = ActorSystem.Create("hang", """
            akka.stdout-loglevel = OFF
            akka.loglevel = OFF
            akka.coordinated-shutdown.phases.service-stop.timeout = 100 ms
            """);
        CoordinatedShutdown.Get(system).AddTask(
            CoordinatedShutdown.PhaseServiceStop, "hangs", () => new TaskCompletionSource<Done>().Task);
        Assert.Equal(TimeSpan.FromMilliseconds(100), CoordinatedShutdown.Get(system).Timeout(CoordinatedShutdown.PhaseServiceStop));
        await system.Terminate().WaitAsync(Soon);
    }

    [Fact]
    public void An_extension_exists_once_in_each_system()
    {
        var first = new CounterId().Apply(Sys);
        Assert.Same(first, new CounterId().Apply(Sys));
        Assert.Same(first, new CounterId().Get(Sys));
        Assert.Same(first, Sys.WithExtension<Counter, CounterId>());
        Assert.True(Sys.HasExtension<Counter>());
        using var other = ActorSystem.Create("other", $"akka.stdout-loglevel = OFF, akka.extensions = [\"{typeof(CounterId).AssemblyQualifiedName}\"]");
        Assert.True(other.HasExtension<Counter>());
        Assert.NotSame(first, other.GetExtension<Counter>());
    }

    [Theory]
    [InlineData("Akka.Actor.LocalActorRefProvider, Akka")]
    [InlineData("Akka.Actor.HashedWheelTimerScheduler, Akka")]
    [InlineData("Akka.Event.DefaultLogger, Akka")]
    [InlineData("Akka.Serialization.ByteArraySerializer, Akka")]
    [InlineData("Akka.Dispatch.UnboundedMailbox, Akka")]
    [InlineData("Akka.TestKit.TestEventListener, Akka.TestKit")]
    [InlineData("Akka.TestKit.TestScheduler, Akka.TestKit")]
    [InlineData("Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit")]
    public void The_names_of_the_published_assemblies_resolve(string name) => Assert.NotNull(Type.GetType(name));

    [Fact]
    public void The_real_scheduler_sends_in_time_and_in_order()
    {
        var cancel = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(120), TestActor, "second", ActorRefs.NoSender);
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(40), TestActor, "first", ActorRefs.NoSender);
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(80), TestActor, "never", ActorRefs.NoSender, cancel);
        cancel.Cancel();
        ExpectMsg("first");
        ExpectMsg("second");
        var ticks = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.FromMilliseconds(20), TestActor, "tick", ActorRefs.NoSender, ticks);
        for (var i = 0; i < 5; i++) ExpectMsg("tick");
        ticks.Cancel();
        ReceiveWhile<object>(TimeSpan.FromMilliseconds(100), message => message);
        ExpectNoMsg(100);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(-1), TestActor, "x", ActorRefs.NoSender));
    }

    [Fact]
    public void Addresses_and_paths_are_read_and_written()
    {
        var path = ActorPath.Parse("akka.tcp://sys@host:4053/user/a/b#12");
        Assert.Equal(new Address("akka.tcp", "sys", "host", 4053), path.Address);
        Assert.Equal(["user", "a", "b"], path.Elements);
        Assert.Equal(12, path.Uid);
        Assert.Equal("akka.tcp://sys@host:4053/user/a/b", path.ToString());
        Assert.Equal("akka.tcp://sys@host:4053/user/a/b#12", path.ToSerializationFormat());
        Assert.Equal("/user/a/b", path.ToStringWithoutAddress());
        Assert.Equal("akka://x/user/a", (new RootActorPath(new Address("akka", "x")) / "user" / "a").ToString());
        Assert.Equal(path.Parent, ActorPath.Parse("akka.tcp://sys@host:4053/user/a"));
        Assert.False(ActorPath.TryParse("nonsense", out _));
        Assert.Equal(Address.Parse("akka://sys"), new Address("akka", "sys"));
    }

    private sealed class Because : CoordinatedShutdown.Reason;

    private sealed class Counter : IExtension;

    private sealed class CounterId : ExtensionIdProvider<Counter>
    {
        public override Counter CreateExtension(ExtendedActorSystem system) => new();
    }
}
