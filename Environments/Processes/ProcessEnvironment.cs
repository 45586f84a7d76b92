namespace AkkaDreamer.Environments;

/// <summary>One environment of a child process. Disposed of, it lets go of the child, by what it was told: the last one ends it.</summary>
internal sealed class ProcessEnvironment : IEnvironment
{
    private readonly EnvironmentProcess process;
    private readonly int number;
    private readonly Action<EnvironmentProcess> letGo;
    private readonly CancellationTokenRegistration givenUp;
    private bool playing, disposed;

    /// <summary>Environment <paramref name="number"/> of a child. <paramref name="givenUp"/>: cancelled when nobody waits for it any more.</summary>
    public ProcessEnvironment(EnvironmentProcess process, int number, WireSpaces spaces, CancellationToken givenUp, Action<EnvironmentProcess> letGo)
    {
        (this.process, this.number, Spaces, Meanings, this.letGo) = (process, number, spaces.Spaces, spaces.Meanings, letGo);
        this.givenUp = givenUp.Register(process.GiveUp);
    }

    /// <inheritdoc/>
    public EnvironmentSpaces Spaces { get; }

    /// <summary>What each choice means, where the environment says so.</summary>
    public IReadOnlyList<string> Meanings { get; }

    /// <summary>The child that it lives in.</summary>
    public EnvironmentProcess Process => process;

    /// <summary>Its number there.</summary>
    public int Number => number;

    /// <inheritdoc/>
    public EnvironmentStep Reset(ulong seed)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        playing = false;
        var step = process.Reset(number, seed);
        playing = true;
        return step;
    }

    /// <inheritdoc/>
    public EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        if (!playing) throw new InvalidOperationException("The episode has ended or was never begun; call Reset first.");
        playing = false;
        var step = process.Step([number], [action.ToArray()])[0];
        playing = !step.IsLast;
        return step;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed) return;
        (disposed, playing) = (true, false);
        givenUp.Dispose();
        try
        {
            process.Close(number);
        }
        catch (EnvironmentFaultException)
        {
            // It broke while it was closed, and there is nothing left of it.
        }
        finally
        {
            letGo(process);
        }
    }
}
