using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// Runs the continuations of an actor's async handler as system messages of that actor. Ordinary messages wait until the handler has finished.
/// </summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;

    internal ActorTaskScheduler(ActorCell actorCell) => _cell = actorCell;

    /// <summary>What the running handler was given.</summary>
    public object CurrentMessage { get; private set; }

    public override int MaximumConcurrencyLevel => 1;

    /// <exception cref="InvalidOperationException">Called outside of an actor.</exception>
    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <inheritdoc cref="RunTask(Action)"/>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = ActorCell.Current ?? throw new InvalidOperationException("RunTask must be called from an actor context.");
        var dispatcher = cell.Dispatcher;
        dispatcher.Suspend(cell);
        var scheduler = cell.TaskScheduler;
        scheduler.CurrentMessage = cell.CurrentMessage;
        Task.Factory.StartNew(asyncAction, CancellationToken.None, TaskCreationOptions.None, scheduler)
            .Unwrap()
            .ContinueWith(
                done =>
                {
                    var message = scheduler.CurrentMessage;
                    scheduler.CurrentMessage = null;
                    if (FailureOf(done) is { } failure)
                    {
                        ((IInternalActorRef)cell.Self).SendSystemMessage(new ActorTaskSchedulerMessage(failure, message));
                        return;
                    }

                    dispatcher.Resume(cell);
                    cell.CheckReceiveTimeout(message is not INotInfluenceReceiveTimeout);
                },
                scheduler);
    }

    internal void ExecuteTask(Task task) => TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => null;

    protected override void QueueTask(Task task)
    {
        if ((task.CreationOptions & TaskCreationOptions.LongRunning) == 0 && ActorCell.Current == _cell) TryExecuteTask(task);
        else _cell.SendSystemMessage(new ActorTaskSchedulerMessage(this, task, CurrentMessage));
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    private static Exception FailureOf(Task task)
    {
        if (task.IsCanceled) return new TaskCanceledException();
        if (!task.IsFaulted) return null;
        return task.Exception.InnerExceptions.Count == 1 ? task.Exception.InnerException : task.Exception;
    }
}
