using System.Runtime.InteropServices;

namespace AkkaDreamer.Models.Native;

/// <summary>
/// What the native libraries under the tensors read from the process environment, or are told by a call, set for our kind of work. Must run before the first tensor call, because they read
/// it when they are loaded; .NET's own Environment.SetEnvironmentVariable does not reach them, so libc's setenv is called. A variable that the user has set stays as it is.
/// </summary>
public static class NativeEnvironment
{
    private const int TrimThreshold = -1; // mallopt's M_TRIM_THRESHOLD
    private const int MmapMax = -4; // M_MMAP_MAX
    private const int ArenaMax = -8; // M_ARENA_MAX
    private static readonly Lock Once = new();
    private static bool prepared;

    /// <summary>Sets everything, once per process; does nothing on systems without glibc.</summary>
    public static void Prepare()
    {
        lock (Once)
        {
            if (prepared || !OperatingSystem.IsLinux()) return;
            prepared = true;

            // OpenBLAS before 0.3.22 picks its slowest AVX-512 kernels on some machines; Haswell's are right on every x86-64 with AVX2.
            if (RuntimeInformation.ProcessArchitecture == Architecture.X64 && System.Runtime.Intrinsics.X86.Avx2.IsSupported) Default("OPENBLAS_CORETYPE", "Haswell");

            // Threads that wait for work in a busy loop would take the cores from the other actors.
            Default("OMP_WAIT_POLICY", "PASSIVE");
            Default("OPENBLAS_NUM_THREADS", "1"); // each part's own share is set by torch.set_num_threads

            // A training step allocates and frees the same large blocks over and over: keep all of them, those beyond malloc's own limit of 32 MiB too, instead of having pages mapped and cleared each time,
            // which is a fifth to a third of an update with large images. Few arenas, or each thread hoards its own.
            if (Environment.GetEnvironmentVariable("MALLOC_MMAP_MAX_") is null) Tell(MmapMax, 0);
            if (Environment.GetEnvironmentVariable("MALLOC_TRIM_THRESHOLD_") is null) Tell(TrimThreshold, -1);
            if (Environment.GetEnvironmentVariable("MALLOC_ARENA_MAX") is null) Tell(ArenaMax, 4);
        }
    }

    /// <summary>
    /// Gives the system back what malloc keeps and nobody uses: it keeps all that was ever freed (see <see cref="Prepare"/>), in pieces that fit ever fewer wishes, so a process grows for hours without holding more. What is
    /// needed is mapped again at once; meant for every few minutes. Does nothing on systems without glibc.
    /// </summary>
    public static void Trim()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // musl gives back by itself.
        }
    }

    private static void Default(string name, string value) => _ = SetEnvironment(name, value, overwrite: 0);

    private static void Tell(int parameter, int value)
    {
        try
        {
            _ = MallocOption(parameter, value);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no mallopt, and no thresholds to set.
        }
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi)]
    private static extern int SetEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int MallocOption(int parameter, int value);

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int MallocTrim(nuint keep);
}
