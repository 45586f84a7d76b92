using System.Collections.Concurrent;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Acting;

/// <summary>An environment on a thread of its own in this process: for trusted, managed environments. Made on that thread at the first call.</summary>
public sealed class ThreadedEnvironmentHost : IEnvironmentHost
{
    private readonly BlockingCollection<Action<IEnvironment>> calls = new(1);
    private readonly Func<IEnvironment> create;

    /// <summary>A host for what <paramref name="create"/> makes; <paramref name="name"/> names its thread.</summary>
    public ThreadedEnvironmentHost(string name, Func<IEnvironment> create)
    {
        this.create = create;
        new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    /// <inheritdoc/>
    public Task<EnvironmentStep> Reset(ulong seed) => Call(environment => environment.Reset(seed));

    /// <inheritdoc/>
    public Task<EnvironmentStep> Step(float[] action) => Call(environment => environment.Step(action));

    /// <inheritdoc/>
    public void Abandon() => calls.CompleteAdding();

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
        try
        {
            foreach (var call in calls.GetConsumingEnumerable())
            {
                if (environment is null && !TryCreate(out environment, out var fault)) environment = new Failed(fault!);
                call(environment!);
            }
        }
        finally
        {
            environment?.Dispose();
            calls.Dispose();
        }
    }

    private bool TryCreate(out IEnvironment? environment, out Exception? fault)
    {
        try
        {
            (environment, fault) = (create(), null);
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

        private InvalidOperationException Why() => new($"the environment could not be made: {why.Message}", why);
    }
}
