using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// What makes files survive a loss of power: a file's content is on the disk once the file is synced, its name once its folder is. .NET has no call for folders, and passes over a file system that has become read-only.
/// On Windows names are durable with their file. All methods throw <see cref="IOException"/> when the disk refuses, and <see cref="UnauthorizedAccessException"/> when this process may not.
/// </summary>
public static class DiskSync
{
    private const int Interrupted = 4; // EINTR
    private const int NotAllowed = 13; // EACCES

    /// <summary>Returns when everything written to the file before the call is on the disk.</summary>
    public static void File(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux()) Check(() => Fsync(file), "A file");
        else RandomAccess.FlushToDisk(file);
    }

    /// <summary>Returns when everything written to the stream before the call is on the disk.</summary>
    public static void File(FileStream file)
    {
        file.Flush();
        File(file.SafeFileHandle);
    }

    /// <summary>Returns when everything written to the file before the call is on the disk.</summary>
    public static void File(string path)
    {
        using var file = System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        File(file);
    }

    /// <summary>Returns when names created, renamed or deleted in the folder are on the disk.</summary>
    public static void Folder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0 && Marshal.GetLastPInvokeError() == NotAllowed) throw new UnauthorizedAccessException($"{folder} may not be read, and so not be synced.");
        if (descriptor < 0) throw new IOException($"{folder} cannot be opened to sync it: {Marshal.GetLastPInvokeErrorMessage()}.");
        try
        {
            Check(() => Fsync(descriptor), folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Creates a folder, and those above it, unless they are there; returns when its name is on the disk, and those of all that were created.</summary>
    public static void CreateFolder(string folder)
    {
        var above = Path.GetDirectoryName(Path.GetFullPath(Path.TrimEndingDirectorySeparator(folder)));
        if (above is null) return; // the root
        if (!Directory.Exists(above)) CreateFolder(above);
        var wasThere = Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        try
        {
            Folder(above); // also when it was there: whoever created it may have died before he came to this
        }
        catch (UnauthorizedAccessException) when (wasThere)
        {
            // Whoever gave this process a folder in one that it may not read has to have synced that.
        }
    }

    /// <summary>Writes a file whole: whatever happens, there is the one before or the new one, and the new one once this has returned. Throws <see cref="IOException"/> when there is one that is not to be replaced.</summary>
    public static void Write(string path, string text, bool replaces = true)
    {
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            File(file);
        }

        System.IO.File.Move(temporary, path, replaces);
        Folder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static void Check(Func<int> sync, string what)
    {
        while (sync() != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted) throw new IOException($"{what} cannot be synced: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Fsync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
