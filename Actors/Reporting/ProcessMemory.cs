using AkkaDreamer.Models.Native;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>What this process holds: <c>memory/resident_mb</c> and <c>memory/managed_mb</c> in units of 2^20 bytes, <c>memory/tensors</c> as a count. Child processes of environments are not in it.</summary>
internal static class ProcessMemory
{
    private const double Mebi = 1 << 20;

    public static IEnumerable<KeyValuePair<string, double>> Numbers() =>
    [
        new("memory/resident_mb", Math.Round(Environment.WorkingSet / Mebi, 1)),
        new("memory/managed_mb", Math.Round(GC.GetTotalMemory(forceFullCollection: false) / Mebi, 1)),
        new("memory/tensors", TensorMachine.LiveTensors),
    ];
}
