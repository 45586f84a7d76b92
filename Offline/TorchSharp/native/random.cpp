// Draws, and the generators that they come from.
#include "shim.h"

#include <ATen/CPUGeneratorImpl.h>

static at::Tensor graded(at::Tensor t, bool grad) { if (grad) t.set_requires_grad(true); return t; }

#define MAKE(...) graded(__VA_ARGS__, grad)
TENSOR(rand, (const i64* size, int n, const at::Generator* g, int8_t dtype, int8_t type, int8_t index, bool grad), MAKE(at::rand(I(size, n), G(g), O(dtype, type, index))))
TENSOR(randn, (const i64* size, int n, const at::Generator* g, int8_t dtype, int8_t type, int8_t index, bool grad), MAKE(at::randn(I(size, n), G(g), O(dtype, type, index))))
TENSOR(randint, (i64 low, i64 high, const i64* size, int n, const at::Generator* g, int8_t dtype, int8_t type, int8_t index, bool grad), MAKE(at::randint(low, high, I(size, n), G(g), O(dtype, type, index))))
TENSOR(randperm, (i64 n, const at::Generator* g, int8_t dtype, int8_t type, int8_t index, bool grad), MAKE(at::randperm(n, G(g), O(dtype, type, index))))
TENSOR(rand_like, (H a, int8_t dtype, int8_t type, int8_t index, bool grad), MAKE(at::rand_like(T(a), O(dtype, type, index))))
TENSOR(randn_like, (H a, int8_t dtype, int8_t type, int8_t index, bool grad), MAKE(at::randn_like(T(a), O(dtype, type, index))))
TENSOR(randint_like, (H a, i64 low, i64 high, int8_t dtype, int8_t type, int8_t index, bool grad), MAKE(at::randint_like(T(a), low, high, O(dtype, type, index))))
TENSOR(normal, (H mean, H std, const at::Generator* g), at::normal(T(mean), T(std), G(g)))
TENSOR(bernoulli, (H a, const at::Generator* g), at::bernoulli(T(a), G(g)))
TENSOR(multinomial, (H a, i64 samples, bool replacement, const at::Generator* g), at::multinomial(T(a), samples, replacement, G(g)))
TENSOR(poisson, (H a, const at::Generator* g), at::poisson(T(a), G(g)))
DOES(bernoulli_, (H a, double p, const at::Generator* g), T(a).bernoulli_(p, G(g)))
DOES(bernoulli_t_, (H a, H p, const at::Generator* g), T(a).bernoulli_(T(p), G(g)))
DOES(normal_, (H a, double mean, double std, const at::Generator* g), T(a).normal_(mean, std, G(g)))
DOES(uniform_, (H a, double from, double to, const at::Generator* g), T(a).uniform_(from, to, G(g)))
DOES(exponential_, (H a, double lambda, const at::Generator* g), T(a).exponential_(lambda, G(g)))
DOES(random_, (H a, i64 from, i64 to, const at::Generator* g), T(a).random_(from, to, G(g)))
DOES(cauchy_, (H a, double median, double sigma, const at::Generator* g), T(a).cauchy_(median, sigma, G(g)))
DOES(geometric_, (H a, double p, const at::Generator* g), T(a).geometric_(p, G(g)))
DOES(log_normal_, (H a, double mean, double std, const at::Generator* g), T(a).log_normal_(mean, std, G(g)))

static std::mutex& lock(at::Generator* g) { return g->mutex(); }
VALUE(at::Generator*, nullptr, generator_new, (uint64_t seed), new at::Generator(at::detail::createCPUGenerator(seed)))
VALUE(at::Generator*, nullptr, generator_default, (), new at::Generator(at::globalContext().defaultGenerator(at::kCPU)))
DOES(generator_free, (at::Generator* g), delete g)
DOES(generator_manual_seed, (at::Generator* g, i64 seed), std::lock_guard<std::mutex> l(lock(g)); g->set_current_seed(seed))
VALUE(i64, 0, generator_seed, (at::Generator* g), (std::lock_guard<std::mutex>(lock(g)), static_cast<i64>(g->seed())))
VALUE(i64, 0, generator_initial_seed, (at::Generator* g), static_cast<i64>(g->current_seed()))
TENSOR(generator_get_state, (at::Generator* g), [&] { std::lock_guard<std::mutex> l(lock(g)); return g->get_state(); }())
DOES(generator_set_state, (at::Generator* g, H state), std::lock_guard<std::mutex> l(lock(g)); g->set_state(T(state)))
