using Akka.Actor;
using Akka.Event;
using Xunit;
using static AkkaDreamer.Tests.Offline.Remoting.RemotePair;

namespace AkkaDreamer.Tests.Offline.Remoting;

/// <summary>Messages between two systems over real sockets.</summary>
public sealed class RemoteMessaging : IDisposable
{
    private readonly RemotePair pair = new();
    private readonly IActorRef echo;

    public RemoteMessaging() => echo = pair.There.ActorOf(Props.Create(() => new EchoActor()), "echo");

    public void Dispose() => pair.Dispose();

    [Fact]
    public async Task An_answer_comes_back_over_the_network()
    {
        var remote = await Find(pair.Here, pair.There, "/user/echo");
        Assert.Equal(AddressOf(pair.There), remote.Path.Address);
        Assert.Equal(echo.Path.Uid, remote.Path.Uid);
        Assert.False(((IActorRefScope)remote).IsLocal);
        Assert.Equal("hello", await remote.Ask<string>("hello", Patience));
        Assert.Equal(42, await remote.Ask<int>(42, Patience));
        Assert.Equal(1L << 40, await remote.Ask<long>(1L << 40, Patience));
        Assert.Equal(new Letter("dear"), await remote.Ask<Letter>(new Letter("dear"), Patience));
        Assert.StartsWith(AddressOf(pair.Here).ToString(), await remote.Ask<string>("whom", Patience), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_of_one_sender_arrive_in_order()
    {
        const int Count = 20_000;
        var remote = await Find(pair.Here, pair.There, "/user/echo");
        var all = new TaskCompletionSource<List<int>>();
        var sender = pair.Here.ActorOf(Props.Create(() => new Collector(all, Count)));
        for (var i = 0; i < Count; i++) remote.Tell(i, sender);
        Assert.Equal(Enumerable.Range(0, Count), await all.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task What_is_sent_while_connecting_arrives()
    {
        var all = new TaskCompletionSource<List<int>>();
        var sender = pair.Here.ActorOf(Props.Create(() => new Collector(all, 100)));
        var selection = pair.Here.ActorSelection(PathOf(pair.There, "/user/echo"));
        for (var i = 0; i < 100; i++) selection.Tell(i, sender);
        Assert.Equal(Enumerable.Range(0, 100), await all.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_selection_finds_actors_by_pattern_and_says_when_there_is_nobody()
    {
        pair.There.ActorOf(Props.Create(() => new EchoActor()), "egon");
        var nobody = await pair.Here.ActorSelection(PathOf(pair.There, "/user/nobody")).Ask<ActorIdentity>(new Identify("who"), Patience);
        Assert.Equal(("who", null), (nobody.MessageId, nobody.Subject));
        var all = new TaskCompletionSource<List<int>>();
        pair.Here.ActorSelection(PathOf(pair.There, "/user/e*")).Tell(7, pair.Here.ActorOf(Props.Create(() => new Collector(all, 2))));
        Assert.Equal([7, 7], await all.Task.WaitAsync(Patience));
        var one = await pair.Here.ActorSelection(PathOf(pair.There, "/user/echo")).ResolveOne(Patience);
        Assert.Equal("echo", one.Path.Name);
        await Assert.ThrowsAsync<ActorNotFoundException>(() => pair.Here.ActorSelection(PathOf(pair.There, "/user/nobody")).ResolveOne(Patience));
    }

    [Fact]
    public async Task A_reference_in_a_message_works_on_the_other_side()
    {
        var remote = await Find(pair.Here, pair.There, "/user/echo");
        var all = new TaskCompletionSource<List<int>>();
        var friend = pair.Here.ActorOf(Props.Create(() => new Collector(all, 1)));
        var mine = await remote.Ask<IActorRef>(friend, Patience);
        Assert.Equal(friend, mine); // there and back again: local once more
        Assert.True(((IActorRefScope)mine).IsLocal);
        var heard = new TaskCompletionSource<string>();
        remote.Tell(new Introduction(pair.Here.ActorOf(Props.Create(() => new Hearer(heard))), "hello friend"));
        Assert.Equal("hello friend", await heard.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_reference_from_text_is_of_one_incarnation_only()
    {
        var provider = ((ExtendedActorSystem)pair.Here).Provider;
        var known = provider.ResolveActorRef(echo.Path.ToSerializationFormatWithAddress(AddressOf(pair.There)));
        Assert.Equal("hello", await known.Ask<string>("hello", Patience));
        var other = provider.ResolveActorRef(PathOf(pair.There, "/user/echo#1"));
        var lost = Listen<DeadLetter>(pair.There);
        other.Tell("for another");
        Assert.Equal("for another", lost.Next().Message);
        Assert.Same(echo, ((ExtendedActorSystem)pair.There).Provider.ResolveActorRef(PathOf(pair.There, "/user/echo")));
    }

    [Fact]
    public async Task A_sender_that_nobody_can_reach_costs_no_message()
    {
        var stranger = pair.Start("third", "akka.actor.provider = local").ActorOf(Props.Create(() => new EchoActor()));
        var heard = new TaskCompletionSource<string>();
        pair.There.ActorOf(Props.Create(() => new Hearer(heard)), "hearer");
        (await Find(pair.Here, pair.There, "/user/hearer")).Tell("hello", stranger);
        Assert.Equal("hello", await heard.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_failure_travels_with_its_message()
    {
        var remote = await Find(pair.Here, pair.There, "/user/echo");
        var e = await Assert.ThrowsAnyAsync<Exception>(() => remote.Ask<string>("fail", Patience));
        Assert.Contains("as asked", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_cannot_be_written_or_read_is_dropped_and_the_association_lives()
    {
        var remote = await Find(pair.Here, pair.There, "/user/echo");
        var ended = Listen<Akka.Remote.DisassociatedEvent>(pair.Here);
        var (errors, warnings) = (Listen<Error>(pair.Here), Listen<Warning>(pair.There));
        remote.Tell(new Letter(Letter.Unwritable));
        errors.Next(error => error.ToString().Contains("Serialization failed", StringComparison.Ordinal));
        foreach (var text in new[] { Letter.Unreadable, Letter.Unknown })
        {
            remote.Tell(new Letter(text));
            warnings.Next(warning => warning.ToString().Contains("serializer id [4711]", StringComparison.Ordinal));
        }

        Assert.Equal("still there", await remote.Ask<string>("still there", Patience));
        Assert.False(ended.HasHeard(_ => true));
    }

    [Fact]
    public async Task A_message_above_the_frame_size_is_dropped_by_its_sender_and_those_below_arrive()
    {
        var remote = await Find(pair.Here, pair.There, "/user/echo");
        var errors = Listen<Error>(pair.Here);
        remote.Tell(new byte[128_000]);
        errors.Next(error => error.Cause?.Message.Contains("128000", StringComparison.Ordinal) == true);
        var large = new byte[120_000];
        new Random(1).NextBytes(large);
        Assert.Equal(large, await remote.Ask<byte[]>(large, Patience));
    }

    private sealed class Collector : ReceiveActor
    {
        public Collector(TaskCompletionSource<List<int>> all, int count)
        {
            var heard = new List<int>();
            Receive<int>(number =>
            {
                heard.Add(number);
                if (heard.Count == count) all.SetResult(heard);
            });
        }
    }

    private sealed class Hearer : ReceiveActor
    {
        public Hearer(TaskCompletionSource<string> heard) => Receive<string>(heard.SetResult);
    }
}
