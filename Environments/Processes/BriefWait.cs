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
    private static readonly long Longest = Stopwatch.Frequency * 50 / 1_000_000;   // of looking
    private static readonly bool IsAlone = Environment.ProcessorCount == 1;

    private readonly long[] took = new long[2];
    private int waits, looking;

    /// <summary>Whether a wait that began then (<see cref="Stopwatch.GetTimestamp"/>) should look once more before it sleeps.</summary>
    public bool Looks(long began) => looking == 1 && Stopwatch.GetTimestamp() - began < Longest;

    /// <summary>A wait that began then is over. Waits are numbered: a trial asleep, a trial looking, and then the better of the two until the next.</summary>
    public void Note(long began)
    {
        var ticks = Stopwatch.GetTimestamp() - began;
        waits++;
        if (waits <= 2 * Trial) took[looking] += ticks;
        if (waits == Trial) looking = IsAlone || took[0] > Trial * 4 * Longest ? 0 : 1;
        else if (waits == 2 * Trial) looking = looking == 1 && took[1] < took[0] ? 1 : 0;
        else if (waits == Between) (waits, looking, took[0], took[1]) = (0, 0, 0, 0);
    }
}
