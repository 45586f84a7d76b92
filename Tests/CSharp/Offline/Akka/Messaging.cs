using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace AkkaDreamer.Tests.Offline.ActorSystems;

/// <summary>How messages get from one to the other.</summary>
public sealed class Messaging : TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public Messaging()
        : base("akka.loglevel = WARNING, akka.stdout-loglevel = OFF")
    {
    }

    [Fact]
    public void Messages_of_one_sender_arrive_in_order()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        for (var i = 0; i < 1000; i++) actor.Tell(i);
        for (var i = 0; i < 1000; i++) ExpectMsg(i);
    }

    [Fact]
    public void A_forward_keeps_the_sender()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        var forwarder = Sys.ActorOf(Props.Create(() => new Forwarder(echo)));
        forwarder.Tell("hi");
        ExpectMsgFrom(echo, "hi");
    }

    [Fact]
    public void Become_replaces_the_behaviour_and_a_stacked_one_comes_back()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        actor.Tell("how");
        ExpectMsg("calm");
        actor.Tell("anger");
        actor.Tell("how");
        ExpectMsg("angry");
        actor.Tell("calm down");
        actor.Tell("how");
        ExpectMsg("calm");
        actor.Tell("leave");
        actor.Tell("how");
        ExpectMsg("gone");
    }

    [Fact]
    public void A_restart_brings_the_first_behaviour_back()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        actor.Tell("leave");
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(new InvalidOperationException()));
        actor.Tell("how");
        ExpectMsg("calm");
    }

    [Fact]
    public void What_no_handler_takes_is_published_as_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        actor.Tell(3.5);
        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal(3.5, unhandled.Message);
        Assert.Equal(actor, unhandled.Recipient);
        Assert.Equal(TestActor, unhandled.Sender);
    }

    [Fact]
    public void No_handler_can_follow_one_that_takes_everything()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
        {
            var actor = Sys.ActorOf(Props.Create(() => new TooMuch()));
            Watch(actor);
            ExpectTerminated(actor, Soon);
        });
    }

    [Fact]
    public async Task An_ask_gets_the_answer()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        Assert.Equal("hi", await actor.Ask<string>("hi", Soon));
        Assert.Equal(4, await actor.Ask(4, Soon));
    }

    [Fact]
    public async Task An_ask_without_an_answer_ends_with_a_timeout()
    {
        var e = await Assert.ThrowsAsync<AskTimeoutException>(() => Sys.ActorOf(Props.Empty).Ask<string>("hi", TimeSpan.FromMilliseconds(50)));
        Assert.Equal("Timeout after 0.05 seconds", e.Message);
    }

    [Fact]
    public async Task An_ask_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        var asked = Sys.ActorOf(Props.Empty).Ask<string>("hi", source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task An_ask_throws_the_failure_that_it_is_answered_with()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        await Assert.ThrowsAsync<FormatException>(() => actor.Ask<string>(new Status.Failure(new FormatException()), Soon));
    }

    [Fact]
    public async Task An_ask_refuses_an_answer_of_another_type()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        await EventFilter.DeadLetter<int>().ExpectOneAsync(() => Assert.ThrowsAsync<ArgumentException>(() => actor.Ask<string>(5, Soon)));
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_a_dead_letter()
    {
        var asked = TestActor.Ask<string>("hi", TimeSpan.FromMilliseconds(50));
        ExpectMsg("hi");
        var asker = LastSender;
        await Assert.ThrowsAsync<AskTimeoutException>(() => asked);
        await EventFilter.DeadLetter<string>().ExpectOneAsync(() =>
        {
            asker.Tell("late");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Results_of_tasks_are_piped_to_actors()
    {
        await Task.FromResult(1).PipeTo(TestActor);
        ExpectMsg(1);
        await Task.FromResult(1).PipeTo(TestActor, success: one => one + 1);
        ExpectMsg(2);
        await Task.FromException<int>(new FormatException("x")).PipeTo(TestActor);
        Assert.IsType<FormatException>(ExpectMsg<Status.Failure>().Cause);
        await Task.FromException(new FormatException("x")).PipeTo(TestActor, failure: e => e.Message);
        ExpectMsg("x");
        await Task.CompletedTask.PipeTo(TestActor);
        ExpectNoMsg(100);
    }

    [Fact]
    public void Messages_wait_until_an_async_handler_has_ended_and_its_sender_stays()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Slow()));
        var gate = new TaskCompletionSource();
        actor.Tell(gate.Task);
        actor.Tell("second");
        ExpectNoMsg(100);
        gate.SetResult();
        ExpectMsg("first");
        ExpectMsg("second");
    }

    [Fact]
    public void A_failure_in_an_async_handler_restarts_the_actor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Slow()));
        EventFilter.Exception<FormatException>("late").ExpectOne(() =>
        {
            actor.Tell(Late());
            actor.Tell("second");
            ExpectMsg("second");
        });

        static async Task Late()
        {
            await Task.Yield();
            throw new FormatException("late");
        }
    }

    [Fact]
    public async Task A_selection_finds_actors_by_path_and_pattern()
    {
        var one = Sys.ActorOf(Props.Create(() => new Echo()), "echo-1");
        var two = Sys.ActorOf(Props.Create(() => new Echo()), "echo-2");
        Sys.ActorSelection("/user/echo-1").Tell("a");
        ExpectMsgFrom(one, "a");
        Sys.ActorSelection("/user/echo-*").Tell("b");
        ExpectMsg("b");
        ExpectMsg("b");
        Sys.ActorSelection(two.Path).Tell("c");
        ExpectMsgFrom(two, "c");
        Sys.ActorSelection(one, "../echo-2").Tell("d");
        ExpectMsgFrom(two, "d");
        Assert.Equal(one, await Sys.ActorSelection("akka://test/user/echo-1").ResolveOne(Soon));
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/nobody").ResolveOne(Soon));
        EventFilter.DeadLetter<string>().ExpectOne(() => Sys.ActorSelection("/user/nobody").Tell("e"));
    }

    [Fact]
    public void An_actor_says_who_it_is()
    {
        var actor = Sys.ActorOf(Props.Empty, "known");
        actor.Tell(new Identify(7));
        ExpectMsg(new ActorIdentity(7, actor));
        Sys.ActorSelection("/user/unknown").Tell(new Identify(8));
        ExpectMsg(new ActorIdentity(8, null));
        Assert.Equal("akka://test/user/known", actor.Path.ToString());
        Assert.Equal($"[akka://test/user/known#{actor.Path.Uid}]", actor.ToString());
    }

    [Fact]
    public void A_null_message_is_refused()
    {
        var actor = Sys.ActorOf(Props.Empty);
        actor.Tell(new Identify(1));
        ExpectMsg<ActorIdentity>();
        Assert.Throws<ArgumentNullException>(() => actor.Tell(null));
    }

    [Fact]
    public void The_sender_of_a_message_from_nobody_is_dead_letters()
    {
        var actor = Sys.ActorOf(Props.Create(() => new WhoSent(TestActor)));
        actor.Tell("hi", ActorRefs.NoSender);
        ExpectMsg(Sys.DeadLetters);
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed class Forwarder : ReceiveActor
    {
        public Forwarder(IActorRef to) => ReceiveAny(to.Forward);
    }

    private sealed class WhoSent : ReceiveActor
    {
        public WhoSent(IActorRef listener) => ReceiveAny(_ => listener.Tell(Sender));
    }

    private sealed class TooMuch : ReceiveActor
    {
        public TooMuch()
        {
            ReceiveAny(_ => { });
            Receive<string>(_ => { });
        }
    }

    private sealed class Slow : ReceiveActor
    {
        public Slow()
        {
            ReceiveAsync<Task>(async task =>
            {
                var sender = Sender;
                await task;
                await Task.Yield();
                Sender.Tell(ReferenceEquals(sender, Sender) ? "first" : "wrong sender");
            });
            ReceiveAny(message => Sender.Tell(message));
        }
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody()
        {
            Receive<Exception>(e => throw e);
            Receive<string>(text => text == "how", _ => Sender.Tell("calm"));
            Receive<string>(text => text == "anger", _ => BecomeStacked(Angry));
            Receive<string>(text => text == "leave", _ => Become(Gone));
        }

        private void Angry()
        {
            Receive<string>(text => text == "how", _ => Sender.Tell("angry"));
            Receive<string>(text => text == "calm down", _ => UnbecomeStacked());
        }

        private void Gone()
        {
            Receive<Exception>(e => throw e);
            ReceiveAny(_ => Sender.Tell("gone"));
        }
    }
}
