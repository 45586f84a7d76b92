using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Repairing;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Environments;
using AkkaDreamer.Tests.Offline;
using AkkaDreamer.Tests.Offline.Clusters;
using AkkaDreamer.Tests.Offline.Remoting;

namespace AkkaDreamer.Tests.Support;

/// <summary>
/// What the test assembly does when it is started as a program: one run, in a process of its own that a test may kill. Arguments: <c>FOLDER SCHEDULE DURABILITY STEPS [CONNECTION]</c> trains the fake agent on
/// the counter task (with a PostgreSQL connection string, on that journal). It prints <c>acting</c> when the first chunk is acknowledged, the outcome, and every fault that the counter task found;
/// what was acknowledged stands in <c>acknowledged.txt</c> in the run folder. <c>environment-child</c> plays environments; <c>hanging-worlds</c> has children that hang. <c>cluster-node SETTINGS</c> joins a cluster; <c>ledger-writer PROVIDER CONNECTION</c> writes to a journal until it is killed; <c>remote-victim</c> is an actor system that listens; <c>repair FOLDER</c> repairs a run.
/// </summary>
public static class ChildProgram
{
    /// <summary>The file of acknowledged chunks in a run folder.</summary>
    public const string Acknowledged = "acknowledged.txt";

    public static async Task<int> Main(string[] arguments)
    {
        TroubledWorld.Register();
        if (EnvironmentChild.Serve(arguments) is { } played) return played;
        if (arguments is ["hanging-worlds", ..])
        {
            HangingWorlds.Run();
            return 0;
        }

        if (arguments is ["cluster-node", var settings])
        {
            await NodeProgram.Run(settings);
            return 0;
        }

        if (arguments is ["ledger-writer", var provider, var connection])
        {
            await LedgerWriter.Run(provider, connection);
            return 0;
        }

        if (arguments is [RemoteVictim.Role])
        {
            await RemoteVictim.Run();
            return 0;
        }

        if (arguments is ["repair", var damaged])
        {
            RunRepair.Repair(new RunFolder(damaged), new JournalOptions());
            return 0;
        }

        if (arguments is ["cluster-learner", var path, var port, var steps]) return await ClusterPrograms.Learner(path, port, long.Parse(steps));
        if (arguments is ["cluster-node", var at, var count, var secret, var log, .. var host]) return await ClusterPrograms.Node(at, int.Parse(count), secret, log, host is [var own] ? own : "127.0.0.1");
        if (arguments is ["cluster-standby", var shared, var mine, var budget, var place]) return await ClusterPrograms.Standby(shared, mine, long.Parse(budget), place);
        if (arguments is ["database-relay", var from, var number, var to]) return await DatabaseRelay.Run(from, int.Parse(number), to);
        if (arguments.Length < 4)
        {
            await Console.Error.WriteLineAsync("usage: FOLDER overlapped|lockstep process|machine STEPS [CONNECTION]");
            return 2;
        }

        var setup = Setup(new RunFolder(arguments[0]), arguments[1], long.Parse(arguments[3]), arguments.Length > 4 ? arguments[4] : null, Enum.Parse<Durability>(arguments[2], ignoreCase: true));
        await using var run = OpenRun.Start(setup);
        var outcome = await run.Outcome;
        await run.System.Terminate();
        Console.WriteLine($"outcome {outcome.End} steps {outcome.Steps} updates {outcome.Updates} digest {outcome.Digest} {outcome.Line}");
        foreach (var violation in run.Agent.Violations) Console.WriteLine($"violation {violation}");
        return run.Agent.Violations.IsEmpty && outcome.End == RunEnd.BudgetReached ? 0 : 1;
    }

    /// <summary>The run of such arguments.</summary>
    public static RunSetup Setup(RunFolder folder, string schedule, long steps, string? connection, Durability durability = Durability.Process)
    {
        var configuration = TestRuns.Counter(Enum.Parse<Schedule>(schedule, ignoreCase: true), steps);
        if (durability == Durability.Machine) configuration = configuration with { Replay = configuration.Replay with { Durability = durability, SegmentBytes = 8 << 10 } }; // so that many are sealed
        if (connection is not null) configuration = configuration with { Journal = new JournalOptions { Database = JournalDatabase.Postgresql, Connection = connection } };
        return TestRuns.Setup(folder, configuration);
    }

    /// <summary>How its steps lie on disk.</summary>
    public static StepLayout Layout() => new(AgentSpacesOf.Environment(new Counter().Spaces), null);
}
