using System.ComponentModel;
using System.Diagnostics;

namespace AkkaDreamer.Tests.Support;

/// <summary>Libraries in C that a test puts before libc (LD_PRELOAD) in a program of its own.</summary>
public static class Preloaded
{
    /// <summary>Compiles one that lies beside this file: the library, or why there is none on this machine.</summary>
    public static (string? Library, string? Missing) Build(string name)
    {
        if (!OperatingSystem.IsLinux()) return (null, "libraries are put before libc on Linux only");
        var (source, library) = (Path.Combine(AppContext.BaseDirectory, "Support", name), Path.Combine(AppContext.BaseDirectory, $"lib{Path.GetFileNameWithoutExtension(name).ToLowerInvariant()}.so"));
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]) { RedirectStandardError = true })!;
            var said = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? (library, null) : (null, $"cc does not compile {source}: {said}");
        }
        catch (Win32Exception missing)
        {
            return (null, $"no C compiler here (cc): {missing.Message}");
        }
    }
}
