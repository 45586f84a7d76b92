using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Tests.Offline;

namespace AkkaDreamer.Tests.Support;

/// <summary>
/// What the test assembly does when it is started as a program: one run, in a process of its own that a test may kill. Arguments: <c>FOLDER SCHEDULE STEPS [CONNECTION]</c> trains the fake agent on
/// the counter task (with a PostgreSQL connection string, on that journal). It prints the outcome and, on a line of its own, every fault that the counter task found.
/// <c>ledger-writer PROVIDER CONNECTION</c> writes to a journal until it is killed.
/// </summary>
public static class ChildProgram
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["ledger-writer", var provider, var connection])
        {
            await LedgerWriter.Run(provider, connection);
            return 0;
        }

        if (arguments.Length < 3)
        {
            await Console.Error.WriteLineAsync("usage: FOLDER overlapped|lockstep STEPS [CONNECTION]");
            return 2;
        }

        var configuration = TestRuns.Counter(Enum.Parse<Schedule>(arguments[1], ignoreCase: true), long.Parse(arguments[2]));
        if (arguments.Length > 3)
        {
            configuration = configuration with { Journal = new JournalOptions { Database = JournalDatabase.Postgresql, Connection = arguments[3] } };
        }

        FakeAgent? agent = null;
        await using var run = TrainingRun.Start(TestRuns.Setup(new RunFolder(arguments[0]), configuration), spaces => agent = TestRuns.CheckedAgent(spaces));
        var outcome = await run.Outcome;
        Console.WriteLine($"outcome {outcome.End} steps {outcome.Steps} updates {outcome.Updates} digest {outcome.Digest}");
        foreach (var violation in agent!.Violations) Console.WriteLine($"violation {violation}");
        return agent.Violations.IsEmpty && outcome.End == RunEnd.BudgetReached ? 0 : 1;
    }
}
