using TorchSharp;

namespace AkkaDreamer.Models.Native;

/// <summary>How many threads the tensor calls of the calling thread may use. The number belongs to a thread (it is an OpenMP setting), so every actor that computes sets it on its own.</summary>
public static class ComputeThreads
{
    [ThreadStatic]
    private static int set;

    /// <summary>Sets it; does nothing when this thread has that share already. At least 1.</summary>
    public static void Use(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (set == threads) return;
        _ = torch.get_num_threads(); // a thread's first tensor call takes the number that any thread set last; asking makes this thread take it now, before its own is set
        torch.set_num_threads(threads);
        set = threads;
    }
}
