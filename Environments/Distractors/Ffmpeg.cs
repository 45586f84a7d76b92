using System.ComponentModel;
using System.Diagnostics;

namespace AkkaDreamer.Environments.Distractors;

/// <summary>Reads videos through the program ffmpeg, which must be on the PATH.</summary>
internal static class Ffmpeg
{
    private const string Missing = "The program ffmpeg is missing, which reads videos; ./setup.sh installs it (Debian's package ffmpeg).";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Why it cannot be used here, or null.</summary>
    public static string? Unusable { get; } = Probe();

    /// <summary>Throws <see cref="ArgumentException"/>, one line, where it is missing.</summary>
    public static void Require()
    {
        if (Unusable is not null) throw new ArgumentException(Unusable);
    }

    /// <summary>
    /// The first frames of a video, scaled: [frames, height, width, 3], or [frames, height, width] in grey levels. Throws <see cref="EnvironmentFaultException"/>, with the file and what ffmpeg said, when it cannot be read.
    /// </summary>
    public static byte[] Read(string file, int height, int width, bool isGrey, int frames)
    {
        var format = isGrey ? "gray" : "rgb24";
        using var process = Start("-v", "error", "-nostdin", "-i", file, "-an", "-sn", "-vf", $"scale={width}:{height}:flags=area", "-frames:v", $"{frames}", "-f", "rawvideo", "-pix_fmt", format, "pipe:1");
        using var deadline = new CancellationTokenSource(Patience);
        using var killed = deadline.Token.Register(() => process.Kill(entireProcessTree: true));
        var said = process.StandardError.ReadToEndAsync();
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();
        if (deadline.IsCancellationRequested) throw new EnvironmentFaultException($"ffmpeg did not read {file} within {Patience.TotalSeconds} seconds.");
        var picture = height * width * (isGrey ? 1 : 3);
        if (process.ExitCode == 0 && bytes.Length >= picture) return bytes.ToArray()[..(int)(bytes.Length / picture * picture)];
        var why = said.Result.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "it has no picture";
        throw new EnvironmentFaultException($"ffmpeg cannot read {file}: {why}");
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static string? Probe()
    {
        try
        {
            using var process = Start("-version");
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"The program ffmpeg does not run: {process.StandardError.ReadToEnd().Trim()}";
        }
        catch (Win32Exception)
        {
            return Missing;
        }
    }
}
