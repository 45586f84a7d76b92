using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An array of numbers of one type on one device, with the history that autograd needs.</summary>
    public partial class Tensor : IDisposable
    {
        internal nint handle;
        internal int ScopeSlot;
        private static long _totalCount;
        private static long _peakCount;
        private readonly long _weight;

        internal Tensor(nint handle, bool register = true)
        {
            this.handle = handle;
            var count = Interlocked.Increment(ref _totalCount);
            if (count > _peakCount) _peakCount = count;
            if (handle != 0)
            {
                _weight = Native.weight(handle);
                NativeMemory.Add(_weight);
            }

            if (register) OwningDisposeScope = DisposeScopeManager.ThreadSingleton.RegisterOnCurrentDisposeScope(this);
        }

        ~Tensor() => Dispose(false);

        /// <summary>Handles not yet disposed or finalised, in the whole process.</summary>
        public static long TotalCount => _totalCount;

        /// <summary>The most there ever were at once.</summary>
        public static long PeakCount => _peakCount;

        public string? name { get; set; }

        public bool IsInvalid => handle == 0;

        public IntPtr Handle
        {
            get
            {
                var h = handle;
                if (h == 0) ThrowInvalid();
                return h;
            }
        }

        internal DisposeScope? OwningDisposeScope { get; set; }

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } owner) owner.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        /// <summary>Gives the native reference away: the caller frees it, this object is invalid.</summary>
        public IntPtr DecoupleFromNativeHandle() => MoveHandle();

        internal nint MoveHandle()
        {
            GC.SuppressFinalize(this);
            var h = Interlocked.Exchange(ref handle, 0);
            if (h == 0) ThrowInvalid();
            Interlocked.Decrement(ref _totalCount);
            NativeMemory.Remove(_weight);
            return h;
        }

        /// <summary>A tensor for a handle that this object now owns; the arguments of the call live until here.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static Tensor Of(nint h, object? a = null, object? b = null, object? c = null, object? d = null)
        {
            GC.KeepAlive(a);
            GC.KeepAlive(b);
            GC.KeepAlive(c);
            GC.KeepAlive(d);
            if (h == 0) Native.Throw();
            return new Tensor(h);
        }

        /// <summary>This tensor, after a call that changed it.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Tensor Done(int done, object? a = null, object? b = null)
        {
            GC.KeepAlive(this);
            GC.KeepAlive(a);
            GC.KeepAlive(b);
            if (done <= 0) Native.Throw();
            return this;
        }

        internal static unsafe Tensor[] Take(nint* list, int count)
        {
            if (count < 0) Native.Throw();
            var tensors = new Tensor[count];
            for (var i = 0; i < count; i++) tensors[i] = new Tensor(list[i]);
            Native.free_list(list);
            return tensors;
        }

        protected virtual void Dispose(bool disposing)
        {
            var h = Interlocked.Exchange(ref handle, 0);
            if (h == 0) return;
            if (disposing)
            {
                // Only a living scope refers to its tensors, so a finaliser never meets one.
                var statistics = DisposeScopeManager.ThreadSingleton.StatisticsInstance.TensorStatistics;
                if (OwningDisposeScope is { } scope)
                {
                    statistics.DisposedInScopeCount++;
                    scope.MarkAsDisposed(this);
                }
                else
                {
                    statistics.DisposedOutsideScopeCount++;
                }
            }

            Interlocked.Decrement(ref _totalCount);
            NativeMemory.Remove(_weight);
            Native.free(h);
        }

        private static void ThrowInvalid() => throw new InvalidOperationException("Tensor invalid -- empty handle.");
    }
}
