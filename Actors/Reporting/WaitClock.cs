using System.Collections.Immutable;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>
/// How a part spends its time: what it waits for now, and the share of its time that it waited. The part's actor says when it waits and when it works, and sends <see cref="Reports"/> on a timer.
/// </summary>
public sealed class WaitClock(string source, Func<DateTimeOffset> now)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    private DateTimeOffset begun = now(), since = now();
    private TimeSpan waited;
    private string? waitsFor, told;

    /// <summary>It waits, for whom or what. Waiting on for the same keeps its begin.</summary>
    public void WaitFor(string what)
    {
        if (waitsFor is null) since = now();
        waitsFor = what;
    }

    /// <summary>It works. Gives what is to be said at once, for a part that computes has no timer: that a wait is over which was reported; null when none was.</summary>
    public Waiting? Work()
    {
        if (waitsFor is not null) waited += Elapsed(now());
        waitsFor = null;
        if (told is null) return null;
        told = null;
        return new Waiting(source, null);
    }

    /// <summary>The share of time waited since the last call, and, when a wait became long or ended, that. Restarts the measurement.</summary>
    public IEnumerable<IReport> Reports()
    {
        var time = now();
        var total = time - begun;
        var all = waitsFor is null ? waited : waited + Elapsed(time);
        var outlasting = waitsFor is not null && time - since >= Long ? waitsFor : null;
        (begun, waited) = (time, TimeSpan.Zero);
        var reports = ImmutableArray.CreateBuilder<IReport>();
        if (total > TimeSpan.Zero) reports.Add(new Report(source, null, [new($"waiting/{source}", Math.Clamp(all / total, 0, 1))]));
        if (outlasting != told) reports.Add(new Waiting(source, told = outlasting));
        return reports.ToImmutable();
    }

    /// <summary>The part of the present wait that belongs to the present measurement.</summary>
    private TimeSpan Elapsed(DateTimeOffset time) => time - (since > begun ? since : begun);
}
