namespace TorchSharp;

/// <summary>
/// Counts the native bytes behind managed handles, so that a program that forgets to dispose slows down before it runs out of memory:
/// when the bytes have grown by half since the last look, garbage is collected and its handles are freed.
/// </summary>
internal static class NativeMemory
{
    private static readonly long Step = Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 32, 64L << 20, 1L << 30);
    private static readonly Lock Gate = new();
    private static long _live;
    private static long _limit = Step;

    /// <summary>Bytes that handles not yet disposed or finalised stand for.</summary>
    internal static long Live => Volatile.Read(ref _live);

    internal static void Add(long bytes)
    {
        if (Interlocked.Add(ref _live, bytes) > Volatile.Read(ref _limit)) Collect();
    }

    internal static void Remove(long bytes) => Interlocked.Add(ref _live, -bytes);

    private static void Collect()
    {
        if (!Gate.TryEnter()) return;
        try
        {
            if (Live <= _limit) return;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
            var live = Live;
            Volatile.Write(ref _limit, live + Math.Max(Step, live / 2));
        }
        finally
        {
            Gate.Exit();
        }
    }
}
