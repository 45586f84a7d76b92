using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var (kind, index) = Where(InitializeDevice(device));
        var type = dtype ?? (is_integral(start.Type) && is_integral(stop.Type) && is_integral(step.Type) ? ScalarType.Int64 : _defaultType);
        return Tensor.Of(Native.arange(start.Value, stop.Value, step.Value, Code(type), kind, index, requires_grad));
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var (kind, index) = Where(InitializeDevice(device));
        return Tensor.Of(Native.linspace(start, end, steps, Code(dtype ?? _defaultType), kind, index, requires_grad));
    }

    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var (kind, index) = Where(InitializeDevice(device));
        return Tensor.Of(Native.logspace(start, end, steps, @base, Code(dtype ?? _defaultType), kind, index, requires_grad));
    }

    public static Tensor eye(long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var (kind, index) = Where(InitializeDevice(device));
        return Tensor.Of(Native.eye(rows, columns < 0 ? rows : columns, Code(dtype ?? _defaultType), kind, index, requires_grad));
    }

    public static unsafe Tensor empty_strided(long[] size, long[] strides, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var (kind, index) = Where(InitializeDevice(device));
        fixed (long* s = size, t = strides)
            return Tensor.Of(Native.empty_strided(s, size.Length, t, strides.Length, Code(dtype ?? _defaultType), kind, index, requires_grad));
    }

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => input.empty_like(dtype, device, requires_grad);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => input.zeros_like(dtype, device, requires_grad);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => input.ones_like(dtype, device, requires_grad);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => input.full_like(value, dtype, device, requires_grad);

    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A tensor over the array's own memory where type and device allow, else a converted copy.</summary>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false)
    {
        var shape = new long[rawArray.Rank];
        for (var i = 0; i < shape.Length; i++) shape[i] = rawArray.GetLength(i);
        return Share(rawArray, shape, 0, dtype, device, requires_grad);
    }

    /// <summary>A one-dimensional tensor over a stretch of the array's own memory; offset and count are in elements.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        var length = rawArray.LongLength;
        if (offset < 0 || offset >= length) throw new ArgumentException($"invalid value for 'offset': {offset}");
        if (count < 0) count = length - offset;
        if (count > length - offset) throw new IndexOutOfRangeException($"element count is too large: {count}");
        return Share(rawArray, [count], offset, dtype, CPU, requires_grad);
    }

    internal static Tensor One(Num value, ScalarType type, Device? device, bool requires_grad)
    {
        var (kind, index) = Where(InitializeDevice(device));
        return Tensor.Of(Native.scalar(value, (sbyte)type, kind, index, requires_grad));
    }

    private static unsafe Tensor Copy<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requires_grad) where T : unmanaged
    {
        long elements = 1;
        foreach (var length in size) elements *= length;
        if (elements > values.Length) throw new ArgumentException($"mismatched total size creating a tensor from an array: {elements} vs. {values.Length}");
        var from = ToScalarType(typeof(T));
        var (kind, index) = Where(InitializeDevice(device));
        fixed (T* v = values)
        fixed (long* s = size)
            return Tensor.Of(Native.from_bytes(v, s, size.Length, (sbyte)from, Code(dtype ?? from), kind, index, requires_grad));
    }

    private static Tensor Copy<T>(IList<T> values, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requires_grad) where T : unmanaged =>
        Copy<T>(values is T[] array ? array : [.. values], size, dtype, device, requires_grad);

    private static Tensor Copy<T>(Array values, ScalarType? dtype, Device? device, bool requires_grad) where T : unmanaged
    {
        var size = new long[values.Rank];
        for (var i = 0; i < size.Length; i++) size[i] = values.GetLength(i);
        return Copy<T>(Flat<T>(values), size, dtype, device, requires_grad);
    }

    private static ReadOnlySpan<T> Flat<T>(Array values) where T : unmanaged =>
        values.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length);

    private static unsafe Tensor Share(Array values, long[] size, long offset, ScalarType? dtype, Device? device, bool requires_grad)
    {
        var from = ToScalarType(values.GetType().GetElementType()!);
        var pin = GCHandle.Alloc(values, GCHandleType.Pinned);
        var data = pin.AddrOfPinnedObject() + (nint)(offset * from.ElementSize());
        var same = (dtype ?? from) == from && (device ?? get_default_device()).type == DeviceType.CPU;
        nint shared;
        fixed (long* s = size)
            shared = Native.from_blob(data, s, size.Length, (sbyte)from, requires_grad && same, GCHandle.ToIntPtr(pin), &Unpin);
        if (shared == 0)
        {
            pin.Free();
            Native.Throw();
        }

        var tensor = new Tensor(shared);
        if (same) return tensor;
        var converted = tensor.to(dtype ?? from, InitializeDevice(device));
        tensor.Dispose();
        return requires_grad ? converted.requires_grad_() : converted;
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint handle) => GCHandle.FromIntPtr(handle).Free();

    public partial class Tensor
    {
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        {
            var (kind, index) = Where(device);
            return Of(Native.empty_like(Handle, Code(dtype), kind, index, requires_grad), this);
        }

        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        {
            var (kind, index) = Where(device);
            return Of(Native.zeros_like(Handle, Code(dtype), kind, index, requires_grad), this);
        }

        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        {
            var (kind, index) = Where(device);
            return Of(Native.ones_like(Handle, Code(dtype), kind, index, requires_grad), this);
        }

        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        {
            var (kind, index) = Where(device);
            return Of(Native.full_like(Handle, value.Value, Code(dtype), kind, index, requires_grad), this);
        }

        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => zeros(size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => zeros(size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => empty(size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => full(size, value, dtype ?? this.dtype, device ?? this.device, requires_grad);
    }
}
