using System.Threading.Channels;
using Akka.Actor;

namespace AkkaDreamer.Tests.Offline;

/// <summary>An actor that a test listens with: what it is told, and the ends of those it watches, in order.</summary>
internal sealed class Ear
{
    private readonly Channel<object> _heard = Channel.CreateUnbounded<object>();

    public Ear(ActorSystem system)
    {
        var writer = _heard.Writer;
        Receiver = system.ActorOf(Props.Create(() => new Listener(writer)));
    }

    public IActorRef Receiver { get; }

    public void Watch(IActorRef actor) => Receiver.Tell(new Listener.Watch(actor));

    public async Task<object> Next()
    {
        using var timeout = new CancellationTokenSource(Ledgers.Patience);
        return await _heard.Reader.ReadAsync(timeout.Token);
    }

    private sealed class Listener(ChannelWriter<object> heard) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Watch watch)
                Context.Watch(watch.Actor);
            else
                heard.TryWrite(message);
        }

        public sealed record Watch(IActorRef Actor);
    }
}
