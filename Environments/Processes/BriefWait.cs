using System.Diagnostics;

namespace AkkaDreamer.Environments;

/// <summary>
/// How to wait for the other side of a pipe: asleep, or looking for its frame for a moment first. A core that sleeps takes longer to wake than a quick environment to step, so on idle cores looking is several times faster;
/// where other work wants the cores it is several times slower. Neither is known beforehand and both change, so both are tried for some waits, and the faster one serves until the next trial. Who mostly waits for long is let sleep.
/// The Python side does the same (<c>gym_child.py</c>, class Wait). One thread at a time.
/// </summary>
internal sealed class BriefWait
{
    private const int Trial = 32, Between = 2048;                                  // waits
    private static readonly long Looks = Stopwatch.Frequency * 50 / 1_000_000;     // at most so long
    private static readonly bool IsAlone = Environment.ProcessorCount == 1;

    private readonly long[] took = new long[2];
    private int waits, looking;

    /// <summary>Carries out <paramref name="read"/>, which sleeps until the frame is there, perhaps after looking whether it <paramref name="has"/> come.</summary>
    public void For(Func<bool> has, Action read)
    {
        var began = Stopwatch.GetTimestamp();
        if (looking == 1)
            while (!has() && Stopwatch.GetTimestamp() - began < Looks) Thread.SpinWait(8);
        read();
        Note(Stopwatch.GetTimestamp() - began);
    }

    // Waits are numbered: a trial asleep, a trial looking, and then the better of the two until the next.
    private void Note(long ticks)
    {
        waits++;
        if (waits <= 2 * Trial) took[looking] += ticks;
        if (waits == Trial) looking = IsAlone || took[0] > Trial * 4 * Looks ? 0 : 1;
        else if (waits == 2 * Trial) looking = looking == 1 && took[1] < took[0] ? 1 : 0;
        else if (waits == Between) (waits, looking, took[0], took[1]) = (0, 0, 0, 0);
    }
}
