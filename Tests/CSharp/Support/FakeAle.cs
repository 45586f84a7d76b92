using System.Diagnostics;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>libale's C interface around a made-up game (Environments/Atari/fake_ale.c), built with the machine's C compiler, and a folder of ROMs of nothing.</summary>
public static class FakeAle
{
    private static readonly Lazy<(string? Library, string? Missing)> Built = new(Build);

    /// <summary>Why there is none on this machine; null when there is.</summary>
    public static string? Missing => Built.Value.Missing;

    /// <summary>Path of the library.</summary>
    public static string Library => Built.Value.Library!;

    /// <summary>Folder of the ROMs pong.bin and jamesbond.bin.</summary>
    public static string Roms => Path.GetDirectoryName(Library)!;

    private static (string?, string?) Build()
    {
        var folder = Directory.CreateTempSubdirectory("fake-ale").FullName;
        var library = Path.Combine(folder, "libale_c.so");
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", ["-O2", "-shared", "-fPIC", "-o", library, Path.Combine(AppContext.BaseDirectory, "Environments", "Atari", "fake_ale.c")]) { RedirectStandardError = true })!;
            var said = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            if (compiler.ExitCode != 0) throw new InvalidOperationException($"cc: {said}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "no C compiler here (cc)");
        }

        foreach (var rom in new[] { "pong", "jamesbond" }) File.WriteAllText(Path.Combine(folder, rom + ".bin"), "");
        return (library, null);
    }
}

/// <summary>A fact that needs the made-up library, and says so where it cannot be built.</summary>
public sealed class AleFactAttribute : FactAttribute
{
    public AleFactAttribute() => Skip = FakeAle.Missing;
}

/// <summary>A theory that needs the made-up library, and says so where it cannot be built.</summary>
public sealed class AleTheoryAttribute : TheoryAttribute
{
    public AleTheoryAttribute() => Skip = FakeAle.Missing;
}
