namespace TorchSharp;

public static partial class torch
{
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.ThreadSingleton.CurrentDisposeScope;

    /// <summary>libtorch's version.</summary>
    public static unsafe string __version__ => System.Runtime.InteropServices.Marshal.PtrToStringUTF8((nint)Native.version())!;

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    /// <summary>Runs an expression in a scope of its own and lets only its result out.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    /// <summary>Throws what this thread's last native call left behind, if anything.</summary>
    public static unsafe void CheckForErrors()
    {
        if (Native.error() != null) Native.Throw();
    }

    public static int get_num_threads() => Native.get_num_threads();

    public static void set_num_threads(int num) => Native.Check(Native.set_num_threads(num));

    public static int get_num_interop_threads() => Native.get_num_interop_threads();

    public static void set_num_interop_threads(int num) => Native.Check(Native.set_num_interop_threads(num));

    public static bool cuda_is_available() => cuda.is_available();

    public static partial class cuda
    {
        public static bool is_available() => Native.Truth(Native.cuda_is_available());

        public static bool is_cudnn_available() => Native.Truth(Native.cudnn_is_available());

        public static int device_count()
        {
            var count = Native.cuda_device_count();
            if (count < 0) Native.Throw();
            return count;
        }

        public static void manual_seed(long seed) => Native.Check(Native.cuda_manual_seed(seed, false));

        public static void manual_seed_all(long seed) => Native.Check(Native.cuda_manual_seed(seed, true));

        public static void synchronize(Device? device = null) => Native.Check(Native.cuda_synchronize(device?.index ?? -1));
    }

    public static partial class backends
    {
        public static partial class cuda
        {
            public static partial class matmul
            {
                public static bool allow_tf32
                {
                    get => Native.get_tf32_matmul() != 0;
                    set => Native.Check(Native.set_tf32_matmul(value));
                }
            }
        }

        public static partial class cudnn
        {
            public static bool allow_tf32
            {
                get => Native.get_tf32_cudnn() != 0;
                set => Native.Check(Native.set_tf32_cudnn(value));
            }
        }
    }
}
