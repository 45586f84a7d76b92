using AkkaDreamer.Tests.Offline;

namespace AkkaDreamer.Tests.Support;

/// <summary>The roles that tests run in processes of their own (see <see cref="ChildProcess"/>).</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["ledger-writer", var provider, var connectionString]:
                await LedgerWriter.Run(provider, connectionString);
                return 0;
            default:
                await Console.Error.WriteLineAsync("This assembly holds tests: run it with dotnet test.");
                return 2;
        }
    }
}
