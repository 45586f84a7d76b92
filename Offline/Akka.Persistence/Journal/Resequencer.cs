using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Passes answers on in the order of their numbers, however they come in.</summary>
internal sealed class Resequencer : ActorBase
{
    private readonly Dictionary<long, Numbered> _early = [];
    private long _delivered;

    protected override bool Receive(object message)
    {
        if (message is not Numbered numbered)
            return false;
        _early.Add(numbered.Number, numbered);
        while (_early.Remove(_delivered + 1, out var next))
        {
            _delivered = next.Number;
            next.Target.Tell(next.Message, next.Sender);
        }
        return true;
    }

    public sealed record Numbered(long Number, object Message, IActorRef Target, IActorRef Sender) : INoSerializationVerificationNeeded;
}
