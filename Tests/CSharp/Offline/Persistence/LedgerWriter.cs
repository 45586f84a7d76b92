using Akka.Actor;

namespace AkkaDreamer.Tests.Offline;

/// <summary>A process that notes number after number and prints each when it is acknowledged, until it is killed.</summary>
internal static class LedgerWriter
{
    public static async Task Run(string provider, string connectionString)
    {
        var system = ActorSystem.Create("writer", Ledgers.Config(provider, connectionString));
        var ledger = system.ActorOf(Props.Create(() => new Ledger("killed", ActorRefs.Nobody, null)));
        while (true)
            Console.WriteLine(await ledger.Ask<long>(new Note("x"), TimeSpan.FromSeconds(30)));
    }
}
