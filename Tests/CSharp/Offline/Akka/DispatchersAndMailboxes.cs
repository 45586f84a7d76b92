using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using Xunit;

namespace AkkaDreamer.Tests.Offline.ActorSystems;

/// <summary>On which threads actors run and where their messages wait, all by configuration.</summary>
public sealed class DispatchersAndMailboxes : TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public DispatchersAndMailboxes()
        : base("""
            akka.loglevel = WARNING
            akka.stdout-loglevel = OFF
            akka.actor.deployment {
              /placed { dispatcher = two-threads }
              "/many/*" { dispatcher = two-threads }
            }
            one-thread { type = PinnedDispatcher }
            two-threads {
              type = ForkJoinDispatcher
              throughput = 1
              dedicated-thread-pool { thread-count = 2, threadtype = background }
            }
            tasks { type = TaskDispatcher }
            alias = two-threads
            broken { type = "No.Such.Dispatcher, Nowhere" }
            small-mailbox {
              mailbox-type = "Akka.Dispatch.BoundedMailbox"
              mailbox-capacity = 2
              mailbox-push-timeout-time = 0s
            }
            deque { mailbox-type = "Akka.Dispatch.UnboundedDequeBasedMailbox" }
            """)
    {
    }

    [Fact]
    public void A_pinned_actor_has_a_thread_of_its_own_through_restarts_and_async_handlers()
    {
        var actor = Sys.ActorOf(Props.Create(() => new WhichThread()).WithDispatcher("one-thread"));
        var other = Sys.ActorOf(Props.Create(() => new WhichThread()).WithDispatcher("one-thread"));
        var seen = new HashSet<int>();
        for (var i = 0; i < 20; i++)
        {
            actor.Tell("which");
            seen.Add(ExpectMsg<int>());
        }

        EventFilter.Exception<FormatException>().ExpectOne(() => actor.Tell(new FormatException()));
        actor.Tell("which");
        seen.Add(ExpectMsg<int>());
        actor.Tell("async");
        seen.Add(ExpectMsg<int>());
        Assert.Single(seen);
        other.Tell("which");
        Assert.DoesNotContain(ExpectMsg<int>(), seen);
        other.Tell("pool");
        ExpectMsg(false);
    }

    [Fact]
    public void A_fork_join_dispatcher_has_as_many_threads_as_it_is_given()
    {
        var seen = new HashSet<int>();
        var actors = Enumerable.Range(0, 8).Select(_ => Sys.ActorOf(Props.Create(() => new WhichThread()).WithDispatcher("alias"))).ToList();
        for (var i = 0; i < 10; i++)
        {
            foreach (var actor in actors) actor.Tell("which");
            foreach (var _ in actors) seen.Add(ExpectMsg<int>());
        }

        Assert.InRange(seen.Count, 1, 2);
    }

    [Fact]
    public void Deployment_by_path_chooses_the_dispatcher()
    {
        var placed = Sys.ActorOf(Props.Create(() => new WhichThread()), "placed");
        placed.Tell("dispatcher");
        ExpectMsg("two-threads");
        var parent = Sys.ActorOf(Props.Create(() => new WhichThread()), "many");
        parent.Tell("dispatcher");
        ExpectMsg("akka.actor.default-dispatcher");
        parent.Tell(Props.Create(() => new WhichThread()));
        ExpectMsg<IActorRef>().Tell("dispatcher");
        ExpectMsg("two-threads");
    }

    [Fact]
    public void The_default_dispatcher_runs_on_the_thread_pool()
    {
        Sys.ActorOf(Props.Create(() => new WhichThread())).Tell("pool");
        ExpectMsg(true);
        Sys.ActorOf(Props.Create(() => new WhichThread()).WithDispatcher("tasks")).Tell("pool");
        ExpectMsg(true);
        Assert.Equal(30, Sys.Dispatchers.DefaultGlobalDispatcher.Throughput);
        Assert.Equal(1, Sys.Dispatchers.Lookup("two-threads").Throughput);
    }

    [Fact]
    public void A_dispatcher_that_does_not_exist_is_refused()
    {
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Empty.WithDispatcher("no-such")));
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Empty.WithDispatcher("broken")));
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Empty.WithMailbox("no-such")));
        Sys.ActorOf(Props.Empty, "still-fine");
    }

    [Fact]
    public void A_full_bounded_mailbox_turns_messages_into_dead_letters()
    {
        var latch = CreateTestLatch();
        var actor = Sys.ActorOf(Props.Create(() => new Blocked(latch, TestActor)).WithMailbox("small-mailbox"));
        actor.Tell("block");
        ExpectMsg("blocked");
        EventFilter.DeadLetter<int>(number => number >= 2).Expect(3, () =>
        {
            for (var i = 0; i < 5; i++) actor.Tell(i);
        });
        latch.Open();
        ExpectMsg(0);
        ExpectMsg(1);
        ExpectNoMsg(50);
    }

    [Fact]
    public void A_stash_needs_a_mailbox_with_two_ends()
    {
        EventFilter.Exception<ActorInitializationException>().Mute(() =>
        {
            Assert.ThrowsAny<Exception>(() => Sys.ActorOf(Props.Create(() => new Stashing()).WithMailbox("small-mailbox")));
            var actor = Sys.ActorOf(Props.Create(() => new Stashing()).WithMailbox("deque"));
            actor.Tell("hi");
            ExpectMsg("hi");
        });
    }

    [Fact]
    public void System_messages_go_ahead_of_a_full_mailbox()
    {
        var latch = CreateTestLatch();
        var actor = Sys.ActorOf(Props.Create(() => new Blocked(latch, TestActor)));
        Watch(actor);
        actor.Tell("block");
        ExpectMsg("blocked");
        for (var i = 0; i < 100; i++) actor.Tell(i);
        ((IInternalActorRef)actor).Stop();
        EventFilter.DeadLetter<int>().Mute(latch.Open);
        ExpectTerminated(actor, Soon);
    }

    [Fact]
    public void A_dispatcher_runs_errands()
    {
        Sys.Dispatchers.Lookup("two-threads").Schedule(() => TestActor.Tell("ran"));
        ExpectMsg("ran");
    }

    private sealed class WhichThread : ReceiveActor
    {
        public WhichThread()
        {
            Receive<Exception>(e => throw e);
            Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
            Receive<string>(text => text == "dispatcher", _ => Sender.Tell(Context.Dispatcher.Id));
            Receive<string>(text => text == "pool", _ => Sender.Tell(Thread.CurrentThread.IsThreadPoolThread));
            Receive<string>(text => text == "which", _ => Sender.Tell(Environment.CurrentManagedThreadId));
            ReceiveAsync<string>(async _ =>
            {
                await Task.Yield();
                Sender.Tell(Environment.CurrentManagedThreadId);
            });
        }
    }

    private sealed class Blocked : ReceiveActor
    {
        public Blocked(Akka.TestKit.TestLatch latch, IActorRef log)
        {
            Receive<string>(_ =>
            {
                log.Tell("blocked");
                latch.Ready();
            });
            ReceiveAny(log.Tell);
        }
    }

    private sealed class Stashing : ReceiveActor, IWithUnboundedStash
    {
        public Stashing() => ReceiveAny(message => Sender.Tell(message));

        public IStash Stash { get; set; } = null!;
    }
}
