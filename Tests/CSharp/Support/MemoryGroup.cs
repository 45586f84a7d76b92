using System.Diagnostics;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>A group of processes with a limit on their memory, as a container has: a control group of Linux, of the first or second kind.</summary>
public sealed class MemoryGroup : IDisposable
{
    private static readonly (string Parent, string Limit, string Swap, string NoSwap)[] Kinds =
        [("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.swappiness", "0"), ("/sys/fs/cgroup", "memory.max", "memory.swap.max", "0")];

    private readonly string path;

    /// <summary>A group that may use so many bytes.</summary>
    public MemoryGroup(long bytes) => path = Make(bytes) ?? throw new NotSupportedException(Missing);

    /// <summary>Why none can be made on this machine; null when one can.</summary>
    public static string? Missing { get; } = Try();

    /// <summary>A command behind this one runs in the group, and is the one that the kernel ends when its memory runs out.</summary>
    public string[] Prefix => ["sh", "-c", $"echo $$ > {path}/cgroup.procs && echo 1000 >/proc/self/oom_score_adj && exec \"$@\"", "sh"];

    /// <summary>A neighbour in the group takes all its memory, until there is none for itself either.</summary>
    public async Task Exhaust()
    {
        using var neighbour = Process.Start(new ProcessStartInfo("sh", ["-c", $"echo $$ > {path}/cgroup.procs && exec tail /dev/zero"]))!;
        await neighbour.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(path);

    private static string? Make(long bytes)
    {
        foreach (var (parent, limit, swap, noSwap) in Kinds.Where(kind => Directory.Exists(kind.Parent)))
        {
            var path = Path.Combine(parent, $"akkadreamer-{Guid.NewGuid():N}");
            try
            {
                Directory.CreateDirectory(path);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            if (File.Exists(Path.Combine(path, limit)))
            {
                File.WriteAllText(Path.Combine(path, limit), $"{bytes}");
                if (File.Exists(Path.Combine(path, swap))) File.WriteAllText(Path.Combine(path, swap), noSwap);
                return path;
            }

            Directory.Delete(path);
        }

        return null;
    }

    private static string? Try()
    {
        if (!OperatingSystem.IsLinux()) return "control groups are Linux's";
        if (Make(1L << 30) is not { } path) return "no control group with a limit on memory can be made here: it takes root, and /sys/fs/cgroup writable";
        Directory.Delete(path);
        return null;
    }
}

/// <summary>A fact that needs a <see cref="MemoryGroup"/>, and says so where none can be made.</summary>
public sealed class MemoryGroupFactAttribute : FactAttribute
{
    public MemoryGroupFactAttribute() => Skip = MemoryGroup.Missing;
}
