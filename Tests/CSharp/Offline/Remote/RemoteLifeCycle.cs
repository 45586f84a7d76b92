using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Xunit;
using static AkkaDreamer.Tests.Offline.Remoting.RemotePair;

namespace AkkaDreamer.Tests.Offline.Remoting;

/// <summary>How connections come, go, and come back.</summary>
public sealed class RemoteLifeCycle : IDisposable
{
    private readonly RemotePair pair = new();

    public RemoteLifeCycle() => pair.There.ActorOf(Props.Create(() => new EchoActor()), "echo");

    public void Dispose() => pair.Dispose();

    [Theory]
    [InlineData("remote")]
    [InlineData("Akka.Remote.RemoteActorRefProvider, Akka.Remote")]
    public void The_provider_goes_by_its_short_name_or_by_its_class(string provider)
    {
        var system = pair.Start("third", $"akka.actor.provider = \"{provider}\"");
        var address = AddressOf(system);
        Assert.Equal(("akka.tcp", "third", "127.0.0.1"), (address.Protocol, address.System, address.Host));
        Assert.InRange(address.Port!.Value, 1, 65535);
        Assert.Equal("akka://third", system.ToString());
        var there = AddressOf(pair.There);
        Assert.Equal(address, ((ExtendedActorSystem)system).Provider.GetExternalAddressFor(there));
        Assert.Null(((ExtendedActorSystem)system).Provider.GetExternalAddressFor(there.WithProtocol("akka.udp")));
    }

    [Fact]
    public void Others_are_told_the_public_address()
    {
        var system = pair.Start("third", "akka.remote.dot-netty.tcp { public-hostname = example.com, public-port = 4711 }");
        Assert.Equal("akka.tcp://third@example.com:4711", AddressOf(system).ToString());
    }

