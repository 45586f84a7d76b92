using Akka.Actor;

namespace AkkaDreamer.Tests.Offline.Remoting;

/// <summary>A system in a process of its own, for tests that kill it. Prints where it is and lives until then.</summary>
public static class RemoteVictim
{
    public const string Role = "remote-victim";

    public static async Task Run()
    {
        var system = ActorSystem.Create("victim", RemotePair.Settings(""));
        system.ActorOf(Props.Create(() => new EchoActor()), "echo");
        Console.WriteLine(RemotePair.AddressOf(system));
        await system.WhenTerminated;
    }
}
