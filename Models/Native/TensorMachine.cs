using System.Diagnostics;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Native;

/// <summary>What this machine's libtorch is and does: its version, its threads, the speed of products of float32 matrices, whether it sees a CUDA device.</summary>
public sealed record TensorMachine(string Version, int Threads, double Gigaflops, bool HasCuda)
{
    private const int Size = 512;
    private const int Products = 10;

    /// <summary>Tensors of this process that have not been disposed of. Constant from update to update, or something leaks.</summary>
    public static long LiveTensors => Tensor.TotalCount;

    /// <summary>Loads the native library. Throws what loading throws, a line each: <see cref="DllNotFoundException"/>, <see cref="TypeInitializationException"/>.</summary>
    public static void Load()
    {
        NativeEnvironment.Prepare();
        using var one = ones(1);
    }

    /// <summary>Loads the native library and measures, in a fraction of a second. Throws what loading throws: <see cref="DllNotFoundException"/>, <see cref="TypeInitializationException"/>.</summary>
    public static TensorMachine Probe()
    {
        NativeEnvironment.Prepare();
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (a, b) = (ones(Size, Size), ones(Size, Size));
        a.mm(b);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Products; i++) a.mm(b);
        var seconds = clock.Elapsed.TotalSeconds;
        return new TensorMachine(__version__, get_num_threads(), 2.0 * Size * Size * Size * Products / seconds / 1e9, cuda.is_available());
    }
}
