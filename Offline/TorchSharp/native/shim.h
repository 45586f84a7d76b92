// The C face of libtorch that AkkaDreamer.Offline.TorchSharp calls.
// A handle is a TensorImpl pointer that owns one reference; nothing else is allocated for it.
#pragma once

#include <ATen/ATen.h>
#include <torch/version.h>

#include <cstring>
#include <string>
#include <vector>

#define AD_TORCH_AT_LEAST(major, minor) \
  (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

#define API extern "C" __attribute__((visibility("default")))

using H = c10::TensorImpl*;
using i64 = int64_t;

// A number as C# passes it. kind: 0 integer, 1 floating point, 2 bool, 3 absent.
struct Num { i64 bits; i64 kind; };

#if AD_TORCH_AT_LEAST(2, 4)
template <class T> using Opt = std::optional<T>;
inline constexpr auto absent = std::nullopt;
#else
template <class T> using Opt = c10::optional<T>;
inline constexpr auto absent = c10::nullopt;
#endif

static_assert(sizeof(at::Tensor) == sizeof(H), "a tensor is one pointer to its implementation");

// The handle in the caller's variable, read as the tensor it is: no reference is counted.
inline const at::Tensor& T(const H& h) { return reinterpret_cast<const at::Tensor&>(h); }
inline Opt<at::Tensor> TO(const H& h) { return h ? Opt<at::Tensor>(T(h)) : Opt<at::Tensor>(); }
inline at::TensorList TL(const H* h, int n) { return at::TensorList(reinterpret_cast<const at::Tensor*>(h), n); }
inline at::IntArrayRef I(const i64* p, int n) { return at::IntArrayRef(p, n); }
inline at::OptionalIntArrayRef IO(const i64* p, int n) { return p ? at::OptionalIntArrayRef(I(p, n)) : at::OptionalIntArrayRef(); }

inline double real(Num n) { double d; std::memcpy(&d, &n.bits, sizeof d); return d; }
inline at::Scalar N(Num n) { return n.kind == 1 ? at::Scalar(real(n)) : n.kind == 2 ? at::Scalar(n.bits != 0) : at::Scalar(n.bits); }
inline Opt<at::Scalar> NO(Num n) { return n.kind == 3 ? Opt<at::Scalar>() : Opt<at::Scalar>(N(n)); }
inline Opt<i64> LO(Num n) { return n.kind == 3 ? Opt<i64>() : Opt<i64>(n.bits); }
inline Opt<double> DO(Num n) { return n.kind == 3 ? Opt<double>() : Opt<double>(real(n)); }
inline Opt<at::ScalarType> D(int8_t dtype) { return dtype < 0 ? Opt<at::ScalarType>() : Opt<at::ScalarType>(static_cast<at::ScalarType>(dtype)); }
inline at::Device device(int8_t type, int8_t index) { return at::Device(static_cast<c10::DeviceType>(type), index); }

// dtype < 0 and device type < 0 leave libtorch's choice (or that of the tensor it is like).
inline at::TensorOptions O(int8_t dtype, int8_t type, int8_t index) {
  at::TensorOptions options;
  if (dtype >= 0) options = options.dtype(static_cast<at::ScalarType>(dtype));
  if (type >= 0) options = options.device(device(type, index));
  return options;
}
inline Opt<at::Generator> G(const at::Generator* g) { return g ? Opt<at::Generator>(*g) : Opt<at::Generator>(); }

void keep_error(const char* message);
std::string kept_error();

// Undefined tensors become null without an error.
inline H give(at::Tensor t) { return t.defined() ? t.unsafeReleaseTensorImpl() : nullptr; }
inline int give(const std::vector<at::Tensor>& list, H** out) {
  auto array = static_cast<H*>(std::malloc(sizeof(H) * (list.empty() ? 1 : list.size())));
  for (size_t i = 0; i < list.size(); i++) array[i] = give(list[i]);
  *out = array;
  return static_cast<int>(list.size());
}

template <class R, class F> inline R guarded(R failed, F&& f) {
  try { return f(); }
  catch (const c10::Error& e) { keep_error(e.what_without_backtrace()); }
  catch (const std::exception& e) { keep_error(e.what()); }
  catch (...) { keep_error("unknown native error"); }
  return failed;
}

// One line of a table each: what C# calls, its arguments, the expression.
#define TENSOR(name, args, ...) API H ad_##name args { return guarded<H>(nullptr, [&] { return give(__VA_ARGS__); }); }
#define DOES(name, args, ...) API int ad_##name args { return guarded<int>(0, [&] { __VA_ARGS__; return 1; }); }
#define TUPLE2(name, args, ...) API int ad_##name args { return guarded<int>(0, [&] { auto r = __VA_ARGS__; out[0] = give(std::get<0>(r)); out[1] = give(std::get<1>(r)); return 1; }); }
#define LIST(name, args, ...) API int ad_##name args { return guarded<int>(-1, [&] { return give(__VA_ARGS__, out); }); }
#define VALUE(type, failed, name, args, ...) API type ad_##name args { return guarded<type>(failed, [&] { return __VA_ARGS__; }); }