    [Fact]
    public void A_port_that_is_taken_lets_no_system_start()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var e = Assert.ThrowsAny<Exception>(() => ActorSystem.Create("late", Settings($"akka.remote.dot-netty.tcp.port = {port}")));
        Assert.Contains("Failed to bind", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off", false)]
    [InlineData("on", true)]
    [InlineData("off-for-windows", true)]
    public void Two_systems_share_a_port_when_both_say_so(string reuse, bool shares)
    {
        if (OperatingSystem.IsWindows()) return;
        var first = pair.Start("first", $"akka.remote.dot-netty.tcp.tcp-reuse-addr = {reuse}");
        var second = () => pair.Start("second", $"akka.remote.dot-netty.tcp {{ tcp-reuse-addr = {reuse}, port = {AddressOf(first).Port} }}");
        if (shares) Assert.Equal(AddressOf(first).Port, AddressOf(second()).Port);
        else Assert.ThrowsAny<Exception>(second);
    }

    [Fact]
    public async Task Both_sides_hear_of_the_connection_and_of_its_end()
    {
        var (begun, taken) = (Listen<AssociatedEvent>(pair.Here), Listen<AssociatedEvent>(pair.There));
        var ended = Listen<DisassociatedEvent>(pair.Here);
        await Find(pair.Here, pair.There, "/user/echo");
        var outgoing = begun.Next();
        Assert.Equal((AddressOf(pair.Here), AddressOf(pair.There), false), (outgoing.LocalAddress, outgoing.RemoteAddress, outgoing.IsInbound));
        var incoming = taken.Next();
        Assert.Equal((AddressOf(pair.There), AddressOf(pair.Here), true), (incoming.LocalAddress, incoming.RemoteAddress, incoming.IsInbound));
        await pair.There.Terminate();
        Assert.Equal(AddressOf(pair.There), ended.Next().RemoteAddress);
    }

    [Fact]
    public async Task What_was_sent_before_the_end_still_arrives()
    {
        const int Count = 2000;
        var counted = new TaskCompletionSource();
        pair.There.ActorOf(Props.Create(() => new Counter(Count, counted)), "counter");
        var remote = await Find(pair.Here, pair.There, "/user/counter");
        for (var i = 0; i < Count; i++) remote.Tell(i);
        await pair.Here.Terminate();
        await counted.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Nobody_at_an_address_is_told_and_what_is_sent_there_is_a_dead_letter_until_somebody_comes()
    {
        using var reserved = new Socket(SocketType.Stream, ProtocolType.Tcp); // nobody else may listen there meanwhile, and nobody does
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = new Address("akka.tcp", "later", "127.0.0.1", ((IPEndPoint)reserved.LocalEndPoint!).Port);
        var (errors, lost) = (Listen<AssociationErrorEvent>(pair.Here), Listen<DeadLetter>(pair.Here));
        var echo = pair.Here.ActorSelection(address + "/user/echo");
        echo.Tell("lost");
        var error = errors.Next();
        Assert.Equal((address, false), (error.RemoteAddress, error.IsInbound));
        Assert.Equal("lost", lost.Next(letter => letter.Message is string).Message);
        reserved.Dispose();
        var later = pair.Start("later", $"akka.remote.dot-netty.tcp.port = {address.Port}");
        later.ActorOf(Props.Create(() => new EchoActor()), "echo");
        Assert.Equal("here again", await Persistently(echo, "here again"));
    }

    [Fact]
    public async Task A_system_that_was_restarted_at_its_address_is_found_again()
    {
        var remote = await Find(pair.Here, pair.There, "/user/echo");
        var address = AddressOf(pair.There);
        await pair.There.Terminate();
        var again = pair.Start("there", $"akka.remote.dot-netty.tcp.port = {address.Port}");
        again.ActorOf(Props.Create(() => new EchoActor()), "echo");
        Assert.Equal("hello", await Persistently(pair.Here.ActorSelection(address + "/user/echo"), "hello"));
        var successor = await pair.Here.ActorSelection(address + "/user/echo").ResolveOne(Patience);
        Assert.Equal(remote.Path, successor.Path);
        Assert.NotEqual(remote, successor); // the uid tells them apart
    }

    [Fact]
    public async Task A_quarantined_system_is_not_spoken_to_until_it_has_been_restarted()
    {
        var remote = await Find(pair.Here, pair.There, "/user/echo");
        var (address, uid) = (AddressOf(pair.There), AddressUidExtension.Uid(pair.There));
        var (quarantined, shunned) = (Listen<QuarantinedEvent>(pair.Here), Listen<ThisActorSystemQuarantinedEvent>(pair.There));
        var lost = Listen<DeadLetter>(pair.Here);
        ((IRemoteActorRefProvider)((ExtendedActorSystem)pair.Here).Provider).Quarantine(address, uid);
        var news = quarantined.Next();
        Assert.Equal((address, uid), (news.Address, news.Uid));
        remote.Tell("in vain");
        Assert.Equal("in vain", lost.Next(letter => letter.Message is string).Message);
        Assert.Equal(AddressOf(pair.Here), shunned.Next().RemoteAddress);

        await pair.There.Terminate();
        var again = pair.Start("there", $"akka.remote.dot-netty.tcp.port = {address.Port}");
        again.ActorOf(Props.Create(() => new EchoActor()), "echo");
        Assert.Equal("hello", await Persistently(pair.Here.ActorSelection(address + "/user/echo"), "hello"));
    }

    [Fact]
    public async Task Who_is_not_trusted_reaches_only_the_paths_that_are_named()
    {
        var careful = pair.Start("careful", "akka.remote { untrusted-mode = on, trusted-selection-paths = [\"/user/open\"] }");
        var open = careful.ActorOf(Props.Create(() => new EchoActor()), "open");
        careful.ActorOf(Props.Create(() => new EchoActor()), "shut");
        var all = Listen<Debug>(careful);
        pair.Here.ActorSelection(PathOf(careful, "/user/shut")).Tell("hello");
        all.Next(line => line.ToString().Contains("/user/shut", StringComparison.Ordinal) && line.ToString().Contains("UntrustedMode", StringComparison.Ordinal));
        var remote = ((ExtendedActorSystem)pair.Here).Provider.ResolveActorRef(open.Path.ToSerializationFormatWithAddress(AddressOf(careful)));
        remote.Tell(PoisonPill.Instance);
        all.Next(line => line.ToString().Contains("PoisonPill", StringComparison.Ordinal));
        Assert.Equal("still there", await pair.Here.ActorSelection(PathOf(careful, "/user/open")).Ask<string>("still there", Patience));
    }

    /// <summary>Asks until there is an answer: while the gate is closed, questions are lost.</summary>
    private static async Task<string> Persistently(ICanTell whom, string question)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return await whom.Ask<string>(question, TimeSpan.FromMilliseconds(300), patience.Token);
            }
            catch (AskTimeoutException)
            {
                // the next one
            }
        }
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter(int count, TaskCompletionSource counted)
        {
            var heard = 0;
            Receive<int>(number =>
            {
                if (number == heard && ++heard == count) counted.SetResult();
            });
        }
    }
}
