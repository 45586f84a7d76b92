using Akka.Actor;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors;

/// <summary>A part of a run that can be asked to end its work: from then on it says nothing to other parts, and what still comes is heard and left unanswered.</summary>
public abstract class WorkingPart : ReceiveActor
{
    /// <summary>Answers <see cref="EndWork"/>, in this behaviour and in the one that follows. <paramref name="giveBack"/>: what becomes of a lease that comes too late.</summary>
    protected void EndsWork<TLease>(Action<TLease> giveBack) => Receive<EndWork>(end =>
    {
        Become(() =>
        {
            EndsWork(giveBack);
            Receive(giveBack);
            ReceiveAny(_ => { });
        });
        Context.Parent.Tell(new WorkEnded(Self.Path.Name, end.Round));
    });
}
