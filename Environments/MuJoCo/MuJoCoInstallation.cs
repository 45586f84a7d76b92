namespace AkkaDreamer.Environments.MuJoCo;

/// <summary>Whether MuJoCo can be used on this machine.</summary>
public static class MuJoCoInstallation
{
    private static readonly Lazy<(string? Missing, string Version)> Found = new(Look);

    /// <summary>Why MuJoCo cannot be used here, one line that says what to do; null when it can.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>The version of the library that was loaded ("2.2.2"); empty when there is none.</summary>
    public static string Version => Found.Value.Version;

    /// <summary>What is said of a library of one version under a shim that was built for another; null when they are of one.</summary>
    internal static string? Mismatch(int library, int header) =>
        library == header ? null : $"libmujoco is {Text(library)} now and its shim was built for {Text(header)}; run ./setup.sh again and rebuild";

    private static (string?, string) Look()
    {
        try
        {
            var library = MuJoCoLibrary.LibraryVersion();
            return (Mismatch(library, MuJoCoLibrary.HeaderVersion()), Text(library));
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return ("MuJoCo is not here: run ./setup.sh, which installs libmujoco and builds the shim for it, and rebuild", "");
        }
    }

    // 222 is 2.2.2; since 3.x three digits follow each dot: 3012001 is 3.12.1.
    private static string Text(int version) => version < 10_000
        ? $"{version / 100}.{version / 10 % 10}.{version % 10}"
        : $"{version / 1_000_000}.{version / 1000 % 1000}.{version % 1000}";
}
