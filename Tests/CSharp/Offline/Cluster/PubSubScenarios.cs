using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using Akka.TestKit;
using Xunit;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>Messages to whoever has said on any node that it wants them.</summary>
public sealed class PubSubScenarios : IAsyncLifetime
{
    private readonly ClusterNode _here = new();
    private readonly ClusterNode _there = new();
    private readonly Dictionary<ClusterNode, Akka.TestKit.Xunit2.TestKit> _kits = [];

    public Task InitializeAsync() => ClusterNode.Form(_here, _there);

    public async Task DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
    }

    [Fact]
    public void What_is_published_reaches_subscribers_on_all_nodes_until_they_unsubscribe()
    {
        TestProbe near = Probe(_here), far = Probe(_there);
        Subscribe(_here, "news of the day", near);
        Subscribe(_there, "news of the day", far);
        Until(far, new Publish("news of the day", "one"), "one");
        near.ExpectMsg("one");
        near.Send(Mediator(_here), GetTopics.Instance);
        Assert.Single(Next<CurrentTopics>(near).Topics);

        far.Send(Mediator(_there), new Unsubscribe("news of the day", far.Ref));
        Assert.Equal("news of the day", Next<UnsubscribeAck>(far).Unsubscribe.Topic);
        var left = Probe(_here);
        Subscribe(_here, "news of the day", left);
        Mediator(_here).Tell(new Publish("news of the day", "two"));
        Assert.Equal("two", Next<string>(left, static text => text == "two"));
        far.Send(Mediator(_there), new Send(far.Ref.Path.ToStringWithoutAddress(), "nobody", true));
        far.Send(far.Ref, "marker");
        Assert.Equal("marker", Next<string>(far, static text => text is "marker" or "two"));
    }

    [Fact]
    public void One_subscriber_of_each_group_gets_what_is_for_one_of_each()
    {
        TestProbe near = Probe(_here), far = Probe(_there), other = Probe(_there);
        Subscribe(_here, "work", near, "both");
        Subscribe(_there, "work", far, "both");
        Subscribe(_there, "work", other, "lone");
        Until(other, new Publish("work", "first", true), "first");
        Mediator(_there).Tell(new Publish("work", "second", true));
        Assert.Equal("second", Next<string>(other, static text => text == "second"));
        Assert.Contains("second", new[] { near, far }.SelectMany(static probe => Seen(probe)));
    }

    [Fact]
    public void Actors_that_are_put_are_reached_by_their_path()
    {
        TestProbe near = Probe(_here, "same"), far = Probe(_there, "same");
        var path = near.Ref.Path.ToStringWithoutAddress();
        Assert.Equal(path, far.Ref.Path.ToStringWithoutAddress());
        Mediator(_there).Tell(new Put(far.Ref));
        Until(far, new Send(path, "one"), "one"); // from here to there
        Mediator(_here).Tell(new Put(near.Ref));
        Mediator(_here).Tell(new Send(path, "two", localAffinity: true));
        near.ExpectMsg("two");
        Mediator(_here).Tell(new SendToAll(path, "three"));
        near.ExpectMsg("three");
        Assert.Equal("three", Next<string>(far, static text => text == "three"));
        Mediator(_here).Tell(new SendToAll(path, "four", excludeSelf: true));
        Assert.Equal("four", Next<string>(far, static text => text == "four"));
        Mediator(_here).Tell(new Remove(path));
        Mediator(_here).Tell(new SendToAll(path, "five"));
        Assert.Equal("five", Next<string>(far, static text => text == "five"));
        Assert.False(near.HasMessages);
    }

    [Fact]
    public void What_is_for_nobody_becomes_a_dead_letter()
    {
        var dead = Probe(_here);
        _here.System.EventStream.Subscribe(dead.Ref, typeof(DeadLetter));
        Mediator(_here).Tell(new Publish("nothing", "lost"));
        Assert.Equal("lost", Assert.IsType<Publish>(Next<DeadLetter>(dead, static letter => letter.Message is Publish).Message).Message);
        Mediator(_here).Tell(new Send("/user/nobody", "lost too"));
        Assert.Equal("lost too", Assert.IsType<Send>(Next<DeadLetter>(dead, static letter => letter.Message is Send).Message).Message);
    }

    [Fact]
    public async Task Who_has_ended_and_nodes_that_are_gone_get_nothing_any_more()
    {
        TestProbe far = Probe(_there, "gone"), near = Probe(_here, "stays"), dead = Probe(_here);
        Mediator(_there).Tell(new Put(far.Ref));
        var (gone, stays) = (far.Ref.Path.ToStringWithoutAddress(), near.Ref.Path.ToStringWithoutAddress());
        Until(far, new Send(gone, "one"), "one");
        var alone = _here.Sees(_here);
        _there.Cluster.Leave(_there.Address);
        await alone;
        _here.System.EventStream.Subscribe(dead.Ref, typeof(DeadLetter));
        Mediator(_here).Tell(new Send(gone, "two"));
        Assert.Equal("two", Assert.IsType<Send>(Next<DeadLetter>(dead, static letter => letter.Message is Send).Message).Message);

        Mediator(_here).Tell(new Put(near.Ref));
        var ended = MembershipScenarios.Watch(_here.System, near.Ref);
        _here.System.Stop(near.Ref);
        await ended.WaitAsync(ClusterNode.Patience);
        Until(dead, new Send(stays, "three"), static found => found is DeadLetter { Message: Send { Message: "three" } });
    }

    private static IActorRef Mediator(ClusterNode node) => DistributedPubSub.Get(node.System).Mediator;

    private static void Subscribe(ClusterNode node, string topic, TestProbe probe, string? group = null)
    {
        probe.Send(Mediator(node), new Subscribe(topic, probe.Ref, group));
        Assert.Equal((topic, group), Next<SubscribeAck>(probe) is var ack ? (ack.Subscribe.Topic, ack.Subscribe.Group) : default);
    }

    private static T Next<T>(TestProbe probe, Predicate<T>? which = null) =>
        (T)probe.FishForMessage(message => message is T typed && which?.Invoke(typed) != false, ClusterNode.Patience);

    private static List<string> Seen(TestProbe probe)
    {
        var seen = new List<string>();
        while (probe.ReceiveOne(TimeSpan.FromSeconds(1)) is { } message) seen.Add((string)message);
        return seen;
    }

    /// <summary>Registrations spread by and by: sends it again and again until it arrives.</summary>
    private void Until(TestProbe probe, object message, string arrived) => Until(probe, message, found => found is string text && text == arrived);

    private void Until(TestProbe probe, object message, Predicate<object> arrived)
    {
        var again = _here.System.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromMilliseconds(100), Mediator(_here), message, ActorRefs.NoSender);
        probe.FishForMessage(found => arrived(found), ClusterNode.Patience);
        again.Cancel();
    }

    private TestProbe Probe(ClusterNode node, string? name = null)
    {
        if (!_kits.TryGetValue(node, out var kit)) _kits.Add(node, kit = new Akka.TestKit.Xunit2.TestKit(node.System));
        return kit.CreateTestProbe(name);
    }
}
