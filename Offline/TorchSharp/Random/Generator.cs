namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers with its own state.</summary>
    public class Generator : IDisposable
    {
        private nint _handle;

        public Generator(ulong seed = 0, Device? device = null)
            : this(Native.generator_new(seed), device)
        {
        }

        private Generator(nint handle, Device? device = null)
        {
            if (handle == 0) Native.Throw();
            _handle = handle;
            this.device = device ?? CPU;
        }

        ~Generator() => Dispose(false);

        /// <summary>The stream of everything that names no generator.</summary>
        public static Generator Default => new(Native.generator_default());

        public IntPtr Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Generator));

        public Device device { get; private set; }

        /// <summary>The whole state, as a tensor of bytes.</summary>
        public Tensor get_state() => Tensor.Of(Native.generator_get_state(Handle), this);

        public void set_state(Tensor value)
        {
            var done = Native.generator_set_state(Handle, value.Handle);
            GC.KeepAlive(this);
            GC.KeepAlive(value);
            Native.Check(done);
        }

        public Generator manual_seed(long seed)
        {
            Native.Check(Native.generator_manual_seed(Handle, seed));
            GC.KeepAlive(this);
            return this;
        }

        /// <summary>Seeds from the system's entropy and says with what.</summary>
        public long seed()
        {
            var result = Native.generator_seed(Handle);
            GC.KeepAlive(this);
            return result;
        }

        public long initial_seed()
        {
            var result = Native.generator_initial_seed(Handle);
            GC.KeepAlive(this);
            return result;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0) Native.generator_free(handle);
        }
    }
}
