using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.TestActors;
using Xunit;
using Xunit.Sdk;

namespace AkkaDreamer.Tests.Offline.ActorSystems;

/// <summary>The TestKit itself: what it finds, and that it fails when it must.</summary>
public sealed class TestKitScenarios : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(60);

    public TestKitScenarios()
        : base("akka.loglevel = DEBUG, akka.stdout-loglevel = OFF, akka.test.filter-leeway = 200ms, akka.test.timefactor = 1.0")
    {
    }

    [Fact]
    public void An_expectation_fails_when_nothing_or_something_else_comes()
    {
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(Short));
        TestActor.Tell(1);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(Short));
        TestActor.Tell("a");
        Assert.ThrowsAny<XunitException>(() => ExpectMsg("b", Short));
        TestActor.Tell("a");
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(text => text == "b", Short));
        TestActor.Tell("a");
        Assert.ThrowsAny<XunitException>(() => ExpectNoMsg(Short));
        TestActor.Tell("a");
        Assert.ThrowsAny<XunitException>(() => ExpectMsgFrom(Sys.DeadLetters, "a", Short));
    }

    [Fact]
    public void Messages_are_received_by_number_kind_and_choice()
    {
        foreach (var message in (object[])[1, 2, "three", 4]) TestActor.Tell(message);
        Assert.Equal([1, 2], ReceiveWhile<object>(Short, message => message is int ? message : null!));
        Assert.Equal("three", PeekOne(Short));
        Assert.Equal(["three", 4], ReceiveN(2));
        Assert.Null(ReceiveOne(Short));
        foreach (var message in (object[])["noise", 5, "found"]) TestActor.Tell(message);
        Assert.Equal("found", FishForMessage<string>(text => text == "found"));
        foreach (var message in (object[])[1, 2, 3]) TestActor.Tell(message);
        ExpectMsgAllOf(3, 1, 2);
        TestActor.Tell(2);
        Assert.Equal(2, ExpectMsgAnyOf((int[])[1, 2]));
        TestActor.Tell(9);
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAllOf(Short, 1));
        IgnoreMessages<string>(text => text == "ignored");
        TestActor.Tell("ignored");
        TestActor.Tell("seen");
        ExpectMsg("seen");
        IgnoreNoMessages();
        Assert.False(HasMessages);
    }

    [Fact]
    public async Task Expectations_have_async_forms()
    {
        TestActor.Tell("a");
        Assert.Equal("a", await ExpectMsgAsync<string>());
        await ExpectNoMsgAsync(Short);
        await Assert.ThrowsAnyAsync<XunitException>(async () => await ExpectMsgAsync<string>(Short));
        var count = 0;
        await AwaitAssertAsync(() => Assert.True(++count > 2), interval: TimeSpan.FromMilliseconds(10));
        await AwaitConditionAsync(() => Task.FromResult(++count > 5), TimeSpan.FromSeconds(5));
        Assert.Equal(7, await WithinAsync(TimeSpan.FromSeconds(5), () => Task.FromResult(7)));
        await Task.Yield();
        Sys.ActorOf(SimpleEchoActor.Props()).Tell("from the test after an await");
        await ExpectMsgAsync("from the test after an await");
    }

    [Fact]
    public void A_probe_sends_replies_and_forwards()
    {
        var one = CreateTestProbe("one");
        var two = CreateTestProbe();
        one.Send(two, "question");
        two.ExpectMsg("question");
        Assert.Equal(one.Ref, two.Sender);
        two.Reply("answer");
        one.ExpectMsgFrom(two.Ref, "answer");
        one.Forward(TestActor);
        ExpectMsgFrom(two.Ref, "answer");
        Assert.Equal("one", one.Ref.Path.Name);
    }

    [Fact]
    public void A_probe_watches_and_makes_children()
    {
        var probe = CreateTestProbe();
        var child = probe.ChildActorOf(SimpleEchoActor.Props(), "child");
        Assert.Equal(probe.Ref.Path, child.Path.Parent);
        probe.Watch(child);
        Sys.Stop(child);
        child.Tell(PoisonPill.Instance);
        probe.ExpectTerminated(child);
        Assert.ThrowsAny<XunitException>(() => probe.ExpectTerminated(child, Short));
    }

    [Fact]
    public void An_auto_pilot_answers_for_the_test()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell("re: " + message);
            return message is "last" ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
        }));
        foreach (var message in (string[])["first", "last", "unanswered"]) probe.Ref.Tell(message, TestActor);
        ExpectMsg("re: first");
        ExpectMsg("re: last");
        ExpectNoMsg(Short);
        probe.ExpectMsgAllOf("first", "last", "unanswered");
    }

    [Fact]
    public void An_event_filter_counts_exactly()
    {
        EventFilter.Info("one").ExpectOne(() => Log.Info("one"));
        EventFilter.Info(contains: "o").And.Warning(start: "w").Expect(3, () =>
        {
            Log.Info("two");
            Log.Info("four");
            Log.Warning("warning");
        });
        Assert.ThrowsAny<XunitException>(() => EventFilter.Info("one").ExpectOne(() => Log.Info("two")));
        Assert.ThrowsAny<XunitException>(() => EventFilter.Info("one").Expect(1, () =>
        {
            Log.Info("one");
            Log.Info("one");
            Log.Info("one");
        }));
        Assert.ThrowsAny<XunitException>(() => EventFilter.Error().Expect(0, () => Log.Error("unexpected")));
        EventFilter.Error().Expect(0, () => Log.Info("fine"));
        EventFilter.Custom<Warning>(warning => warning.Message.ToString() == "x").ExpectOne(() => Log.Warning("x"));
        Assert.Equal(5, EventFilter.Debug("d").ExpectOne(() =>
        {
            Log.Debug("d");
            return 5;
        }));
    }

    [Fact]
    public void Within_bounds_the_time_of_what_is_inside()
    {
        Within(TimeSpan.FromSeconds(5), () =>
        {
            Assert.InRange(Remaining, TimeSpan.Zero, TimeSpan.FromSeconds(5));
            TestActor.Tell("a");
            ExpectMsg("a");
        });
        Assert.ThrowsAny<XunitException>(() => Within(Short, () => ExpectMsg<string>()));
        Assert.ThrowsAny<XunitException>(() => Within(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), () => { }));
        Assert.Throws<InvalidOperationException>(() => Remaining);
    }

    [Fact]
    public void Await_repeats_until_it_holds_or_the_time_is_over()
    {
        var count = 0;
        AwaitAssert(() => Assert.Equal(3, ++count), interval: TimeSpan.FromMilliseconds(10));
        AwaitCondition(() => ++count > 6, TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(10));
        Assert.ThrowsAny<XunitException>(() => AwaitAssert(() => Assert.Fail("never"), Short, TimeSpan.FromMilliseconds(10)));
        Assert.ThrowsAny<XunitException>(() => AwaitCondition(() => false, Short));
        Assert.False(AwaitConditionNoThrow(() => false, Short));
    }

    [Fact]
    public void A_test_actor_ref_shows_the_actor_and_runs_on_the_thread_of_the_test()
    {
        var actor = ActorOfAsTestActorRef<Counting>(Props.Create(() => new Counting()), "counting");
        actor.Tell("a");
        actor.Tell("b");
        Assert.Equal(2, actor.UnderlyingActor.Count);
        Assert.Equal(Environment.CurrentManagedThreadId, actor.UnderlyingActor.Thread);
        Assert.Throws<FormatException>(() => actor.Receive(new FormatException()));
        actor.Tell("echo", TestActor);
        ExpectMsg("echo");
        Assert.Equal("akka://test/user/counting", actor.Path.ToString());
    }

    [Fact]
    public void A_latch_opens_when_it_is_counted_down()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        Assert.False(latch.IsOpen);
        Assert.Throws<TimeoutException>(() => latch.Ready(Short));
        latch.CountDown();
        latch.Ready();
    }

    [Fact]
    public void Times_are_stretched_by_the_factor_of_the_configuration()
    {
        using var kit = new Stretched();
        Assert.Equal(TimeSpan.FromSeconds(3), kit.Dilated(TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(9), kit.RemainingOrDefault);
    }

    private sealed class Stretched() : Akka.TestKit.Xunit2.TestKit("akka.test.timefactor = 3.0, akka.stdout-loglevel = OFF");

    private sealed class Counting : ReceiveActor
    {
        public Counting()
        {
            Receive<Exception>(e => throw e);
            Receive<string>(text =>
            {
                Count++;
                Thread = Environment.CurrentManagedThreadId;
                if (text == "echo") Sender.Tell(text);
            });
        }

        public int Count { get; private set; }

        public int Thread { get; private set; }
    }
}
