// Making, viewing, joining, cutting and indexing tensors.
#include "shim.h"

#include <ATen/TensorIndexing.h>

static at::Tensor graded(at::Tensor t, bool grad) { if (grad) t.set_requires_grad(true); return t; }

TENSOR(empty, (const i64* size, int n, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::empty(I(size, n), O(dtype, type, index)), grad))
TENSOR(zeros, (const i64* size, int n, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::zeros(I(size, n), O(dtype, type, index)), grad))
TENSOR(ones, (const i64* size, int n, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::ones(I(size, n), O(dtype, type, index)), grad))
TENSOR(full, (const i64* size, int n, Num value, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::full(I(size, n), N(value), O(dtype, type, index)), grad))
TENSOR(empty_strided, (const i64* size, int n, const i64* stride, int m, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::empty_strided(I(size, n), I(stride, m), O(dtype, type, index)), grad))
TENSOR(eye, (i64 rows, i64 columns, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::eye(rows, columns, O(dtype, type, index)), grad))
TENSOR(arange, (Num start, Num stop, Num step, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::arange(N(start), N(stop), N(step), O(dtype, type, index)), grad))
TENSOR(linspace, (double start, double end, i64 steps, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::linspace(start, end, steps, O(dtype, type, index)), grad))
TENSOR(logspace, (double start, double end, i64 steps, double base, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::logspace(start, end, steps, base, O(dtype, type, index)), grad))
TENSOR(scalar, (Num value, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::scalar_tensor(N(value), O(dtype, type, index)), grad))
TENSOR(empty_like, (H a, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::empty_like(T(a), O(dtype, type, index)), grad))
TENSOR(zeros_like, (H a, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::zeros_like(T(a), O(dtype, type, index)), grad))
TENSOR(ones_like, (H a, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::ones_like(T(a), O(dtype, type, index)), grad))
TENSOR(full_like, (H a, Num value, int8_t dtype, int8_t type, int8_t index, bool grad), graded(at::full_like(T(a), N(value), O(dtype, type, index)), grad))

// A copy of managed memory, converted and moved in the same step.
TENSOR(from_bytes, (const void* data, const i64* size, int n, int8_t from, int8_t dtype, int8_t type, int8_t index, bool grad), [&] {
  auto t = at::empty(I(size, n), at::TensorOptions(static_cast<at::ScalarType>(from)));
  if (t.numel() > 0) std::memcpy(t.data_ptr(), data, t.nbytes());
  if (dtype != from || type > 0) t = t.to(O(dtype, type, index));
  return graded(t, grad);
}())
// Memory that C# keeps pinned until the last tensor over it is gone.
TENSOR(from_blob, (void* data, const i64* size, int n, int8_t dtype, bool grad, void* owner, void (*release)(void*)),
  graded(at::from_blob(data, I(size, n), [owner, release](void*) { release(owner); }, at::TensorOptions(static_cast<at::ScalarType>(dtype))), grad))

TENSOR(clone, (H a), T(a).clone())
TENSOR(contiguous, (H a), T(a).contiguous())
TENSOR(alias, (H a), T(a).alias())
TENSOR(to, (H a, int8_t dtype, int8_t type, int8_t index, bool copy, bool async), T(a).to(O(dtype, type, index), async, copy))
TENSOR(pin_memory, (H a), T(a).pin_memory())
DOES(copy_, (H a, H b, bool async), T(a).copy_(T(b), async))
DOES(set_, (H a, H b), T(a).set_(T(b)))
DOES(set_data, (H a, H b), T(a).set_data(T(b)))
DOES(fill_, (H a, Num value), T(a).fill_(N(value)))
DOES(zero_, (H a), T(a).zero_())

