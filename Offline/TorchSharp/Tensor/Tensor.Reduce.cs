namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Of(Native.sum(Handle, Code(type)), this);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => sum((ReadOnlySpan<long>)dim, keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* d = dim) return Of(Native.sum_dim(Handle, d, dim.Length, keepdim, Code(type)), this);
        }

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Of(Native.sum_dim(Handle, &dim, 1, keepdim, Code(type)), this);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1, dim2], keepdim, type);

        public Tensor mean() => Of(Native.mean(Handle), this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* d = dimensions) return Of(Native.mean_dim(Handle, d, dimensions.Length, keepdim, Code(type)), this);
        }

        public Tensor prod(ScalarType? type = null) => Of(Native.prod(Handle, Code(type)), this);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Of(Native.prod_dim(Handle, dim, keepdim, Code(type)), this);

        public Tensor var(bool unbiased = true) => Of(Native.var(Handle, unbiased), this);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var((ReadOnlySpan<long>)dimensions, unbiased, keepdim, type);

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* d = dimensions) return As(Of(Native.var_dim(Handle, d, dimensions.Length, unbiased, keepdim), this), type);
        }

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);

        public Tensor std(bool unbiased = true) => Of(Native.std(Handle, unbiased), this);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std((ReadOnlySpan<long>)dimensions, unbiased, keepdim, type);

        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* d = dimensions) return As(Of(Native.std_dim(Handle, d, dimensions.Length, unbiased, keepdim), this), type);
        }

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);

        public (Tensor std, Tensor mean) std_mean(bool unbiased = true)
        {
            var out2 = stackalloc nint[2];
            return Pair(Native.std_mean(Handle, unbiased, out2), out2, this);
        }

        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            var out2 = stackalloc nint[2];
            return As(Pair(Native.std_mean_dim(Handle, &dim, 1, unbiased, keepdim, out2), out2, this), type);
        }

        public (Tensor @var, Tensor mean) var_mean(bool unbiased = true)
        {
            var out2 = stackalloc nint[2];
            return Pair(Native.var_mean(Handle, unbiased, out2), out2, this);
        }

        public (Tensor @var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            var out2 = stackalloc nint[2];
            return As(Pair(Native.var_mean_dim(Handle, &dim, 1, unbiased, keepdim, out2), out2, this), type);
        }

        public Tensor norm(float p = 2.0f) => Of(Native.norm(Handle, p), this);

        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) => Of(Native.norm_dim(Handle, dim, keepdim, p), this);

        public Tensor all() => Of(Native.all(Handle), this);

        public Tensor all(long dim, bool keepdim = false) => Of(Native.all_dim(Handle, dim, keepdim), this);

        public Tensor any() => Of(Native.any(Handle), this);

        public Tensor any(long dim, bool keepdim = false) => Of(Native.any_dim(Handle, dim, keepdim), this);

        public Tensor argmax() => Of(Native.argmax(Handle, Num.Absent, false), this);

        public Tensor argmax(long dim, bool keepdim = false) => Of(Native.argmax(Handle, dim, keepdim), this);

        public Tensor argmin() => Of(Native.argmin(Handle, Num.Absent, false), this);

        public Tensor argmin(long dim, bool keepdim = false) => Of(Native.argmin(Handle, dim, keepdim), this);

        public Tensor max() => Of(Native.max(Handle), this);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false)
        {
            var out2 = stackalloc nint[2];
            return Pair(Native.max_dim(Handle, dim, keepdim, out2), out2, this);
        }

        public Tensor min() => Of(Native.min(Handle), this);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false)
        {
            var out2 = stackalloc nint[2];
            return Pair(Native.min_dim(Handle, dim, keepdim, out2), out2, this);
        }

        public Tensor amax(params long[] dims) => amax(dims, false);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => amax((ReadOnlySpan<long>)dims, keepdim, @out);

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null)
        {
            fixed (long* d = dims) return Into(@out, Of(Native.amax(Handle, d, dims.Length, keepdim), this));
        }

        public Tensor amin(params long[] dims) => amin(dims, false);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => amin((ReadOnlySpan<long>)dims, keepdim, @out);

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null)
        {
            fixed (long* d = dims) return Into(@out, Of(Native.amin(Handle, d, dims.Length, keepdim), this));
        }

        public Tensor median() => Of(Native.median(Handle), this);

        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Of(Native.quantile(Handle, q.Handle, dim, keepdim), this, q);

        public Tensor nanquantile(Tensor q, long dim = -1, bool keepdim = false) => Of(Native.nanquantile(Handle, q.Handle, dim, keepdim), this, q);

        public Tensor nansum() => Of(Native.nansum(Handle), this);

        public Tensor cumsum(long dim, ScalarType? type = null) => Of(Native.cumsum(Handle, dim, Code(type)), this);

        public Tensor cumprod(long dim, ScalarType? type = null) => Of(Native.cumprod(Handle, dim, Code(type)), this);

        public (Tensor values, Tensor indexes) cummax(long dim)
        {
            var out2 = stackalloc nint[2];
            return Pair(Native.cummax(Handle, dim, out2), out2, this);
        }

        public (Tensor values, Tensor indexes) cummin(long dim)
        {
            var out2 = stackalloc nint[2];
            return Pair(Native.cummin(Handle, dim, out2), out2, this);
        }

        public Tensor logsumexp(long dim, bool keepdim = false) => Of(Native.logsumexp(Handle, dim, keepdim), this);

        public Tensor logcumsumexp(long dim) => Of(Native.logcumsumexp(Handle, dim), this);

        public Tensor count_nonzero(long[]? dims = null)
        {
            fixed (long* d = dims) return Of(Native.count_nonzero(Handle, d, dims?.Length ?? 0), this);
        }

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            var out2 = stackalloc nint[2];
            return Pair(Native.topk(Handle, k, dim, largest, sorted, out2), out2, this);
        }

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false)
        {
            var out2 = stackalloc nint[2];
            return Pair(Native.sort(Handle, dim, descending, stable, out2), out2, this);
        }

        public Tensor argsort(long dim = -1, bool descending = false) => Of(Native.argsort(Handle, dim, descending), this);

        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false)
        {
            var out2 = stackalloc nint[2];
            return Pair(Native.kthvalue(Handle, k, dim ?? -1, keepdim, out2), out2, this);
        }

        private static (Tensor, Tensor) Pair(int done, nint* out2, object keep)
        {
            GC.KeepAlive(keep);
            Native.Check(done);
            return (new Tensor(out2[0]), new Tensor(out2[1]));
        }

        private static (Tensor, Tensor) As((Tensor, Tensor) pair, ScalarType? type) => (As(pair.Item1, type), As(pair.Item2, type));

        private static Tensor As(Tensor tensor, ScalarType? type) => type is { } t && t != tensor.dtype ? tensor.to_type(t, disposeAfter: true) : tensor;

        private static Tensor Into(Tensor? target, Tensor result)
        {
            if (target is null) return result;
            target.copy_(result);
            result.Dispose();
            return target;
        }
    }
}
