using System.Net;
using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using Akka.Remote;
using Xunit;
using static AkkaDreamer.Tests.Offline.Remoting.RemotePair;

namespace AkkaDreamer.Tests.Offline.Remoting;

/// <summary>Strangers at the port, and wires that are cut.</summary>
public sealed class RemoteTrouble : IDisposable
{
    private readonly CuttableWire wire = new();
    private readonly RemotePair pair = new();
    private readonly ActorSystem behind;

    public RemoteTrouble()
    {
        behind = pair.Start("behind", $"akka.remote.dot-netty.tcp {{ port = {wire.Target}, public-port = {wire.Port} }}");
        behind.ActorOf(Props.Create(() => new EchoActor()), "echo");
    }

    public void Dispose()
    {
        pair.Dispose();
        wire.Dispose();
    }

    [Fact]
    public async Task Strangers_who_send_garbage_disturb_nobody()
    {
        var remote = await Find(pair.Here, behind, "/user/echo");
        var ended = Listen<DisassociatedEvent>(behind);
        var random = new Random(7);
        var noise = new byte[4096];
        for (var i = 0; i < 40; i++)
        {
            random.NextBytes(noise);
            var sent = (i % 4) switch
            {
                0 => noise,
                1 => [0xff, 0xff, 0xff, 0x7f, .. noise], // two gigabytes are to follow
                2 => [100, 0, 0, 0, .. noise.AsSpan(0, 20)], // and no more
                _ => Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            };
            using var stranger = new TcpClient();
            await stranger.ConnectAsync(IPAddress.Loopback, wire.Target);
            await stranger.GetStream().WriteAsync(sent);
        }

        Assert.Equal("hello", await remote.Ask<string>("hello", Patience));
        Assert.False(ended.HasHeard(gone => gone.RemoteAddress == AddressOf(pair.Here)));
    }

    [Fact]
    public async Task A_cut_connection_is_made_again_and_messages_flow_again()
    {
        var remote = await Find(pair.Here, behind, "/user/echo");
        var (ended, begun) = (Listen<DisassociatedEvent>(pair.Here), Listen<AssociatedEvent>(pair.Here));
        wire.Cut();
        ended.Next();
        using var patience = new CancellationTokenSource(Patience);
        while (!begun.HasHeard(_ => true))
        {
            var answer = remote.Ask<string>("hello", TimeSpan.FromMilliseconds(300));
            if (await Task.WhenAny(answer, Task.Delay(Timeout.Infinite, patience.Token)) == answer && answer.IsCompletedSuccessfully) break;
            patience.Token.ThrowIfCancellationRequested();
        }

        Assert.Equal("hello again", await remote.Ask<string>("hello again", Patience));
    }

    [Fact]
    public async Task News_of_an_end_survive_a_cut_connection()
    {
        var remote = await Find(pair.Here, behind, "/user/echo");
        var gone = new TaskCompletionSource<WatcherActor.Gone>();
        var watcher = pair.Here.ActorOf(Props.Create(() => new WatcherActor(pair.Here.ActorOf(Props.Create(() => new Hearer(gone)), "hearer"))));
        await watcher.Ask<string>(new WatcherActor.Watch(remote), Patience);
        Assert.Equal("watched", await remote.Ask<string>("watched", Patience));
        var ended = Listen<DisassociatedEvent>(behind);
        wire.Cut();
        ended.Next();
        behind.Stop(await behind.ActorSelection("/user/echo").ResolveOne(Patience));
        var news = await gone.Task.WaitAsync(Patience);
        Assert.Equal((remote, false), (news.Whom, news.WithItsSystem));
    }

    private sealed class Hearer : ReceiveActor
    {
        public Hearer(TaskCompletionSource<WatcherActor.Gone> news) => Receive<WatcherActor.Gone>(gone => news.TrySetResult(gone));
    }
}
