// Written by native/bindings.py from native/random.cpp.
using System.Runtime.InteropServices;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [DllImport(Library, EntryPoint = "ad_rand")] internal static extern nint @rand(long* @size, int @n, nint @g, sbyte @dtype, sbyte @type, sbyte @index, bool @grad);
    [DllImport(Library, EntryPoint = "ad_randn")] internal static extern nint @randn(long* @size, int @n, nint @g, sbyte @dtype, sbyte @type, sbyte @index, bool @grad);
    [DllImport(Library, EntryPoint = "ad_randint")] internal static extern nint @randint(long @low, long @high, long* @size, int @n, nint @g, sbyte @dtype, sbyte @type, sbyte @index, bool @grad);
    [DllImport(Library, EntryPoint = "ad_randperm")] internal static extern nint @randperm(long @n, nint @g, sbyte @dtype, sbyte @type, sbyte @index, bool @grad);
    [DllImport(Library, EntryPoint = "ad_rand_like")] internal static extern nint @rand_like(nint @a, sbyte @dtype, sbyte @type, sbyte @index, bool @grad);
    [DllImport(Library, EntryPoint = "ad_randn_like")] internal static extern nint @randn_like(nint @a, sbyte @dtype, sbyte @type, sbyte @index, bool @grad);
    [DllImport(Library, EntryPoint = "ad_randint_like")] internal static extern nint @randint_like(nint @a, long @low, long @high, sbyte @dtype, sbyte @type, sbyte @index, bool @grad);
    [DllImport(Library, EntryPoint = "ad_normal")] internal static extern nint @normal(nint @mean, nint @std, nint @g);
    [DllImport(Library, EntryPoint = "ad_bernoulli")] internal static extern nint @bernoulli(nint @a, nint @g);
    [DllImport(Library, EntryPoint = "ad_multinomial")] internal static extern nint @multinomial(nint @a, long @samples, bool @replacement, nint @g);
    [DllImport(Library, EntryPoint = "ad_poisson")] internal static extern nint @poisson(nint @a, nint @g);
    [DllImport(Library, EntryPoint = "ad_bernoulli_")] internal static extern int @bernoulli_(nint @a, double @p, nint @g);
    [DllImport(Library, EntryPoint = "ad_bernoulli_t_")] internal static extern int @bernoulli_t_(nint @a, nint @p, nint @g);
    [DllImport(Library, EntryPoint = "ad_normal_")] internal static extern int @normal_(nint @a, double @mean, double @std, nint @g);
    [DllImport(Library, EntryPoint = "ad_uniform_")] internal static extern int @uniform_(nint @a, double @from, double @to, nint @g);
    [DllImport(Library, EntryPoint = "ad_exponential_")] internal static extern int @exponential_(nint @a, double @lambda, nint @g);
    [DllImport(Library, EntryPoint = "ad_random_")] internal static extern int @random_(nint @a, long @from, long @to, nint @g);
    [DllImport(Library, EntryPoint = "ad_cauchy_")] internal static extern int @cauchy_(nint @a, double @median, double @sigma, nint @g);
    [DllImport(Library, EntryPoint = "ad_geometric_")] internal static extern int @geometric_(nint @a, double @p, nint @g);
    [DllImport(Library, EntryPoint = "ad_log_normal_")] internal static extern int @log_normal_(nint @a, double @mean, double @std, nint @g);
    [DllImport(Library, EntryPoint = "ad_generator_new")] internal static extern nint @generator_new(ulong @seed);
    [DllImport(Library, EntryPoint = "ad_generator_default")] internal static extern nint @generator_default();
    [DllImport(Library, EntryPoint = "ad_generator_free")] internal static extern int @generator_free(nint @g);
    [DllImport(Library, EntryPoint = "ad_generator_manual_seed")] internal static extern int @generator_manual_seed(nint @g, long @seed);
    [DllImport(Library, EntryPoint = "ad_generator_seed")] internal static extern long @generator_seed(nint @g);
    [DllImport(Library, EntryPoint = "ad_generator_initial_seed")] internal static extern long @generator_initial_seed(nint @g);
    [DllImport(Library, EntryPoint = "ad_generator_get_state")] internal static extern nint @generator_get_state(nint @g);
    [DllImport(Library, EntryPoint = "ad_generator_set_state")] internal static extern int @generator_set_state(nint @g, nint @state);
}
