using System.Diagnostics;
using Npgsql;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>
/// A PostgreSQL server of the test run's own: a fresh cluster in a temporary folder, reached by a unix socket, gone afterwards.
/// Test classes take it with <c>[Collection(PostgresServer.Collection)]</c> and a constructor parameter; each test makes its own database.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string Collection = "PostgreSQL";

    private const string Superuser = "postgres";
    private static readonly string? Binaries = FindBinaries();
    private readonly string _folder = Directory.CreateTempSubdirectory("pg-").FullName;
    private int _databases;
    private bool _started;

    /// <summary>Why there is no server on this machine; null when there is one.</summary>
    public static string? Missing { get; } =
        Binaries == null ? "no PostgreSQL server here: neither initdb on the PATH nor /usr/lib/postgresql/*/bin"
        : Environment.IsPrivilegedProcess && !File.Exists("/usr/sbin/runuser") ? "PostgreSQL does not run as root, and there is no runuser here"
        : null;

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString(Superuser));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async Task InitializeAsync()
    {
        if (Missing != null)
            return;
        if (Environment.IsPrivilegedProcess)
            await Run("chown", Superuser, _folder);
        var data = Path.Combine(_folder, "data");
        await RunAsServer("initdb", "-D", data, "-A", "trust", "-U", Superuser, "-E", "UTF8", "--no-sync");
        // -F: the tests kill processes, not machines.
        await RunAsServer("pg_ctl", "-D", data, "-w", "-l", Path.Combine(_folder, "log"),
            "-o", $"-F -c listen_addresses='' -c max_connections=200 -k {_folder}", "start");
        _started = true;
    }

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_started)
            await RunAsServer("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private string ConnectionString(string database) => $"Host={_folder};Username={Superuser};Database={database}";

    private static string? FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(version => version).Select(version => Path.Combine(version, "bin"))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return installed.Concat(onPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static Task RunAsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, program);
        return Environment.IsPrivilegedProcess ? Run("/usr/sbin/runuser", ["-u", Superuser, "--", path, .. arguments]) : Run(path, arguments);
    }

    private static async Task Run(string program, params string[] arguments)
    {
        // Output is not redirected into pipes: the server that pg_ctl leaves behind would keep them open.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null", program, .. arguments])
        {
            WorkingDirectory = "/",
        })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}");
    }
}

/// <summary>One server for all test classes that need one.</summary>
[CollectionDefinition(PostgresServer.Collection)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>;

/// <summary>A fact that needs a PostgreSQL server, and says so where there is none.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Missing;
}
