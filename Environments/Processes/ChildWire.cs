using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AkkaDreamer.Environments;

/// <summary>The pipes of a child, moved aside so that what its environments print or read cannot meet them.</summary>
internal static partial class ChildWire
{
    private const int DeathSignal = 1; // prctl's PR_SET_PDEATHSIG
    private const int Kill = 9;
    private static PosixSignalRegistration? interrupts; // held for as long as the process lives

    /// <summary>
    /// Takes over standard input and output of this process: from now on its standard output is its standard error, and its standard input is empty. It is killed when its parent is gone, and leaves interrupts from the
    /// terminal to its parent. Throws <see cref="PlatformNotSupportedException"/> where there is no Linux.
    /// </summary>
    public static FrameStream OfProcess()
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("Environments in processes of their own need Linux.");
        _ = Control(DeathSignal, Kill, 0, 0, 0);
        interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        var (input, output) = (Duplicate(0), Duplicate(1));
        using (var nothing = File.OpenHandle("/dev/null")) _ = DuplicateTo((int)nothing.DangerousGetHandle(), 0);
        _ = DuplicateTo(2, 1);
        return new FrameStream(Open(input, FileAccess.Read), Open(output, FileAccess.Write));
    }

    private static FileStream Open(int descriptor, FileAccess access) => new(new SafeFileHandle(descriptor, ownsHandle: true), access, bufferSize: 0);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int DuplicateTo(int descriptor, int to);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nint a, nint b, nint c, nint d);
}
