using System.IO.MemoryMappedFiles;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>What a machine may do to a program, done by a library (Tampering.c) before libc, from outside and while it runs: the clock on the wall jumps, a disk is slow, a disk is read-only, native code dies.</summary>
public sealed class Tampering : IDisposable
{
    private const int ReadOnlyFileSystem = 30; // EROFS

    private static readonly (string? Library, string? Missing) Built = Preloaded.Build("Tampering.c");
    private readonly string file = Path.Combine(Path.GetTempPath(), $"tampering-{Guid.NewGuid():N}");
    private readonly MemoryMappedFile control;
    private readonly MemoryMappedViewAccessor numbers;

    /// <summary><paramref name="folder"/>: writes below it are slow or refused.</summary>
    public Tampering(string folder)
    {
        control = MemoryMappedFile.CreateFromFile(file, FileMode.CreateNew, null, 4 * sizeof(long));
        numbers = control.CreateViewAccessor();
        Variables = new Dictionary<string, string> { ["LD_PRELOAD"] = Built.Library!, ["TAMPERING_CONTROL"] = file, ["TAMPERING_FOLDER"] = folder };
    }

    /// <summary>Why it cannot be done on this machine; null when it can.</summary>
    public static string? Missing => Built.Missing;

    /// <summary>The environment variables of a program that it is done to.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>What the clock on the wall is put forward by, or back.</summary>
    public TimeSpan Clock
    {
        set => numbers.Write(0, (long)value.TotalSeconds);
    }

    /// <summary>How long each write, and each sync, takes longer than it would.</summary>
    public TimeSpan Slowness
    {
        set => numbers.Write(sizeof(long), (long)value.TotalMilliseconds);
    }

    /// <summary>Whether writes are refused, as a read-only file system does.</summary>
    public bool IsReadOnly
    {
        set => numbers.Write(2 * sizeof(long), value ? (long)ReadOnlyFileSystem : 0);
    }

    /// <summary>How native code dies in the middle of the next write.</summary>
    public NativeDeath Death
    {
        set => numbers.Write(3 * sizeof(long), (long)value);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        numbers.Dispose();
        control.Dispose();
        File.Delete(file);
    }
}

/// <summary>How native code ends its process.</summary>
public enum NativeDeath
{
    None,
    Abort,
    SegmentationFault,
}

/// <summary>A fact that needs <see cref="Tampering"/>, and says so where it cannot be done.</summary>
public sealed class TamperingFactAttribute : FactAttribute
{
    public TamperingFactAttribute() => Skip = Tampering.Missing;
}
