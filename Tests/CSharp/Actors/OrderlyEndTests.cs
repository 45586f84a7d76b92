using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>Whole runs that end in order: from the first message to the last, none of the protocol is unhandled or ends in dead letters.</summary>
public sealed class OrderlyEndTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly RunFolder folder = TestRuns.Folder();

    [Theory]
    [InlineData(Schedule.Overlapped)]
    [InlineData(Schedule.Lockstep)]
    public async Task A_run_that_spends_its_budget_loses_no_message(Schedule schedule) => await NothingIsLost(schedule, RunEnd.BudgetReached, steps: 600, stopAtBatch: 0);

    [Theory]
    [InlineData(Schedule.Overlapped, 3)]
    [InlineData(Schedule.Overlapped, 40)]
    [InlineData(Schedule.Overlapped, 75)]
    [InlineData(Schedule.Lockstep, 40)]
    public async Task A_run_that_is_stopped_loses_no_message(Schedule schedule, int stopAtBatch) => await NothingIsLost(schedule, RunEnd.Stopped, steps: 1_000_000, stopAtBatch);

    public void Dispose() => Directory.Delete(folder.Path, recursive: true);

    private async Task NothingIsLost(Schedule schedule, RunEnd end, long steps, int stopAtBatch)
    {
        var (batches, reached) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var configuration = TestRuns.Counter(schedule, steps);
        var setup = TestRuns.Setup(folder, configuration with { Evaluation = new EvaluationOptions { Every = 200, Episodes = 1 } });
        Directory.CreateDirectory(folder.Path);
        var plan = RunPlanner.Plan(setup, new RunBoard(), spaces => TestRuns.CheckedAgent(spaces, onBatch: _ =>
        {
            if (++batches == stopAtBatch) reached.SetResult();
        }));
        var lost = new ConcurrentQueue<string>();
        var ended = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var system = ActorSystem.Create("dreamer", RunSystem.Configuration(setup));
        try
        {
            var listener = system.ActorOf(Props.Create(() => new Lost(lost)));
            system.EventStream.Subscribe(listener, typeof(DeadLetter));
            system.EventStream.Subscribe(listener, typeof(UnhandledMessage));
            var run = system.ActorOf(Props.Create(() => new RunSupervisor(plan, ended)), "run");
            if (stopAtBatch > 0)
            {
                await Task.WhenAny(reached.Task, ended.Task).WaitAsync(Limit);
                run.Tell(new StopRun("the test says so"));
            }

            Assert.Equal(end, (await ended.Task.WaitAsync(Limit)).End);
            await listener.Ask<string>("all?", Limit); // what was lost before this is counted
        }
        finally
        {
            await system.Terminate();
        }

        Assert.Empty(lost);
    }

    private sealed class Lost : ReceiveActor
    {
        public Lost(ConcurrentQueue<string> lost)
        {
            Receive<DeadLetter>(letter => letter.Message is IProtocolMessage, letter => lost.Enqueue($"dead letter {letter.Message.GetType().Name} from {letter.Sender.Path.Name} to {letter.Recipient.Path.Name}: {letter.Message}"));
            Receive<UnhandledMessage>(letter => letter.Message is IProtocolMessage, letter => lost.Enqueue($"unhandled by {letter.Recipient.Path.Name}: {letter.Message}"));
            Receive<string>(_ => Sender.Tell("all"));
        }
    }
}
