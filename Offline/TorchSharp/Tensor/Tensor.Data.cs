namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements of a contiguous CPU tensor, where they lie. Valid as long as the tensor is.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                var length = NumberOfElements * ElementSize;
                if (!is_contiguous()) throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
                if (length > int.MaxValue) throw new ArgumentException("Span only supports up to int.MaxValue elements.");
                if (device_type != DeviceType.CPU)
                    throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
                return length == 0 ? [] : new Span<byte>((void*)DataPointer(), (int)length);
            }

            set
            {
                if (!is_contiguous()) throw new InvalidOperationException("SetBytes() called on non-contiguous tensor.");
                if (value.Length != NumberOfElements * ElementSize) throw new ArgumentException("Mismatched data sizes in SetBytes().");
                value.CopyTo(bytes);
            }
        }

        public Utils.TensorAccessor<T> data<T>() where T : unmanaged
        {
            ValidateType(typeof(T));
            return new Utils.TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        public T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException("Number of elements in the tensor must be 1");
            return data<T>()[0];
        }

        public unsafe Scalar ToScalar()
        {
            Num value;
            var done = Native.item(Handle, &value);
            GC.KeepAlive(this);
            Native.Check(done);
            return new Scalar(value, value.Kind switch { 0 => ScalarType.Int64, 1 => ScalarType.Float64, _ => ScalarType.Bool });
        }

        public double ReadCpuDouble(long i) => Utils.TensorAccessor<double>.ReadItemAt(this, i);

        public float ReadCpuSingle(long i) => Utils.TensorAccessor<float>.ReadItemAt(this, i);

        public int ReadCpuInt32(long i) => Utils.TensorAccessor<int>.ReadItemAt(this, i);

        public long ReadCpuInt64(long i) => Utils.TensorAccessor<long>.ReadItemAt(this, i);

        public byte ReadCpuByte(long i) => Utils.TensorAccessor<byte>.ReadItemAt(this, i);

        public bool ReadCpuBool(long i) => Utils.TensorAccessor<bool>.ReadItemAt(this, i);

        public T ReadCpuValue<T>(long i) where T : unmanaged => Utils.TensorAccessor<T>.ReadItemAt(this, i);

        public unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            for (long at = 0, length = NumberOfElements * ElementSize; at < length;)
            {
                var part = (int)Math.Min(length - at, 1 << 24);
                stream.Write(new ReadOnlySpan<byte>((byte*)DataPointer() + at, part));
                at += part;
            }

            GC.KeepAlive(this);
        }

        public unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            for (long at = 0, length = NumberOfElements * ElementSize; at < length;)
            {
                var part = (int)Math.Min(length - at, 1 << 24);
                stream.ReadExactly(new Span<byte>((byte*)DataPointer() + at, part));
                at += part;
            }

            GC.KeepAlive(this);
        }

        public static explicit operator float(Tensor value) => value.ToSingle();

        public static explicit operator double(Tensor value) => value.ToDouble();

        public static explicit operator sbyte(Tensor value) => value.ToSByte();

        public static explicit operator byte(Tensor value) => value.ToByte();

        public static explicit operator short(Tensor value) => value.ToInt16();

        public static explicit operator int(Tensor value) => value.ToInt32();

        public static explicit operator long(Tensor value) => value.ToInt64();

        public static explicit operator bool(Tensor value) => value.ToBoolean();

        internal void ValidateType(Type type)
        {
            if (ToScalarType(type) != dtype) throw new ArgumentException($"{type.Name} is not compatible with {dtype}");
        }

        private nint DataPointer()
        {
            if (!is_contiguous()) throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            var pointer = Native.data(Handle);
            if (pointer == 0 && NumberOfElements > 0) Native.Throw();
            return pointer;
        }
    }
}
