using System.Globalization;

namespace AkkaDreamer.Tests.Support;

/// <summary>Times that a machine with nothing else to do keeps: one that has more to do than cores to do it gets as much longer, up to five times.</summary>
public static class BusyMachine
{
    private const double Most = 5;

    /// <summary>The time now for what takes at most <paramref name="idle"/> on an idle machine.</summary>
    public static TimeSpan Allow(TimeSpan idle) => idle * Math.Clamp(Waiting() / Environment.ProcessorCount, 1, Most);

    /// <summary>Processes that ran or waited for a core during the last minute.</summary>
    private static double Waiting() => OperatingSystem.IsLinux() ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 1;
}
