namespace TorchSharp;

public static partial class torch
{
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) => input.multinomial(num_samples, replacement, generator);

    public static Tensor poisson(Tensor input, Generator? generator = null) => input.poisson(generator);

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) => randn(mean.shape, null, std.device, false, generator) * std + mean;

    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randn(size, dtype, device, requires_grad, generator) * std + mean;

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => input.rand_like(dtype, device, requires_grad);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => input.randn_like(dtype, device, requires_grad);

    public static Tensor randint_like(Tensor input, long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        input.randint_like(low, high, dtype, device, requires_grad);

    public static unsafe Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        var (kind, index) = Where(InitializeDevice(device));
        fixed (long* s = size.Shape)
            return Tensor.Of(Native.randint(low, high, s, size.Length, generator?.Handle ?? 0, Code(dtype ?? ScalarType.Int64), kind, index, requires_grad), generator);
    }

    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator);

    public static Tensor randint(int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator);

    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        var (kind, index) = Where(InitializeDevice(device));
        return Tensor.Of(Native.randperm(n, generator?.Handle ?? 0, Code(dtype ?? ScalarType.Int64), kind, index, requires_grad), generator);
    }

    public partial class Tensor
    {
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        {
            var (kind, index) = Where(device);
            return Of(Native.rand_like(Handle, Code(dtype), kind, index, requires_grad), this);
        }

        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        {
            var (kind, index) = Where(device);
            return Of(Native.randn_like(Handle, Code(dtype), kind, index, requires_grad), this);
        }

        public Tensor randint_like(long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        {
            var (kind, index) = Where(device);
            return Of(Native.randint_like(Handle, low, high, Code(dtype), kind, index, requires_grad), this);
        }

        public Tensor bernoulli(Generator? generator = null) => Of(Native.bernoulli(Handle, generator?.Handle ?? 0), this, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Of(Native.multinomial(Handle, num_samples, replacement, generator?.Handle ?? 0), this, generator);

        public Tensor poisson(Generator? generator = null) => Of(Native.poisson(Handle, generator?.Handle ?? 0), this, generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Done(Native.bernoulli_(Handle, p, generator?.Handle ?? 0), generator);

        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Done(Native.bernoulli_t_(Handle, p.Handle, generator?.Handle ?? 0), p, generator);

        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) => Done(Native.normal_(Handle, mean, std, generator?.Handle ?? 0), generator);

        public Tensor uniform_(double from, double to, Generator? generator = null) => Done(Native.uniform_(Handle, from, to, generator?.Handle ?? 0), generator);

        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) => Done(Native.exponential_(Handle, lambda, generator?.Handle ?? 0), generator);

        public Tensor random_(double from, double to, Generator? generator = null) => Done(Native.random_(Handle, (long)from, (long)to, generator?.Handle ?? 0), generator);

        public Tensor cauchy_(double median = 0.0, double sigma = 1.0, Generator? generator = null) => Done(Native.cauchy_(Handle, median, sigma, generator?.Handle ?? 0), generator);

        public Tensor geometric_(double p, Generator? generator = null) => Done(Native.geometric_(Handle, p, generator?.Handle ?? 0), generator);

        public Tensor log_normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) => Done(Native.log_normal_(Handle, mean, std, generator?.Handle ?? 0), generator);
    }
}
