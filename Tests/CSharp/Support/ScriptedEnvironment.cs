using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Tests.Support;

/// <summary>An environment host whose answers a scenario writes: by default the counter task, at once. It checks that there is one call at a time, and none after the end.</summary>
public sealed class ScriptedEnvironment : IEnvironmentHost
{
    private readonly Counter counter = new();
    private Task? last;

    /// <summary>Called with the number of the call (from 1); what it gives is the answer, null lets the counter task answer.</summary>
    public Func<int, Task<EnvironmentStep>?> Script { get; init; } = _ => null;

    /// <summary>Seeds of resets, in order.</summary>
    public List<ulong> Seeds { get; } = [];

    /// <summary>Calls so far.</summary>
    public int Calls { get; private set; }

    /// <summary>True once it was given up.</summary>
    public bool Abandoned { get; private set; }

    /// <inheritdoc/>
    public Task<EnvironmentStep> Reset(ulong seed)
    {
        Seeds.Add(seed);
        return Call(() => counter.Reset(seed));
    }

    /// <inheritdoc/>
    public Task<EnvironmentStep> Step(float[] action) => Call(() => counter.Step(action));

    /// <inheritdoc/>
    public Task Abandon()
    {
        Abandoned = true;
        return Task.CompletedTask;
    }

    private Task<EnvironmentStep> Call(Func<EnvironmentStep> answer)
    {
        if (Abandoned) throw new InvalidOperationException("an abandoned environment was called");
        if (last is { IsCompleted: false }) throw new InvalidOperationException("two calls at a time");
        Calls++;
        var task = Script(Calls) ?? Task.FromResult(answer());
        last = task;
        return task;
    }
}
