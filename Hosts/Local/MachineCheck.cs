using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Environments;
using AkkaDreamer.Environments.MuJoCo;
using AkkaDreamer.Models.Native;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AkkaDreamer.Hosts.Local;

/// <summary>What training needs of a machine, checked by using it.</summary>
internal static class MachineCheck
{
    private const long LittleDisk = 2L << 30;
    private const long LittleMemory = 3L << 30;

    public static IEnumerable<Finding> All(RunFolder? folder)
    {
        yield return new Finding(Health.Good, "package stack", PackageStack.Describe());
        yield return new Finding(Health.Good, ".NET", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        yield return Finding.Of("processor", Processor);
        yield return Finding.Of("memory", Memory);
        yield return Finding.Of("libtorch", Torch);
        yield return Finding.Of("disk", () => Disk(folder?.Path ?? Path.GetFullPath("runs")));
        yield return Finding.Of("SQLite", Sqlite);
        yield return Finding.Of("MuJoCo", () => MuJoCoInstallation.Missing is { } missing ? (Health.Doubtful, $"{missing} (only the tasks dmc:* need it)") : (Health.Good, MuJoCoInstallation.Version));
        yield return Finding.Of("configuration", Configuration);
        yield return Python();
        if (Environment.GetEnvironmentVariable("DREAMER_POSTGRES") is { Length: > 0 } connection) yield return Finding.Of("PostgreSQL", () => Postgres(connection));
        else yield return new Finding(Health.Good, "PostgreSQL", "not asked for (environment variable DREAMER_POSTGRES)");
    }

    private static (Health, string) Processor()
    {
        string[] flags = [.. new[] { ("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported), ("AVX-512", Avx512F.IsSupported) }.Where(flag => flag.Item2).Select(flag => flag.Item1)];
        var name = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() : null;
        var found = $"{Environment.ProcessorCount} cores for this process, {RuntimeInformation.ProcessArchitecture}{(name is null ? "" : $", {name}")}{(flags.Length == 0 ? "" : $", {string.Join(", ", flags)}")}";
        return (Environment.ProcessorCount < 2 || (RuntimeInformation.ProcessArchitecture == Architecture.X64 && !Avx2.IsSupported) ? Health.Doubtful : Health.Good, found);
    }

    private static (Health, string) Memory()
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return (available < LittleMemory ? Health.Doubtful : Health.Good, $"{available / (double)(1L << 30):0.0} GiB for this process");
    }

    private static (Health, string) Torch()
    {
        var machine = TensorMachine.Probe();
        return (Health.Good, $"{machine.Version}, {machine.Threads} threads, {machine.Gigaflops:0} GFLOPS in float32 products, CUDA {(machine.HasCuda ? "yes" : "no")}");
    }

    private static (Health, string) Disk(string path)
    {
        var folder = path;
        while (!Directory.Exists(folder)) folder = Path.GetDirectoryName(folder)!;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var probe = Path.Combine(folder, $".dreamer-probe-{Environment.ProcessId}");
        var clock = Stopwatch.StartNew();
        using (var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, FileOptions.DeleteOnClose))
        {
            file.Write(new byte[4096]);
            file.Flush(flushToDisk: true);
        }

        return (free < LittleDisk ? Health.Doubtful : Health.Good, $"{free / (double)(1L << 30):0.0} GiB free for {path}, a synced write takes {clock.Elapsed.TotalMilliseconds:0.0} ms");
    }

    private static (Health, string) Sqlite()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "create table probe (x integer); insert into probe values (1); select sum(x) from probe;";
        return command.ExecuteScalar() is 1L ? (Health.Good, connection.ServerVersion) : (Health.Failed, "does not add up");
    }

    private static (Health, string) Configuration()
    {
        var reader = new ConfigurationReader(ConfigurationReader.DefaultFile);
        var run = reader.Fresh([]).Run;
        return (Health.Good, $"{ConfigurationReader.DefaultFile}: {reader.Presets.Length} presets; without arguments: {run.Agent} ({run.Size}) on {run.Task}");
    }

    // Nothing but tasks of Gymnasium and Atari needs it.
    private static Finding Python()
    {
        try
        {
            return new Finding(Health.Good, "Gymnasium", GymProbe.Versions(new GymOptions()));
        }
        catch (Exception missing) when (missing is ArgumentException or EnvironmentFaultException)
        {
            return new Finding(Health.Doubtful, "Gymnasium", $"{missing.Message} (only the tasks gym:* and atari:* need it)");
        }
    }

    private static (Health, string) Postgres(string text)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(text) { Timeout = 5 }.ConnectionString);
        connection.Open();
        return (Health.Good, $"{connection.Host}, version {connection.ServerVersion}");
    }
}
