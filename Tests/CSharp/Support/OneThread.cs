namespace AkkaDreamer.Tests.Support;

/// <summary>Finds two threads in one part at a time: grad mode and scopes belong to a thread.</summary>
internal sealed class OneThread(FakeAgent agent, string part)
{
    private int first;

    public void Check()
    {
        var now = Environment.CurrentManagedThreadId;
        var before = Interlocked.CompareExchange(ref first, now, 0);
        if (before != 0 && before != now && agent.Pinned) agent.Violate($"the {part} was called from threads {before} and {now}");
    }
}
