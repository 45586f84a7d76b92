namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => Convert(type, null, copy, disposeAfter, non_blocking);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);

        public Tensor type(ScalarType dtype) => to(dtype);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => Convert(type, null, copy, disposeAfter, non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(null, new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(type, device, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(null, new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(null, device, copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => Convert(other.dtype, other.device, false, false, non_blocking);

        public Tensor cpu() => Convert(null, CPU, false, false, false);

        public Tensor cuda(Device? device = null, bool non_blocking = false) => Convert(null, device ?? CUDA, false, false, non_blocking);

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor @byte() => to_type(ScalarType.Byte);

        public Tensor @char() => to_type(ScalarType.Int8);

        public Tensor @short() => to_type(ScalarType.Int16);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor half() => to_type(ScalarType.Float16);

        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        public Tensor clone() => Of(Native.clone(Handle), this);

        public Tensor contiguous() => Of(Native.contiguous(Handle), this);

        public Tensor alias() => Of(Native.alias(Handle), this);

        public Tensor pin_memory() => Of(Native.pin_memory(Handle), this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Done(Native.copy_(Handle, source.Handle, nonBlocking), source);

        public Tensor set_(Tensor source) => Done(Native.set_(Handle, source.Handle), source);

        public Tensor fill_(Scalar value) => Done(Native.fill_(Handle, value.Value));

        public Tensor zero_() => Done(Native.zero_(Handle));

        /// <summary>Whether a conversion would make a new tensor.</summary>
        internal bool toWillCopy(ScalarType type, Device device) =>
            type != dtype || device.type != device_type || (device.type != DeviceType.CPU && device.index >= 0 && device.index != device_index);

        private Tensor Convert(ScalarType? type, Device? device, bool copy, bool disposeAfter, bool non_blocking)
        {
            if (device is not null) InitializeDeviceType(device.type);
            var (kind, index) = Where(device);
            var result = Native.to(Handle, Code(type), kind, index, copy, non_blocking);
            GC.KeepAlive(this);
            if (result == 0) Native.Throw();
            if (disposeAfter) Dispose();
            return new Tensor(result);
        }
    }

    /// <summary>How native code reads an element type; -1 leaves the choice to it.</summary>
    internal static sbyte Code(ScalarType? type) => type is { } t ? (sbyte)t : (sbyte)-1;

    /// <summary>How native code reads a device; -1 leaves the choice to it.</summary>
    internal static (sbyte Kind, sbyte Index) Where(Device? device) => device is null ? ((sbyte)-1, (sbyte)-1) : ((sbyte)device.type, (sbyte)device.index);
}
