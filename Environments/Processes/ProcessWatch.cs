namespace AkkaDreamer.Environments;

/// <summary>Looks after all children at short intervals, and kills those that outlive their deadline or outgrow their memory.</summary>
internal static class ProcessWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly HashSet<EnvironmentProcess> Watched = [];
    private static readonly Timer Timer = new(static _ => Look());

    /// <summary>From now on until <see cref="Forget"/>.</summary>
    public static void Watch(EnvironmentProcess process)
    {
        lock (Watched)
        {
            Watched.Add(process);
            Timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>It has ended.</summary>
    public static void Forget(EnvironmentProcess process)
    {
        lock (Watched) Watched.Remove(process);
    }

    private static void Look()
    {
        EnvironmentProcess[] all;
        lock (Watched) all = [.. Watched];
        foreach (var process in all) process.Check();
        lock (Watched)
            if (Watched.Count > 0) Timer.Change(Interval, Timeout.InfiniteTimeSpan); // one look at a time, however long it takes
    }
}
