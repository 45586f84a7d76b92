namespace AkkaDreamer.Actors.Reporting;

/// <summary>Where the newest view of a run hangs: Metrics puts it up, whoever shows the run looks at it when it likes.</summary>
public sealed class RunBoard
{
    private RunView current = RunView.Empty;

    /// <summary>The newest view. Safe from any thread.</summary>
    public RunView Current
    {
        get => Volatile.Read(ref current);
        set => Volatile.Write(ref current, value);
    }
}
