using Akka.Actor;

namespace AkkaDreamer.Tests.Offline.Remoting;

/// <summary>Says back what it is told; fails, stops and forwards on demand.</summary>
public sealed class EchoActor : ReceiveActor
{
    public EchoActor()
    {
        Receive<string>(text => text == "fail", _ => Sender.Tell(new Status.Failure(new ArgumentException("as asked"))));
        Receive<string>(text => text == "stop", _ => Context.Stop(Self));
        Receive<string>(text => text == "whom", _ => Sender.Tell(Sender.Path.ToSerializationFormat()));
        Receive<Introduction>(introduction => introduction.Friend.Tell(introduction.Words));
        ReceiveAny(message => Sender.Tell(message));
    }
}

/// <summary>A message with a reference in it.</summary>
public sealed record Introduction(IActorRef Friend, string Words);

/// <summary>Watches whom it is told to and passes on what it hears.</summary>
public sealed class WatcherActor : ReceiveActor
{
    public WatcherActor(IActorRef heard)
    {
        Receive<Watch>(watch =>
        {
            Context.Watch(watch.Whom);
            Sender.Tell("watching");
        });
        Receive<Unwatch>(unwatch =>
        {
            Context.Unwatch(unwatch.Whom);
            Sender.Tell("unwatched");
        });
        Receive<Terminated>(gone => heard.Tell(new Gone(gone.ActorRef, gone.ExistenceConfirmed, gone.AddressTerminated)));
    }

    public sealed record Watch(IActorRef Whom);

    public sealed record Unwatch(IActorRef Whom);

    /// <summary>What a <see cref="Terminated"/> said, as an ordinary message.</summary>
    public sealed record Gone(IActorRef Whom, bool Existed, bool WithItsSystem);
}
