using System.Collections.Concurrent;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Acting;

/// <summary>
/// An environment behind a thread of its own, and made on that thread at the first call. One that lives in this process cannot be stopped in the middle of a call; one that lives in a child process is told, by the token that
/// it is made with, when it was given up in the middle of a call, and kills the child.
/// </summary>
public sealed class ThreadedEnvironmentHost : IEnvironmentHost
{
    // A step that was under way when the run ended may still come to its end, and the environment be closed in order.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<Action<IEnvironment>> calls = new(1);
    private readonly CancellationTokenSource givenUp = new();
    private readonly TaskCompletionSource freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<CancellationToken, IEnvironment> create;

    /// <summary>A host for what <paramref name="create"/> makes; <paramref name="name"/> names its thread.</summary>
    public ThreadedEnvironmentHost(string name, Func<CancellationToken, IEnvironment> create)
    {
        this.create = create;
        new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    /// <inheritdoc/>
    public Task<EnvironmentStep> Reset(ulong seed) => Call(environment => environment.Reset(seed));

    /// <inheritdoc/>
    public Task<EnvironmentStep> Step(float[] action) => Call(environment => environment.Step(action));

    /// <inheritdoc/>
    public Task Abandon()
    {
        lock (givenUp)
        {
            if (calls.IsAddingCompleted) return freed.Task;
            calls.CompleteAdding();
            givenUp.CancelAfter(Grace);
            return freed.Task;
        }
    }

    private Task<EnvironmentStep> Call(Func<IEnvironment, EnvironmentStep> call)
    {
        var result = new TaskCompletionSource<EnvironmentStep>(TaskCreationOptions.RunContinuationsAsynchronously);
        calls.Add(environment =>
        {
            try
            {
                result.SetResult(call(environment));
            }
            catch (Exception fault)
            {
                result.SetException(fault);
            }
        });
        return result.Task;
    }

    private void Run()
    {
        IEnvironment? environment = null;
        foreach (var call in calls.GetConsumingEnumerable())
        {
            if (environment is null && !TryCreate(out environment, out var fault)) environment = new Failed(fault!);
            call(environment!);
        }

        try
        {
            environment?.Dispose();
            freed.SetResult();
        }
        catch (Exception stuck)
        {
            freed.SetException(stuck); // this thread is the last to see it, and nothing but the process would be left to end
        }

        lock (givenUp) givenUp.Dispose();
    }

    private bool TryCreate(out IEnvironment? environment, out Exception? fault)
    {
        try
        {
            (environment, fault) = (create(givenUp.Token), null);
            return true;
        }
        catch (Exception thrown)
        {
            (environment, fault) = (null, thrown);
            return false;
        }
    }

    /// <summary>Stands for an environment that could not be made: every call says why.</summary>
    private sealed class Failed(Exception why) : IEnvironment
    {
        public EnvironmentSpaces Spaces => throw Why();

        public EnvironmentStep Reset(ulong seed) => throw Why();

        public EnvironmentStep Step(ReadOnlySpan<float> action) => throw Why();

        public void Dispose()
        {
        }

        private EnvironmentFaultException Why() => new($"the environment could not be made: {why.Message}", why) { IsHang = why is EnvironmentFaultException { IsHang: true } };
    }
}
