namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long Dimensions
        {
            get
            {
                var result = Native.dim(Handle);
                GC.KeepAlive(this);
                return result;
            }
        }

        public long ndim => Dimensions;

        public long NumberOfElements
        {
            get
            {
                var result = Native.numel(Handle);
                GC.KeepAlive(this);
                return result;
            }
        }

        public long ElementSize
        {
            get
            {
                var result = Native.element_size(Handle);
                GC.KeepAlive(this);
                return result;
            }
        }

        public ScalarType dtype
        {
            get
            {
                var result = Native.dtype(Handle);
                GC.KeepAlive(this);
                return (ScalarType)result;
            }
        }

        public DeviceType device_type
        {
            get
            {
                var result = Native.device_type(Handle);
                GC.KeepAlive(this);
                return (DeviceType)result;
            }
        }

        public int device_index
        {
            get
            {
                var result = Native.device_index(Handle);
                GC.KeepAlive(this);
                return result;
            }
        }

        public Device device => device_type == DeviceType.CPU ? CPU : new Device(device_type, device_index);

        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[Dimensions];
                fixed (long* p = sizes) Native.sizes(Handle, p);
                GC.KeepAlive(this);
                return sizes;
            }
        }

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_sparse => Native.is_sparse(Handle) != 0;

        public bool is_leaf
        {
            get
            {
                var result = Native.is_leaf(Handle);
                GC.KeepAlive(this);
                return result != 0;
            }
        }

        public long dim() => Dimensions;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_contiguous()
        {
            var result = Native.is_contiguous(Handle);
            GC.KeepAlive(this);
            return result != 0;
        }

        public bool is_pinned()
        {
            var result = Native.Truth(Native.is_pinned(Handle));
            GC.KeepAlive(this);
            return result;
        }

        public bool is_nonzero()
        {
            if (numel() != 1) throw new InvalidOperationException("is_nonzero() called on non-singleton tensor");
            var result = Native.Truth(Native.is_nonzero(Handle));
            GC.KeepAlive(this);
            return result;
        }

        public long[] size() => shape;

        public long size(int dim)
        {
            var result = Native.size(Handle, dim);
            GC.KeepAlive(this);
            if (result == long.MinValue) Native.Throw();
            return result;
        }

        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* p = strides) Native.strides(Handle, p);
            GC.KeepAlive(this);
            return strides;
        }

        public long stride(int dim)
        {
            var result = Native.stride(Handle, dim);
            GC.KeepAlive(this);
            if (result == long.MinValue) Native.Throw();
            return result;
        }

        public long storage_offset()
        {
            var result = Native.storage_offset(Handle);
            GC.KeepAlive(this);
            return result;
        }

        public override string ToString() => $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";
    }
}
