using System.Globalization;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Run;

/// <summary>Whether what a run is bound to hold fits into memory, worked out before anything starts.</summary>
public static class MemoryPlan
{
    private const double Mebi = 1 << 20;

    /// <summary>What a process may use: the machine's memory, a container's, or what DOTNET_GCHeapHardLimit says, in bytes.</summary>
    public static long Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>
    /// Throws <see cref="ConfigurationException"/>, one line with the arithmetic, when replay and what the program <paramref name="held"/> before (bytes) do not fit into <paramref name="available"/> bytes. A run of
    /// <paramref name="budget"/> steps never holds more of them. What networks and child processes take comes on top: it is not known before they are made.
    /// </summary>
    public static void Check(StoreBounds replay, int environments, long budget, long held, long available)
    {
        var pages = Math.Min(replay.Pages, Math.Min(budget, replay.Steps) / replay.PageSteps + environments);
        var steps = (pages * replay.PageBytes) + replay.FixedBytes;
        if (steps + held <= available) return;
        throw new ConfigurationException(string.Create(
            CultureInfo.InvariantCulture,
            $"The run does not fit into memory: replay is to hold {steps / Mebi:0} MiB ({pages} pages of {replay.PageSteps} steps at {replay.PageBytes} B, and {replay.FixedBytes} B in flight), the program itself holds {held / Mebi:0} MiB without its networks, and this process may use {available / Mebi:0} MiB. Lower dreamer.replay.bytes or dreamer.replay.capacity, or give it more memory."));
    }
}
