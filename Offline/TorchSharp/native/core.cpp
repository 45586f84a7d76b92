// Handles, errors, data, devices, threads.
#include "shim.h"

#include <ATen/Parallel.h>
#include <torch/cuda.h>

static thread_local std::string last_error;
void keep_error(const char* message) { last_error = message; if (last_error.empty()) last_error = "unnamed native error"; }
std::string kept_error() { return last_error; }

// The message of this thread's last failure, or null; valid until the thread's next failure.
API const char* ad_error() { return last_error.empty() ? nullptr : last_error.c_str(); }
API void ad_error_clear() { last_error.clear(); }
API const char* ad_version() { return TORCH_VERSION; }

API void ad_free(H h) { c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(h); }
API H ad_retain(H h) { return at::Tensor(T(h)).unsafeReleaseTensorImpl(); }
API void ad_free_list(H* list) { std::free(list); }

// What a handle costs: the implementation object, and the memory if this handle is the only one that holds it.
API i64 ad_weight(H h) {
  constexpr i64 object = 512;
  if (!h->has_storage()) return object;
  const auto& storage = h->unsafe_storage();
  return storage && storage.use_count() == 1 ? object + static_cast<i64>(storage.nbytes()) : object;
}

API i64 ad_dim(H h) { return h->dim(); }
API i64 ad_numel(H h) { return h->numel(); }
API int ad_dtype(H h) { return static_cast<int>(T(h).scalar_type()); }
API int ad_device_type(H h) { return static_cast<int>(h->device().type()); }
API int ad_device_index(H h) { return h->device().index(); }
API i64 ad_element_size(H h) { return static_cast<i64>(h->itemsize()); }
API void ad_sizes(H h, i64* out) { auto s = h->sizes(); std::copy(s.begin(), s.end(), out); }
API void ad_strides(H h, i64* out) { auto s = h->strides(); std::copy(s.begin(), s.end(), out); }
API i64 ad_storage_offset(H h) { return h->storage_offset(); }
API int ad_is_contiguous(H h) { return h->is_contiguous() ? 1 : 0; }
API int ad_is_sparse(H h) { return h->is_sparse() ? 1 : 0; }
VALUE(i64, INT64_MIN, size, (H h, i64 dim), T(h).size(dim))
VALUE(i64, INT64_MIN, stride, (H h, i64 dim), T(h).stride(dim))
VALUE(int, -1, is_pinned, (H h), T(h).is_pinned() ? 1 : 0)
VALUE(void*, nullptr, data, (H h), T(h).data_ptr())

// One element as (bits, kind); complex numbers are not part of the slice.
DOES(item, (H h, Num* out), [&] {
  auto s = T(h).item();
  if (s.isBoolean()) *out = Num{s.toBool() ? 1 : 0, 2};
  else if (s.isIntegral(false)) *out = Num{s.toLong(), 0};
  else { double d = s.toDouble(); std::memcpy(&out->bits, &d, sizeof d); out->kind = 1; }
}())
VALUE(int, -1, result_type, (H a, H b), static_cast<int>(at::result_type(T(a), T(b))))
API int ad_promote_types(int a, int b) { return static_cast<int>(c10::promoteTypes(static_cast<at::ScalarType>(a), static_cast<at::ScalarType>(b))); }
API int ad_can_cast(int a, int b) { return c10::canCast(static_cast<at::ScalarType>(a), static_cast<at::ScalarType>(b)) ? 1 : 0; }

API int ad_get_num_threads() { return at::get_num_threads(); }
API int ad_get_num_interop_threads() { return at::get_num_interop_threads(); }
DOES(set_num_threads, (int n), at::set_num_threads(n))
DOES(set_num_interop_threads, (int n), at::set_num_interop_threads(n))

VALUE(int, -1, cuda_is_available, (), torch::cuda::is_available() ? 1 : 0)
VALUE(int, -1, cuda_device_count, (), static_cast<int>(torch::cuda::device_count()))
VALUE(int, -1, cudnn_is_available, (), torch::cuda::cudnn_is_available() ? 1 : 0)
DOES(cuda_synchronize, (int index), torch::cuda::synchronize(index))
DOES(manual_seed, (i64 seed), at::manual_seed(static_cast<uint64_t>(seed)))
DOES(cuda_manual_seed, (i64 seed, bool all), all ? torch::cuda::manual_seed_all(seed) : torch::cuda::manual_seed(seed))
API int ad_get_tf32_matmul() { return at::globalContext().allowTF32CuBLAS() ? 1 : 0; }
API int ad_get_tf32_cudnn() { return at::globalContext().allowTF32CuDNN() ? 1 : 0; }
DOES(set_tf32_matmul, (bool on), at::globalContext().setAllowTF32CuBLAS(on))
DOES(set_tf32_cudnn, (bool on), at::globalContext().setAllowTF32CuDNN(on))