TENSOR(view, (H a, const i64* size, int n), T(a).view(I(size, n)))
TENSOR(reshape, (H a, const i64* size, int n), T(a).reshape(I(size, n)))
TENSOR(expand, (H a, const i64* size, int n, bool implicit), T(a).expand(I(size, n), implicit))
TENSOR(permute, (H a, const i64* dims, int n), T(a).permute(I(dims, n)))
TENSOR(transpose, (H a, i64 d0, i64 d1), T(a).transpose(d0, d1))
DOES(transpose_, (H a, i64 d0, i64 d1), T(a).transpose_(d0, d1))
TENSOR(t, (H a), T(a).t())
TENSOR(mT, (H a), T(a).mT())
TENSOR(flatten, (H a, i64 start, i64 end), T(a).flatten(start, end))
TENSOR(unflatten, (H a, i64 dim, const i64* size, int n), T(a).unflatten(dim, I(size, n)))
TENSOR(squeeze, (H a, Num dim), dim.kind == 3 ? T(a).squeeze() : T(a).squeeze(dim.bits))
DOES(squeeze_, (H a, Num dim), dim.kind == 3 ? T(a).squeeze_() : T(a).squeeze_(dim.bits))
TENSOR(unsqueeze, (H a, i64 dim), T(a).unsqueeze(dim))
DOES(unsqueeze_, (H a, i64 dim), T(a).unsqueeze_(dim))
TENSOR(as_strided, (H a, const i64* size, int n, const i64* stride, int m, i64 offset), T(a).as_strided(I(size, n), I(stride, m), offset))
TENSOR(narrow, (H a, i64 dim, i64 start, i64 length), T(a).narrow(dim, start, length))
TENSOR(select, (H a, i64 dim, i64 index), T(a).select(dim, index))
TENSOR(slice, (H a, i64 dim, Num start, Num end, i64 step), T(a).slice(dim, LO(start), LO(end), step))
TENSOR(unfold, (H a, i64 dim, i64 size, i64 step), T(a).unfold(dim, size, step))
TENSOR(movedim, (H a, const i64* from, int n, const i64* to, int m), T(a).movedim(I(from, n), I(to, m)))
TENSOR(repeat, (H a, const i64* size, int n), T(a).repeat(I(size, n)))
TENSOR(tile, (H a, const i64* size, int n), T(a).tile(I(size, n)))
TENSOR(repeat_interleave, (H a, i64 repeats, Num dim, Num size), T(a).repeat_interleave(repeats, LO(dim), LO(size)))
TENSOR(repeat_interleave_t, (H a, H repeats, Num dim, Num size), T(a).repeat_interleave(T(repeats), LO(dim), LO(size)))
TENSOR(flip, (H a, const i64* dims, int n), T(a).flip(I(dims, n)))
TENSOR(roll, (H a, const i64* shifts, int n, const i64* dims, int m), T(a).roll(I(shifts, n), I(dims, m)))
TENSOR(diag, (H a, i64 offset), T(a).diag(offset))
TENSOR(diag_embed, (H a, i64 offset, i64 d1, i64 d2), T(a).diag_embed(offset, d1, d2))
TENSOR(diagonal, (H a, i64 offset, i64 d1, i64 d2), T(a).diagonal(offset, d1, d2))
TENSOR(trace, (H a), T(a).trace())
TENSOR(tril, (H a, i64 diagonal), T(a).tril(diagonal))
TENSOR(triu, (H a, i64 diagonal), T(a).triu(diagonal))
TENSOR(diff, (H a, i64 n, i64 dim, H before, H after), T(a).diff(n, dim, TO(before), TO(after)))

TENSOR(cat, (const H* list, int n, i64 dim), at::cat(TL(list, n), dim))
TENSOR(stack, (const H* list, int n, i64 dim), at::stack(TL(list, n), dim))
TENSOR(hstack, (const H* list, int n), at::hstack(TL(list, n)))
TENSOR(vstack, (const H* list, int n), at::vstack(TL(list, n)))
LIST(split, (H a, i64 size, i64 dim, H** out), T(a).split(size, dim))
LIST(split_sizes, (H a, const i64* size, int n, i64 dim, H** out), T(a).split_with_sizes(I(size, n), dim))
LIST(tensor_split, (H a, i64 sections, i64 dim, H** out), T(a).tensor_split(sections, dim))
LIST(chunk, (H a, i64 chunks, i64 dim, H** out), T(a).chunk(chunks, dim))
LIST(unbind, (H a, i64 dim, H** out), T(a).unbind(dim))
LIST(meshgrid, (const H* list, int n, const char* indexing, H** out), at::meshgrid(TL(list, n), indexing))
LIST(broadcast_tensors, (const H* list, int n, H** out), at::broadcast_tensors(TL(list, n)))

