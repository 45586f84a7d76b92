namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Put([i1], value);
        }

        public Tensor this[long i1, long i2]
        {
            get => At([i1, i2]);
            set => Put([i1, i2], value);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => At([i1, i2, i3]);
            set => Put([i1, i2, i3], value);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At([i1, i2, i3, i4]);
            set => Put([i1, i2, i3, i4], value);
        }

        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => Put(indices, value);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var list = stackalloc Native.Index[indices.Length];
            for (var i = 0; i < indices.Length; i++) list[i] = indices[i].Native;
            return Of(Native.index(Handle, list, indices.Length), this, indices);
        }

        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            var list = stackalloc Native.Index[indices.Length];
            for (var i = 0; i < indices.Length; i++) list[i] = indices[i].Native;
            return Done(Native.index_put_(Handle, list, indices.Length, value.Handle), value, indices);
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            if (!accumulate) return index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));
            var handles = Array.ConvertAll(indices, t => t.Handle);
            fixed (nint* h = handles) return Done(Native.index_accumulate_(Handle, h, handles.Length, value.Handle), value, indices);
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            var list = stackalloc Native.Index[indices.Length];
            for (var i = 0; i < indices.Length; i++) list[i] = indices[i].Native;
            return Done(Native.index_put_s_(Handle, list, indices.Length, value.Value), indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_select(long dim, Tensor index) => Of(Native.index_select(Handle, dim, index.Handle), this, index);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Of(Native.index_add(Handle, dim, index.Handle, source.Handle, alpha.Value), this, index, source);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Done(Native.index_add_(Handle, dim, index.Handle, source.Handle, alpha.Value), index, source);

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Of(Native.index_copy(Handle, dim, index.Handle, source.Handle), this, index, source);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Done(Native.index_copy_(Handle, dim, index.Handle, source.Handle), index, source);

        public Tensor index_fill(long dim, Tensor index, Scalar value) => Of(Native.index_fill(Handle, dim, index.Handle, value.Value), this, index);

        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Done(Native.index_fill_(Handle, dim, index.Handle, value.Value), index);

        public Tensor take(Tensor index) => Of(Native.take(Handle, index.Handle), this, index);

        public Tensor take_along_dim(Tensor indices) => Of(Native.take_along_dim(Handle, indices.Handle, Num.Absent), this, indices);

        public Tensor take_along_dim(Tensor indices, long dim) => Of(Native.take_along_dim(Handle, indices.Handle, dim), this, indices);

        public Tensor gather(long dim, Tensor index) => Of(Native.gather(Handle, dim, index.Handle), this, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Of(Native.scatter(Handle, dim, index.Handle, src.Handle), this, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => Done(Native.scatter_(Handle, dim, index.Handle, src.Handle), index, src);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Of(Native.scatter_add(Handle, dim, index.Handle, src.Handle), this, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Done(Native.scatter_add_(Handle, dim, index.Handle, src.Handle), index, src);

        public Tensor select_scatter(Tensor src, long dim, long index) => Of(Native.select_scatter(Handle, src.Handle, dim, index), this, src);

        public Tensor slice_scatter(Tensor src, long dim = 0L, long? start = null, long? end = null, long step = 1L) =>
            Of(Native.slice_scatter(Handle, src.Handle, dim, Num.Of(start), Num.Of(end), step), this, src);

        public Tensor masked_fill(Tensor mask, Scalar value) => Of(Native.masked_fill(Handle, mask.Handle, value.Value), this, mask);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Done(Native.masked_fill_(Handle, mask.Handle, value.Value), mask);

        public Tensor masked_select(Tensor mask) => Of(Native.masked_select(Handle, mask.Handle), this, mask);

        public Tensor masked_scatter(Tensor mask, Tensor value) => Of(Native.masked_scatter(Handle, mask.Handle, value.Handle), this, mask, value);

        public Tensor where(Tensor condition, Tensor y) => Of(Native.where(condition.Handle, Handle, y.Handle), this, condition, y);

        public Tensor nonzero() => Of(Native.nonzero(Handle), this);

        public Tensor argwhere() => nonzero();

        private Tensor At(ReadOnlySpan<long> places)
        {
            var list = stackalloc Native.Index[places.Length];
            for (var i = 0; i < places.Length; i++) list[i] = new Native.Index { Kind = (long)TensorIndex.Kind.Single, Start = places[i] };
            return Of(Native.index(Handle, list, places.Length), this);
        }

        private void Put(ReadOnlySpan<long> places, Tensor value)
        {
            var list = stackalloc Native.Index[places.Length];
            for (var i = 0; i < places.Length; i++) list[i] = new Native.Index { Kind = (long)TensorIndex.Kind.Single, Start = places[i] };
            Done(Native.index_put_(Handle, list, places.Length, value.Handle), value);
        }
    }
}
