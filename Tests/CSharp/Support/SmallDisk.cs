using System.Diagnostics;

namespace AkkaDreamer.Tests.Support;

/// <summary>
/// A real file system of 64 MiB that a test may fill: a tmpfs in a mount namespace of its own, or where a process may mount nothing (many containers) the machine's own /dev/shm when it is small.
/// Commands run in a shell that sees it; it is gone with the shell.
/// </summary>
public sealed class SmallDisk : IDisposable
{
    private const long Bytes = 64 << 20;
    private const string Marker = "-- ended with ";

    // As root; as a user who may have namespaces; as a user who may become root.
    private static readonly string[][] Namespaces = [["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"], ["sudo", "-n", "unshare", "--mount"]];

    private readonly Process shell;

    private SmallDisk(Process shell, string path) => (this.shell, Path) = (shell, path);

    /// <summary>Its folder, for commands given to <see cref="Run"/>.</summary>
    public string Path { get; }

    /// <summary>A new one. Throws <see cref="NotSupportedException"/>, with what was tried, on a machine where none can be made.</summary>
    public static async Task<SmallDisk> Make()
    {
        var tried = new List<string>();
        foreach (var space in Namespaces)
        {
            var folder = Directory.CreateTempSubdirectory("small-disk").FullName;
            if (await Try([.. space, "sh"], folder, $"mount -t tmpfs -o size={Bytes} akkadreamer {folder}", tried) is { } disk) return disk;
            Directory.Delete(folder);
        }

        var shared = new DirectoryInfo("/dev/shm");
        if (shared.Exists && new DriveInfo(shared.FullName).TotalSize is > 0 and <= 4 * Bytes)
        {
            var folder = System.IO.Path.Combine(shared.FullName, $"akkadreamer-{Guid.NewGuid():N}");
            if (await Try(["sh"], folder, $"mkdir {folder}", tried) is { } disk) return disk;
        }
        else
        {
            tried.Add("/dev/shm: not there, or too large to fill");
        }

        throw new NotSupportedException($"This machine lets a test make no small disk. Allow user namespaces, run as root with CAP_SYS_ADMIN, or give /dev/shm at most {4 * Bytes >> 20} MiB. Tried: {string.Join("; ", tried)}");
    }

    /// <summary>Runs a shell command: its exit code, and what it printed on both streams.</summary>
    public async Task<(int Exit, string Output)> Run(string command, TimeSpan limit)
    {
        await shell.StandardInput.WriteLineAsync($"( {command} ) </dev/null 2>&1; code=$?; echo; echo \"{Marker}$code\"");
        await shell.StandardInput.FlushAsync();
        var output = "";
        using var patience = new CancellationTokenSource(limit);
        while (await shell.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(Marker, StringComparison.Ordinal)) return (int.Parse(line[Marker.Length..]), output.Trim());
            output += line + "\n";
        }

        return (-1, output + await shell.StandardError.ReadToEndAsync(patience.Token));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        shell.StandardInput.Close();
        if (!shell.WaitForExit(TimeSpan.FromSeconds(5))) shell.Kill(entireProcessTree: true);
        shell.Dispose();
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true); // the mount point, or the folder in /dev/shm
    }

    private static async Task<SmallDisk?> Try(string[] program, string folder, string prepare, List<string> tried)
    {
        string why;
        try
        {
            var disk = new SmallDisk(Process.Start(new ProcessStartInfo(program[0], program[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!, folder);
            var (exit, output) = await disk.Run(prepare, TimeSpan.FromSeconds(20));
            if (exit == 0) return disk;
            disk.shell.Dispose();
            why = output;
        }
        catch (Exception refused) when (refused is System.ComponentModel.Win32Exception or IOException)
        {
            why = refused.Message; // no such program, or one that ended before it was told anything
        }

        tried.Add($"{string.Join(' ', program)}: {why.ReplaceLineEndings(" ").Trim()}");
        return null;
    }
}