TENSOR(gather, (H a, i64 dim, H index), T(a).gather(dim, T(index)))
TENSOR(scatter, (H a, i64 dim, H index, H src), T(a).scatter(dim, T(index), T(src)))
DOES(scatter_, (H a, i64 dim, H index, H src), T(a).scatter_(dim, T(index), T(src)))
TENSOR(scatter_add, (H a, i64 dim, H index, H src), T(a).scatter_add(dim, T(index), T(src)))
DOES(scatter_add_, (H a, i64 dim, H index, H src), T(a).scatter_add_(dim, T(index), T(src)))
TENSOR(select_scatter, (H a, H src, i64 dim, i64 index), T(a).select_scatter(T(src), dim, index))
TENSOR(slice_scatter, (H a, H src, i64 dim, Num start, Num end, i64 step), T(a).slice_scatter(T(src), dim, LO(start), LO(end), step))
TENSOR(index_select, (H a, i64 dim, H index), T(a).index_select(dim, T(index)))
TENSOR(index_add, (H a, i64 dim, H index, H src, Num alpha), T(a).index_add(dim, T(index), T(src), N(alpha)))
DOES(index_add_, (H a, i64 dim, H index, H src, Num alpha), T(a).index_add_(dim, T(index), T(src), N(alpha)))
TENSOR(index_copy, (H a, i64 dim, H index, H src), T(a).index_copy(dim, T(index), T(src)))
DOES(index_copy_, (H a, i64 dim, H index, H src), T(a).index_copy_(dim, T(index), T(src)))
TENSOR(index_fill, (H a, i64 dim, H index, Num value), T(a).index_fill(dim, T(index), N(value)))
DOES(index_fill_, (H a, i64 dim, H index, Num value), T(a).index_fill_(dim, T(index), N(value)))
TENSOR(take, (H a, H index), T(a).take(T(index)))
TENSOR(take_along_dim, (H a, H index, Num dim), T(a).take_along_dim(T(index), LO(dim)))
TENSOR(masked_fill, (H a, H mask, Num value), T(a).masked_fill(T(mask), N(value)))
DOES(masked_fill_, (H a, H mask, Num value), T(a).masked_fill_(T(mask), N(value)))
TENSOR(masked_select, (H a, H mask), T(a).masked_select(T(mask)))
TENSOR(masked_scatter, (H a, H mask, H src), T(a).masked_scatter(T(mask), T(src)))
TENSOR(where, (H condition, H a, H b), at::where(T(condition), T(a), T(b)))
TENSOR(nonzero, (H a), T(a).nonzero())
TENSOR(one_hot, (H a, i64 classes), at::one_hot(T(a), classes))

// What TensorIndex of C# says, one element for each position.
struct Index { i64 kind; i64 start; i64 stop; i64 step; H tensor; };
enum { kNone = 0, kSingle = 1, kNull = 2, kEllipsis = 3, kBool = 4, kTensor = 5, kSlice = 6 };
constexpr i64 kOpen = INT64_MIN;

static std::vector<at::indexing::TensorIndex> indices(const Index* list, int n) {
  using namespace at::indexing;
  std::vector<TensorIndex> result;
  result.reserve(n);
  auto bound = [](i64 v) { return v == kOpen ? Opt<i64>() : Opt<i64>(v); };
  for (int i = 0; i < n; i++) {
    const auto& x = list[i];
    switch (x.kind) {
      case kSingle: result.emplace_back(x.start); break;
      case kEllipsis: result.emplace_back(at::indexing::Ellipsis); break;
      case kBool: result.emplace_back(x.start != 0); break;
      case kTensor: result.emplace_back(T(x.tensor)); break;
#if AD_TORCH_AT_LEAST(2, 0)
      case kSlice: {
        auto to = [&](i64 v) { auto b = bound(v); return b ? Opt<c10::SymInt>(c10::SymInt(*b)) : Opt<c10::SymInt>(); };
        result.emplace_back(Slice(to(x.start), to(x.stop), to(x.step)));
        break;
      }
#else
      case kSlice: result.emplace_back(Slice(bound(x.start), bound(x.stop), bound(x.step))); break;
#endif
      default: result.emplace_back(at::indexing::None); break;
    }
  }
  return result;
}
TENSOR(index, (H a, const Index* list, int n), T(a).index(indices(list, n)))
DOES(index_put_, (H a, const Index* list, int n, H value), const_cast<at::Tensor&>(T(a)).index_put_(indices(list, n), T(value)))
DOES(index_put_s_, (H a, const Index* list, int n, Num value), const_cast<at::Tensor&>(T(a)).index_put_(indices(list, n), N(value)))
DOES(index_accumulate_, (H a, const H* list, int n, H value), [&] {
  c10::List<Opt<at::Tensor>> where;
  for (int i = 0; i < n; i++) where.push_back(TO(list[i]));
  T(a).index_put_(where, T(value), true);
}())
