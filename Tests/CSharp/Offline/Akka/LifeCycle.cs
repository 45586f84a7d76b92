using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace AkkaDreamer.Tests.Offline.ActorSystems;

/// <summary>What happens to an actor between its making and its end.</summary>
public sealed class LifeCycle : TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public LifeCycle()
        : base("akka.loglevel = WARNING, akka.stdout-loglevel = OFF")
    {
    }

    [Fact]
    public void An_actor_that_stops_runs_its_hooks_in_order_and_tells_its_watchers_once()
    {
        var log = CreateTestProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(log.Ref)), "recorder");
        log.ExpectMsg("PreStart");
        Watch(actor);
        Watch(actor);
        actor.Tell("work");
        log.ExpectMsg("work");
        Sys.Stop(actor);
        log.ExpectMsg("PostStop");
        var terminated = ExpectTerminated(actor, Soon);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.False(terminated.AddressTerminated);
        ExpectNoMsg(100);
    }

    [Fact]
    public void A_restart_keeps_reference_mailbox_and_path_but_not_state()
    {
        var log = CreateTestProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(log.Ref)), "recorder");
        log.ExpectMsg("PreStart");
        actor.Tell("count");
        log.ExpectMsg(1);
        EventFilter.Exception<InvalidOperationException>("fail").ExpectOne(() =>
        {
            actor.Tell(new InvalidOperationException("fail"));
            actor.Tell("after");
            actor.Tell("count");
            log.ExpectMsg("PreRestart fail System.InvalidOperationException");
            log.ExpectMsg("PostStop");
            log.ExpectMsg("PostRestart fail");
            log.ExpectMsg("PreStart");
            log.ExpectMsg("after");
            log.ExpectMsg(1);
        });
    }

    [Fact]
    public void A_restart_ends_the_children_of_the_failed_instance_first()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent()), "parent");
        parent.Tell("child");
        var child = ExpectMsg<IActorRef>();
        Watch(child);
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => parent.Tell(new InvalidOperationException("fail")));
        ExpectTerminated(child, Soon);
        parent.Tell("children");
        ExpectMsg(0);
        parent.Tell("child"); // the name is free again
        Assert.NotEqual(child, ExpectMsg<IActorRef>());
    }

    [Fact]
    public void A_parent_ends_after_its_children()
    {
        var log = CreateTestProbe();
        var parent = Sys.ActorOf(Props.Create(() => new Nested(log.Ref, 2)), "a");
        log.ExpectMsg("start 2");
        log.ExpectMsg("start 1");
        log.ExpectMsg("start 0");
        Watch(parent);
        parent.Tell(PoisonPill.Instance);
        log.ExpectMsg("stop 0");
        log.ExpectMsg("stop 1");
        log.ExpectMsg("stop 2");
        ExpectTerminated(parent, Soon);
    }

    [Fact]
    public void A_poison_pill_waits_for_the_messages_before_it_and_a_stop_does_not()
    {
        var latch = CreateTestLatch();
        var log = CreateTestProbe();
        var poisoned = Sys.ActorOf(Props.Create(() => new Blocked(latch, log.Ref)));
        var stopped = Sys.ActorOf(Props.Create(() => new Blocked(latch, log.Ref)));
        Watch(poisoned);
        Watch(stopped);
        poisoned.Tell("block");
        stopped.Tell("block");
        log.ExpectMsg("blocked");
        log.ExpectMsg("blocked");
        poisoned.Tell("one");
        poisoned.Tell(PoisonPill.Instance);
        EventFilter.DeadLetter<string>(text => text == "two").ExpectOne(() =>
        {
            stopped.Tell("two");
            Sys.Stop(stopped);
            ((IInternalActorRef)stopped).Stop();
            latch.CountDown();
            log.ExpectMsg("one");
        });
        ExpectMsgAllOf(Soon, new Terminated(poisoned, true, false), new Terminated(stopped, true, false));
    }

    [Fact]
    public void A_message_to_an_actor_that_has_ended_is_a_dead_letter()
    {
        var actor = Sys.ActorOf(Props.Empty, "gone");
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor, Soon);
        EventFilter.DeadLetter<string>().ExpectOne(() => actor.Tell("too late"));
    }

    [Fact]
    public void A_kill_makes_the_actor_fail_and_its_supervisor_stop_it()
    {
        var actor = Sys.ActorOf(Props.Empty, "victim");
        Watch(actor);
        EventFilter.Exception<ActorKilledException>().ExpectOne(() => actor.Tell(Kill.Instance));
        ExpectTerminated(actor, Soon);
    }

    [Fact]
    public void An_actor_whose_constructor_throws_is_stopped()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
        {
            var actor = Sys.ActorOf(Props.Create(() => new Unborn()), "unborn");
            Watch(actor);
            ExpectTerminated(actor, Soon);
        });
    }

    [Fact]
    public void Two_actors_cannot_have_one_name()
    {
        Sys.ActorOf(Props.Empty, "unique");
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Empty, "unique"));
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Empty, "no/slash"));
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Empty, ""));
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Empty, "$first"));
    }

    [Fact]
    public void An_actor_made_with_new_is_refused() => Assert.Throws<ActorInitializationException>(() =>
    {
        Akka.Actor.Internal.InternalCurrentActorCellKeeper.Current = null!;
        _ = new Unborn();
    });

    [Fact]
    public async Task Graceful_stop_tells_whether_the_actor_ended_in_time()
    {
        var actor = Sys.ActorOf(Props.Empty);
        Assert.True(await actor.GracefulStop(Soon));
        Assert.True(await actor.WatchAsync(new CancellationTokenSource(Soon).Token));
        var latch = CreateTestLatch();
        var log = CreateTestProbe();
        var busy = Sys.ActorOf(Props.Create(() => new Blocked(latch, log.Ref)));
        busy.Tell("block");
        log.ExpectMsg("blocked");
        Assert.False(await busy.GracefulStop(TimeSpan.FromMilliseconds(50)));
        latch.Open();
    }

    [Fact]
    public void A_receive_timeout_comes_when_nothing_else_does()
    {
        var log = CreateTestProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Impatient(log.Ref)));
        log.ExpectMsg("timeout", Soon);
        actor.Tell("off");
        log.ExpectMsg("off");
        log.ExpectNoMsg(200);
    }

    private sealed class Recorder : ReceiveActor
    {
        private readonly IActorRef _log;
        private int _count;

        public Recorder(IActorRef log)
        {
            _log = log;
            Receive<Exception>(e => throw e);
            Receive<string>(text => text == "count", _ => log.Tell(++_count));
            ReceiveAny(log.Tell);
        }

        protected override void PreStart() => _log.Tell("PreStart");

        protected override void PreRestart(Exception reason, object message)
        {
            _log.Tell($"PreRestart {reason.Message} {message.GetType()}");
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            _log.Tell($"PostRestart {reason.Message}");
            base.PostRestart(reason);
        }

        protected override void PostStop() => _log.Tell("PostStop");
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent()
        {
            Receive<Exception>(e => throw e);
            Receive<string>(text => text == "child", _ => Sender.Tell(Context.ActorOf(Props.Empty, "child")));
            Receive<string>(text => text == "children", _ => Sender.Tell(Context.GetChildren().Count()));
        }
    }

    private sealed class Nested : ReceiveActor
    {
        private readonly IActorRef _log;
        private readonly int _depth;

        public Nested(IActorRef log, int depth)
        {
            _log = log;
            _depth = depth;
            log.Tell("start " + depth);
            if (depth > 0) Context.ActorOf(Props.Create(() => new Nested(log, depth - 1)));
        }

        protected override void PostStop() => _log.Tell("stop " + _depth);
    }

    private sealed class Blocked : ReceiveActor
    {
        public Blocked(Akka.TestKit.TestLatch latch, IActorRef log)
        {
            Receive<string>(text => text == "block", _ =>
            {
                log.Tell("blocked");
                latch.Ready();
            });
            ReceiveAny(log.Tell);
        }
    }

    private sealed class Unborn : ReceiveActor
    {
        public Unborn() => throw new InvalidOperationException("no");
    }

    private sealed class Impatient : ReceiveActor
    {
        public Impatient(IActorRef log)
        {
            SetReceiveTimeout(TimeSpan.FromMilliseconds(50));
            Receive<ReceiveTimeout>(_ => log.Tell("timeout"));
            Receive<string>(text =>
            {
                SetReceiveTimeout(null);
                log.Tell(text);
            });
        }
    }
}
