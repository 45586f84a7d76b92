namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public Tensor T => Of(Native.t(Handle), this);

        public Tensor mT => Of(Native.mT(Handle), this);

        public Tensor t() => Of(Native.t(Handle), this);

        public Tensor view(params long[] shape)
        {
            fixed (long* s = shape) return Of(Native.view(Handle, s, shape.Length), this);
        }

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor reshape(params long[] shape)
        {
            fixed (long* s = shape) return Of(Native.reshape(Handle, s, shape.Length), this);
        }

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Of(Native.flatten(Handle, start_dim, end_dim), this);

        public Tensor ravel() => flatten();

        public Tensor unflatten(long dim, params long[] sizes)
        {
            fixed (long* s = sizes) return Of(Native.unflatten(Handle, dim, s, sizes.Length), this);
        }

        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        public Tensor squeeze(long? dim = null) => Of(Native.squeeze(Handle, Num.Of(dim)), this);

        public Tensor squeeze_(long? dim = null) => Done(Native.squeeze_(Handle, Num.Of(dim)));

        public Tensor unsqueeze(long dim) => Of(Native.unsqueeze(Handle, dim), this);

        public Tensor unsqueeze_(long dim) => Done(Native.unsqueeze_(Handle, dim));

        public Tensor transpose(long dim0, long dim1) => Of(Native.transpose(Handle, dim0, dim1), this);

        public Tensor transpose_(long dim0, long dim1) => Done(Native.transpose_(Handle, dim0, dim1));

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor permute(params long[] permutation)
        {
            fixed (long* p = permutation) return Of(Native.permute(Handle, p, permutation.Length), this);
        }

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public Tensor movedim(long[] source, long[] destination)
        {
            fixed (long* s = source, d = destination) return Of(Native.movedim(Handle, s, source.Length, d, destination.Length), this);
        }

        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false)
        {
            fixed (long* s = sizes) return Of(Native.expand(Handle, s, sizes.Length, isImplicit), this);
        }

        public Tensor expand(Size sizes, bool isImplicit = false) => expand((ReadOnlySpan<long>)sizes.Shape, isImplicit);

        public Tensor expand(long[] sizes, bool isImplicit = false) => expand((ReadOnlySpan<long>)sizes, isImplicit);

        public Tensor expand(params long[] sizes) => expand((ReadOnlySpan<long>)sizes);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor broadcast_to(params long[] shape) => expand((ReadOnlySpan<long>)shape);

        public Tensor repeat(params long[] sizes)
        {
            fixed (long* s = sizes) return Of(Native.repeat(Handle, s, sizes.Length), this);
        }

        public Tensor tile(long[] reps)
        {
            fixed (long* s = reps) return Of(Native.tile(Handle, s, reps.Length), this);
        }

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Of(Native.repeat_interleave(Handle, repeats, Num.Of(dim), Num.Of(output_size)), this);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Of(Native.repeat_interleave_t(Handle, repeats.Handle, Num.Of(dim), Num.Of(output_size)), this, repeats);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0L)
        {
            fixed (long* s = size, t = strides) return Of(Native.as_strided(Handle, s, size.Length, t, strides.Length, storageOffset), this);
        }

        public Tensor narrow(long dim, long start, long length) => Of(Native.narrow(Handle, dim, start, length), this);

        public Tensor select(long dim, long index) => Of(Native.select(Handle, dim, index), this);

        public Tensor slice(long dim, long start, long finish, long step) => Of(Native.slice(Handle, dim, start, finish, step), this);

        public Tensor unfold(long dimension, long size, long step) => Of(Native.unfold(Handle, dimension, size, step), this);

        public Tensor flip(params long[] dims)
        {
            fixed (long* d = dims) return Of(Native.flip(Handle, d, dims.Length), this);
        }

        public Tensor fliplr() => flip(1);

        public Tensor flipud() => flip(0);

        public Tensor roll(long shifts, long? dims = null) => dims is { } d ? Roll([shifts], [d]) : Roll([shifts], []);

        public Tensor roll((long, long) shifts, (long, long) dims) => Roll([shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);

        public Tensor roll(long[] shifts, long[] dims) => Roll(shifts, dims);

        public Tensor roll(long[] shifts) => Roll(shifts, [0]);

        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => Roll(shifts, dims.IsEmpty ? [0] : dims);

        public Tensor diag(long diagonal = 0) => Of(Native.diag(Handle, diagonal), this);

        public Tensor diag_embed(long offset = 0L, long dim1 = -2L, long dim2 = -1L) => Of(Native.diag_embed(Handle, offset, dim1, dim2), this);

        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) => Of(Native.diagonal(Handle, offset, dim1, dim2), this);

        public Tensor trace() => Of(Native.trace(Handle), this);

        public Tensor tril(long diagonal = 0) => Of(Native.tril(Handle, diagonal), this);

        public Tensor triu(long diagonal = 0) => Of(Native.triu(Handle, diagonal), this);

        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
            Of(Native.diff(Handle, n, dim, prepend?.Handle ?? 0, append?.Handle ?? 0), this, prepend, append);

        public Tensor[] split(long size, int dim = 0)
        {
            nint* list;
            return Parts(Native.split(Handle, size, dim, &list), list);
        }

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0)
        {
            nint* list;
            fixed (long* s = sizes) return Parts(Native.split_sizes(Handle, s, sizes.Length, dim, &list), list);
        }

        public Tensor[] split(long[] sizes, long dim = 0) => split((ReadOnlySpan<long>)sizes, dim);

        public Tensor[] split(params long[] sizes) => split((ReadOnlySpan<long>)sizes);

        public Tensor[] tensor_split(long size, long dim = 0L)
        {
            nint* list;
            return Parts(Native.tensor_split(Handle, size, dim, &list), list);
        }

        public Tensor[] chunk(long chunks, long dim = 0L)
        {
            nint* list;
            return Parts(Native.chunk(Handle, chunks, dim, &list), list);
        }

        public Tensor[] unbind(long dimension = 0L)
        {
            nint* list;
            return Parts(Native.unbind(Handle, dimension, &list), list);
        }

        private Tensor[] Parts(int count, nint* list)
        {
            GC.KeepAlive(this);
            return Take(list, count);
        }

        private Tensor Roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims)
        {
            fixed (long* s = shifts, d = dims) return Of(Native.roll(Handle, s, shifts.Length, d, dims.Length), this);
        }
    }
}
