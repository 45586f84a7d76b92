using Akka.Actor;
using Akka.TestKit;
using Xunit;

namespace AkkaDreamer.Tests.Offline.ActorSystems;

/// <summary>Death watch, stash, timers, scheduler. Time is virtual.</summary>
public sealed class WatchStashTimers : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public WatchStashTimers()
        : base("""
            akka.loglevel = WARNING
            akka.stdout-loglevel = OFF
            akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
            """)
    {
    }

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_watcher_may_choose_the_message_that_tells_of_an_end()
    {
        var watched = Sys.ActorOf(Props.Empty);
        var actor = Sys.ActorOf(Props.Create(() => new Watcher(TestActor)));
        actor.Tell(new With(watched, "it is gone"));
        ExpectMsg("watching");
        Sys.Stop(watched);
        ExpectMsg("it is gone", Soon);
    }

    [Fact]
    public void An_end_that_is_no_longer_watched_is_not_told()
    {
        var watched = Sys.ActorOf(Props.Empty);
        var actor = Sys.ActorOf(Props.Create(() => new Watcher(TestActor)));
        actor.Tell(new With(watched, "it is gone"));
        ExpectMsg("watching");
        actor.Tell(watched);
        ExpectMsg("not watching");
        Watch(watched);
        Sys.Stop(watched);
        ExpectTerminated(watched, Soon);
        ExpectNoMsg(100);
    }

    [Fact]
    public void Watching_what_has_ended_already_tells_so_at_once()
    {
        var watched = Sys.ActorOf(Props.Empty);
        Watch(watched);
        Sys.Stop(watched);
        Assert.True(ExpectTerminated(watched, Soon).ExistenceConfirmed);
        var other = CreateTestProbe();
        other.Watch(watched);
        Assert.False(other.ExpectTerminated(watched, Soon).ExistenceConfirmed);
    }

    [Fact]
    public void A_parent_may_watch_its_child()
    {
        var parent = Sys.ActorOf(Props.Create(() => new WatchingParent(TestActor)));
        var child = ExpectMsg<IActorRef>();
        child.Tell(PoisonPill.Instance);
        ExpectMsg(child, Soon);
        ExpectNoMsg(100);
        Assert.NotNull(parent);
    }

    [Fact]
    public void Stashed_messages_come_back_in_order_before_the_others()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stasher()));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("open");
        actor.Tell(3);
        ExpectMsg(1);
        ExpectMsg(2);
        ExpectMsg(3);
    }

    [Fact]
    public void A_restart_gives_stashed_messages_to_the_new_instance()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stasher()));
        actor.Tell(1);
        actor.Tell(2);
        EventFilter.Exception<FormatException>().ExpectOne(() => actor.Tell(new FormatException()));
        actor.Tell("open");
        ExpectMsg(1);
        ExpectMsg(2);
    }

    [Fact]
    public void One_message_cannot_be_stashed_twice()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stasher()));
        actor.Tell("twice");
        ExpectMsg<IllegalActorStateException>();
    }

    [Fact]
    public void A_full_stash_refuses_more()
    {
        var actor = Sys.ActorOf(Props.Create(() => new BoundedStasher()).WithStashCapacity(2));
        actor.Tell(1);
        actor.Tell(2);
        EventFilter.Exception<StashOverflowException>().ExpectOne(() => actor.Tell(3));
    }

    [Fact]
    public void Stashed_messages_of_an_actor_that_ends_are_dead_letters()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stasher()));
        actor.Tell(1);
        actor.Tell(2);
        EventFilter.DeadLetter<int>().Expect(2, () => actor.Tell(PoisonPill.Instance));
    }

    [Fact]
    public void A_single_timer_fires_once_and_a_new_one_takes_its_place()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Timed(TestActor)));
        actor.Tell(new Start("key", "old", false));
        actor.Tell(new Start("key", "new", false));
        ExpectMsg("started");
        ExpectMsg("started");
        Clock.Advance(Second);
        ExpectMsg("new");
        actor.Tell("active?");
        ExpectMsg(false);
        Clock.Advance(Second);
        ExpectNoMsg(100);
    }

    [Fact]
    public void A_periodic_timer_fires_until_it_is_cancelled()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Timed(TestActor)));
        actor.Tell(new Start("key", "tick", true));
        ExpectMsg("started");
        for (var i = 0; i < 3; i++)
        {
            Clock.Advance(Second);
            ExpectMsg("tick");
        }

        actor.Tell("cancel");
        ExpectMsg("cancelled");
        Clock.Advance(Second);
        ExpectNoMsg(100);
    }

    [Fact]
    public void Timers_of_a_failed_instance_never_reach_the_next()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Timed(TestActor)));
        actor.Tell(new Start("key", "tick", true));
        ExpectMsg("started");
        EventFilter.Exception<FormatException>().ExpectOne(() => actor.Tell(new FormatException()));
        Clock.Advance(Second);
        ExpectNoMsg(100);
        actor.Tell("active?");
        ExpectMsg(false);
    }

    [Fact]
    public void The_scheduler_sends_and_runs_until_it_is_told_not_to()
    {
        var cancel = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellRepeatedly(Second, 2 * Second, TestActor, "tick", ActorRefs.NoSender, cancel);
        Clock.Advance(Second);
        ExpectMsg("tick");
        Clock.Advance(Second);
        ExpectNoMsg(50);
        Clock.Advance(Second);
        ExpectMsg("tick");
        cancel.Cancel();
        Clock.Advance(10 * Second);
        ExpectNoMsg(50);

        Sys.Scheduler.Advanced.ScheduleOnce(Second, () => TestActor.Tell("ran"));
        Clock.AdvanceTo(Clock.Now + Second);
        ExpectMsg("ran");
        Assert.Throws<InvalidOperationException>(() => Clock.AdvanceTo(Clock.Now - Second));
    }

    [Fact]
    public void A_receive_timeout_follows_the_scheduler()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Impatient(TestActor)));
        AwaitAssert(() =>
        {
            Clock.Advance(2 * Second);
            ExpectMsg("timeout", TimeSpan.FromMilliseconds(50));
        });
        actor.Tell("nothing");
        FishForMessage<string>(message => message == "nothing"); // a slow machine may have delivered a second timeout before it
        Clock.Advance(Second);
        ExpectNoMsg(50);
    }

    private sealed record With(IActorRef Actor, string Message);

    private sealed record Start(string Key, string Message, bool Repeat);

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef listener)
        {
            Receive<With>(with =>
            {
                Context.WatchWith(with.Actor, with.Message);
                listener.Tell("watching");
            });
            Receive<IActorRef>(actor =>
            {
                Context.Unwatch(actor);
                listener.Tell("not watching");
            });
            ReceiveAny(listener.Tell);
        }
    }

    private sealed class WatchingParent : ReceiveActor
    {
        public WatchingParent(IActorRef listener)
        {
            listener.Tell(Context.Watch(Context.ActorOf(Props.Empty)));
            Receive<Terminated>(terminated => listener.Tell(terminated.ActorRef));
        }
    }

    private sealed class Stasher : ReceiveActor, IWithUnboundedStash
    {
        public Stasher()
        {
            Receive<int>(_ => Stash.Stash());
            Receive<Exception>(e => throw e);
            Receive<string>(text => text == "twice", _ =>
            {
                Stash.Stash();
                Sender.Tell(Record.Exception(Stash.Stash));
            });
            Receive<string>(text => text == "open", _ =>
            {
                Become(() => Receive<int>(number => Sender.Tell(number)));
                Stash.UnstashAll();
            });
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class BoundedStasher : ReceiveActor, IWithStash
    {
        public BoundedStasher() => ReceiveAny(_ => Stash.Stash());

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Timed : ReceiveActor, IWithTimers
    {
        public Timed(IActorRef listener)
        {
            Receive<Start>(start =>
            {
                if (start.Repeat) Timers.StartPeriodicTimer(start.Key, start.Message, Second);
                else Timers.StartSingleTimer(start.Key, start.Message, Second);
                listener.Tell("started");
            });
            Receive<Exception>(e => throw e);
            Receive<string>(text => text == "active?", _ => listener.Tell(Timers.IsTimerActive("key")));
            Receive<string>(text => text == "cancel", _ =>
            {
                Timers.Cancel("key");
                listener.Tell("cancelled");
            });
            ReceiveAny(listener.Tell);
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }

    private sealed class Impatient : ReceiveActor
    {
        public Impatient(IActorRef listener)
        {
            SetReceiveTimeout(2 * Second);
            Receive<ReceiveTimeout>(_ => listener.Tell("timeout"));
            ReceiveAny(listener.Tell);
        }
    }
}
