using Akka.Actor;
using Akka.TestKit;
using Akka.Pattern;
using Xunit;

namespace AkkaDreamer.Tests.Offline.ActorSystems;

/// <summary>What parents do when children fail. Time is virtual.</summary>
public sealed class Supervision : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public Supervision()
        : base("""
            akka.loglevel = OFF
            akka.stdout-loglevel = OFF
            akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
            """)
    {
    }

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Resume_keeps_the_state()
    {
        var (_, child) = Supervised(new OneForOneStrategy(_ => Directive.Resume));
        child.Tell("add");
        child.Tell(new Failure("x"));
        child.Tell("get");
        ExpectMsg(1);
    }

    [Fact]
    public void Restart_forgets_the_state()
    {
        var (_, child) = Supervised(new OneForOneStrategy(_ => Directive.Restart));
        child.Tell("add");
        child.Tell(new Failure("x"));
        child.Tell("get");
        ExpectMsg(0);
    }

    [Fact]
    public void Stop_ends_the_child_and_leaves_its_siblings_alone()
    {
        var (parent, child) = Supervised(new OneForOneStrategy(e => e is ArgumentException ? Directive.Stop : Directive.Resume));
        parent.Tell("another");
        var sibling = ExpectMsg<IActorRef>();
        sibling.Tell("add");
        Watch(child);
        child.Tell(new ArgumentException("x"));
        ExpectTerminated(child, Soon);
        sibling.Tell("get");
        ExpectMsg(1);
    }

    [Fact]
    public void All_for_one_restarts_the_siblings_too()
    {
        var (parent, child) = Supervised(new AllForOneStrategy(_ => Directive.Restart));
        parent.Tell("another");
        var sibling = ExpectMsg<IActorRef>();
        sibling.Tell("add");
        sibling.Tell("get");
        ExpectMsg(1);
        child.Tell(new Failure("x"));
        AwaitAssert(() =>
        {
            sibling.Tell("get");
            ExpectMsg(0);
        });
    }

    [Fact]
    public void All_for_one_stops_all_when_the_retries_are_used_up()
    {
        var (parent, child) = Supervised(new AllForOneStrategy(1, Timeout.InfiniteTimeSpan, _ => Directive.Restart));
        parent.Tell("another");
        var sibling = ExpectMsg<IActorRef>();
        Watch(child);
        Watch(sibling);
        child.Tell(new Failure("x"));
        child.Tell("get");
        ExpectMsg(0);
        child.Tell(new Failure("x"));
        ExpectMsgAllOf(Soon, new Terminated(child, true, false), new Terminated(sibling, true, false));
    }

    [Fact]
    public void A_child_is_stopped_when_its_retries_are_used_up()
    {
        var (_, child) = Supervised(new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        Watch(child);
        for (var i = 0; i < 2; i++)
        {
            child.Tell(new Failure("x"));
            child.Tell("get");
            ExpectMsg(0);
        }

        child.Tell(new Failure("x"));
        ExpectTerminated(child, Soon);
    }

    [Fact]
    public void Escalation_makes_the_parent_fail_with_the_same_cause()
    {
        var tells = new OneForOneStrategy(
            e =>
            {
                TestActor.Tell(e.Message);
                return Directive.Stop;
            },
            true);
        var escalates = new OneForOneStrategy(_ => Directive.Escalate, true);
        var grandparent = Sys.ActorOf(Props.Create(() => new Boss(tells, TestActor)));
        grandparent.Tell(Props.Create(() => new Boss(escalates, TestActor)));
        var parent = ExpectMsg<IActorRef>();
        parent.Tell(Props.Create(() => new Worker()));
        var child = ExpectMsg<IActorRef>();
        Watch(parent);
        Watch(child);
        child.Tell(new Failure("deep"));
        ExpectMsgAllOf<object>(Soon, "deep", new Terminated(parent, true, false), new Terminated(child, true, false));
    }

    [Fact]
    public void An_unhandled_death_of_a_watched_actor_is_a_failure_that_stops_the_watcher()
    {
        var watched = Sys.ActorOf(Props.Empty);
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(watched)));
        Watch(watcher);
        Sys.Stop(watched);
        ExpectTerminated(watcher, Soon);
    }

    [Fact]
    public void A_failure_in_pre_start_stops_the_child_by_default()
    {
        var actor = Sys.ActorOf(Props.Create(() => new FailsAtStart()));
        Watch(actor);
        ExpectTerminated(actor, Soon);
    }

    [Fact]
    public void Messages_wait_while_the_supervisor_decides()
    {
        var (_, child) = Supervised(new OneForOneStrategy(_ => Directive.Restart));
        child.Tell("add");
        child.Tell(new Failure("x"));
        for (var i = 0; i < 100; i++) child.Tell("add");
        child.Tell("get");
        ExpectMsg(100);
    }

    [Fact]
    public void Props_may_replace_the_strategy_of_the_actor()
    {
        var stops = new OneForOneStrategy(_ => Directive.Stop, true);
        var boss = Sys.ActorOf(Props.Create(() => new Boss(stops, TestActor))
            .WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Resume)));
        boss.Tell(Props.Create(() => new Worker()));
        var child = ExpectMsg<IActorRef>();
        child.Tell("add");
        child.Tell(new Failure("x"));
        child.Tell("get");
        ExpectMsg(1);
    }

    [Fact]
    public void Backoff_on_failure_brings_the_child_back_after_pauses_that_double()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnFailure(Props.Create(() => new Worker()), "child", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), 0, -1)
                .WithReplyWhileStopped("paused")
                .WithManualReset()));
        Assert.NotNull(Child(supervisor));
        foreach (var pause in (double[])[1, 2, 4, 8, 8])
        {
            supervisor.Tell(new Failure("x"));
            AwaitCondition(() => Child(supervisor) is null);
            AwaitPause(supervisor, pause);
        }

        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        Assert.Equal(5, ExpectMsg<BackoffSupervisor.RestartCount>().Count);
        supervisor.Tell(BackoffSupervisor.Reset.Instance);
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        Assert.Equal(0, ExpectMsg<BackoffSupervisor.RestartCount>().Count);
    }

    [Fact]
    public void Backoff_on_failure_ends_when_the_child_stops_by_itself()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnFailure(Props.Create(() => new Worker()), "child", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), 0, -1)));
        Watch(supervisor);
        supervisor.Tell("stop");
        ExpectTerminated(supervisor, Soon);
    }

    [Fact]
    public void Backoff_on_stop_brings_the_child_back_and_gives_up_after_so_many_times()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnStop(Props.Create(() => new Worker()), "child", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), 0, 1).WithManualReset()));
        Watch(supervisor);
        supervisor.Tell("stop");
        AwaitCondition(() => Child(supervisor) is null);
        Clock.Advance(TimeSpan.FromSeconds(1));
        AwaitCondition(() => Child(supervisor) is not null);
        supervisor.Tell("stop");
        ExpectTerminated(supervisor, Soon);
    }

    [Fact]
    public void Backoff_ends_with_the_child_after_a_final_message()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnStop(Props.Create(() => new Worker()), "child", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), 0, -1)
                .WithFinalStopMessage(message => message is "stop")));
        Watch(supervisor);
        supervisor.Tell("stop");
        ExpectTerminated(supervisor, Soon);
    }

    private void AwaitPause(IActorRef supervisor, double seconds)
    {
        supervisor.Tell("get");
        ExpectMsg("paused");
        Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.Null(Child(supervisor));
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        AwaitCondition(() => Child(supervisor) is not null);
        supervisor.Tell("get");
        ExpectMsg(0);
    }

    private IActorRef? Child(IActorRef supervisor)
    {
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        return ExpectMsg<BackoffSupervisor.CurrentChild>().Ref;
    }

    private (IActorRef Parent, IActorRef Child) Supervised(SupervisorStrategy strategy)
    {
        var parent = Sys.ActorOf(Props.Create(() => new Boss(strategy, TestActor)));
        parent.Tell("another");
        return (parent, ExpectMsg<IActorRef>());
    }

    private sealed class Failure(string message) : Exception(message);

    private sealed class Boss : ReceiveActor
    {
        private readonly SupervisorStrategy _strategy;

        public Boss(SupervisorStrategy strategy, IActorRef listener)
        {
            _strategy = strategy;
            Receive<Props>(props => listener.Tell(Context.ActorOf(props)));
            Receive<string>(_ => listener.Tell(Context.ActorOf(Props.Create(() => new Worker()))));
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;
    }

    private sealed class Worker : ReceiveActor
    {
        private int _count;

        public Worker()
        {
            Receive<Exception>(e => throw e);
            Receive<string>(text =>
            {
                if (text == "add") _count++;
                else if (text == "get") Sender.Tell(_count);
                else if (text == "stop") Context.Stop(Self);
            });
        }
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef watched) => Context.Watch(watched);
    }

    private sealed class FailsAtStart : ReceiveActor
    {
        protected override void PreStart() => throw new Failure("x");
    }
}
