using System.Threading.Channels;
using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>The test actor: keeps what it gets for the test to look at.</summary>
internal sealed class InternalTestActor : UntypedActor
{
    private readonly ChannelWriter<MessageEnvelope> _queue;
    private TestActor.Ignore _ignore;
    private AutoPilot _autoPilot;

    public InternalTestActor(ChannelWriter<MessageEnvelope> queue) => _queue = queue;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore set:
                _ignore = set.Ignore;
                break;
            case TestActor.Watch watch:
                Context.Watch(watch.Actor);
                Sender.Tell(TestActor.WatchAck.Instance);
                break;
            case TestActor.Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                Sender.Tell(TestActor.UnwatchAck.Instance);
                break;
            case TestActor.SetAutoPilot set:
                _autoPilot = set.AutoPilot;
                break;
            case TestActor.Spawn spawn:
                // As upstream, the strategy of the order is not applied: children live under the test actor's own, which restarts.
                _queue.TryWrite(new RealMessageEnvelope(spawn.Apply(Context), Self));
                break;
            default:
                if (_autoPilot?.Run(Sender, message) is { } next and not KeepRunning) _autoPilot = next;
                if (_ignore is null || !_ignore(message)) _queue.TryWrite(new RealMessageEnvelope(message, Sender));
                break;
        }
    }
}
