// What networks are made of: activations, convolutions, norms, recurrent cells, attention, losses.
#include "shim.h"

static i64 reduction(int r) { return r; }  // 0 none, 1 mean, 2 sum: libtorch's own numbers

TENSOR(softmax, (H a, i64 dim, int8_t dtype), T(a).softmax(dim, D(dtype)))
TENSOR(log_softmax, (H a, i64 dim, int8_t dtype), T(a).log_softmax(dim, D(dtype)))
TENSOR(softplus, (H a, double beta, double threshold), at::softplus(T(a), beta, threshold))
TENSOR(silu, (H a), at::silu(T(a)))
DOES(silu_, (H a), auto t = T(a); at::silu_(t))
TENSOR(mish, (H a), at::mish(T(a)))
#if AD_TORCH_AT_LEAST(1, 12)
TENSOR(gelu, (H a, bool tanh), at::gelu(T(a), tanh ? "tanh" : "none"))
#else
TENSOR(gelu, (H a, bool tanh), at::gelu(T(a)))
#endif
TENSOR(elu, (H a, Num alpha, Num scale, Num input_scale), at::elu(T(a), N(alpha), N(scale), N(input_scale)))
DOES(elu_, (H a, Num alpha, Num scale, Num input_scale), auto t = T(a); at::elu_(t, N(alpha), N(scale), N(input_scale)))
TENSOR(selu, (H a), at::selu(T(a)))
TENSOR(celu, (H a, Num alpha), at::celu(T(a), N(alpha)))
TENSOR(leaky_relu, (H a, Num slope), at::leaky_relu(T(a), N(slope)))
DOES(leaky_relu_, (H a, Num slope), auto t = T(a); at::leaky_relu_(t, N(slope)))
TENSOR(relu6, (H a), at::relu6(T(a)))
TENSOR(hardtanh, (H a, Num min, Num max), at::hardtanh(T(a), N(min), N(max)))
TENSOR(hardsigmoid, (H a), at::hardsigmoid(T(a)))
TENSOR(hardswish, (H a), at::hardswish(T(a)))
TENSOR(log_sigmoid, (H a), at::log_sigmoid(T(a)))
TENSOR(glu, (H a, i64 dim), at::glu(T(a), dim))
TENSOR(threshold, (H a, Num threshold, Num value), at::threshold(T(a), N(threshold), N(value)))
TENSOR(dropout, (H a, double p, bool train), at::dropout(T(a), p, train))
DOES(dropout_, (H a, double p, bool train), auto t = T(a); at::dropout_(t, p, train))
TENSOR(feature_dropout, (H a, double p, bool train), at::feature_dropout(T(a), p, train))

TENSOR(linear, (H a, H weight, H bias), at::linear(T(a), T(weight), TO(bias)))
TENSOR(embedding, (H weight, H index, i64 padding, bool scale, bool sparse), at::embedding(T(weight), T(index), padding, scale, sparse))
DOES(embedding_renorm_, (H weight, H index, double max, double p), auto w = T(weight); at::embedding_renorm_(w, T(index), max, p))
TENSOR(conv1d, (H a, H w, H b, const i64* stride, int n, const i64* pad, int m, const i64* dilation, int k, i64 groups),
  at::conv1d(T(a), T(w), TO(b), I(stride, n), I(pad, m), I(dilation, k), groups))
TENSOR(conv2d, (H a, H w, H b, const i64* stride, int n, const i64* pad, int m, const i64* dilation, int k, i64 groups),
  at::conv2d(T(a), T(w), TO(b), I(stride, n), I(pad, m), I(dilation, k), groups))
TENSOR(conv_same, (H a, H w, H b, const i64* stride, int n, const char* pad, const i64* dilation, int k, i64 groups),
  T(w).dim() == 3 ? at::conv1d(T(a), T(w), TO(b), I(stride, n), c10::string_view(pad), I(dilation, k), groups)
                  : at::conv2d(T(a), T(w), TO(b), I(stride, n), c10::string_view(pad), I(dilation, k), groups))
TENSOR(conv_transpose2d, (H a, H w, H b, const i64* stride, int n, const i64* pad, int m, const i64* outpad, int o, i64 groups, const i64* dilation, int k),
  at::conv_transpose2d(T(a), T(w), TO(b), I(stride, n), I(pad, m), I(outpad, o), groups, I(dilation, k)))

TENSOR(layer_norm, (H a, const i64* shape, int n, H w, H b, double eps), at::layer_norm(T(a), I(shape, n), TO(w), TO(b), eps))
TENSOR(group_norm, (H a, i64 groups, H w, H b, double eps), at::group_norm(T(a), groups, TO(w), TO(b), eps))
TENSOR(batch_norm, (H a, H w, H b, H mean, H var, bool train, double momentum, double eps),
  at::batch_norm(T(a), TO(w), TO(b), TO(mean), TO(var), train, momentum, eps, at::globalContext().userEnabledCuDNN()))
TENSOR(instance_norm, (H a, H w, H b, H mean, H var, bool use_input, double momentum, double eps),
  at::instance_norm(T(a), TO(w), TO(b), TO(mean), TO(var), use_input, momentum, eps, at::globalContext().userEnabledCuDNN()))
TENSOR(gru_cell, (H a, H h, H wi, H wh, H bi, H bh), at::gru_cell(T(a), T(h), T(wi), T(wh), TO(bi), TO(bh)))

TENSOR(max_pool2d, (H a, const i64* kernel, int n, const i64* stride, int m, const i64* pad, int k, const i64* dilation, int l, bool ceil),
  at::max_pool2d(T(a), I(kernel, n), I(stride, m), I(pad, k), I(dilation, l), ceil))
TENSOR(max_pool1d, (H a, const i64* kernel, int n, const i64* stride, int m, const i64* pad, int k, const i64* dilation, int l, bool ceil),
  at::max_pool1d(T(a), I(kernel, n), I(stride, m), I(pad, k), I(dilation, l), ceil))
TENSOR(avg_pool2d, (H a, const i64* kernel, int n, const i64* stride, int m, const i64* pad, int k, bool ceil, bool count_pad, Num divisor),
  at::avg_pool2d(T(a), I(kernel, n), I(stride, m), I(pad, k), ceil, count_pad, LO(divisor)))
TENSOR(adaptive_avg_pool2d, (H a, const i64* size, int n), at::adaptive_avg_pool2d(T(a), I(size, n)))
TENSOR(pad, (H a, const i64* pad, int n, const char* mode, Num value), at::pad(T(a), I(pad, n), mode, DO(value)))

// mode: 0 nearest, 1 linear, 2 bilinear, 3 bicubic, 4 trilinear, 5 area, 6 nearest-exact.
static at::Tensor interpolate(const at::Tensor& a, at::IntArrayRef size, int mode, bool corners, double sh, double sw) {
  auto spatial = a.dim() - 2;
  Opt<double> h = sh > 0 ? Opt<double>(sh) : Opt<double>(), w = sw > 0 ? Opt<double>(sw) : Opt<double>();
  switch (mode) {
    case 0: return spatial == 1 ? at::upsample_nearest1d(a, size, h) : spatial == 2 ? at::upsample_nearest2d(a, size, h, w) : at::upsample_nearest3d(a, size);
    case 1: return at::upsample_linear1d(a, size, corners, h);
    case 2: return at::upsample_bilinear2d(a, size, corners, h, w);
    case 3: return at::upsample_bicubic2d(a, size, corners, h, w);
    case 5: return spatial == 1 ? at::adaptive_avg_pool1d(a, size) : at::adaptive_avg_pool2d(a, size);
    case 6: return spatial == 1 ? at::_upsample_nearest_exact1d(a, size, h) : at::_upsample_nearest_exact2d(a, size, h, w);
  }
  TORCH_CHECK(false, "interpolation mode ", mode, " does not fit an input of ", a.dim(), " dimensions");
}
TENSOR(interpolate, (H a, const i64* size, int n, int mode, bool corners, double sh, double sw), interpolate(T(a), I(size, n), mode, corners, sh, sw))

TENSOR(mse_loss, (H a, H b, int r), at::mse_loss(T(a), T(b), reduction(r)))
TENSOR(l1_loss, (H a, H b, int r), at::l1_loss(T(a), T(b), reduction(r)))
TENSOR(huber_loss, (H a, H b, int r, double delta), at::huber_loss(T(a), T(b), reduction(r), delta))
TENSOR(smooth_l1_loss, (H a, H b, int r, double beta), at::smooth_l1_loss(T(a), T(b), reduction(r), beta))
TENSOR(bce, (H a, H b, H w, int r), at::binary_cross_entropy(T(a), T(b), TO(w), reduction(r)))
TENSOR(bce_logits, (H a, H b, H w, H pos, int r), at::binary_cross_entropy_with_logits(T(a), T(b), TO(w), TO(pos), reduction(r)))
TENSOR(cross_entropy, (H a, H b, H w, i64 ignore, int r, double smoothing), at::cross_entropy_loss(T(a), T(b), TO(w), reduction(r), ignore, smoothing))
TENSOR(nll_loss, (H a, H b, H w, i64 ignore, int r), at::nll_loss_nd(T(a), T(b), TO(w), reduction(r), ignore))
TENSOR(kl_div, (H a, H b, bool log_target, int r), at::kl_div(T(a), T(b), reduction(r), log_target))
TENSOR(cosine_similarity, (H a, H b, i64 dim, double eps), at::cosine_similarity(T(a), T(b), dim, eps))
TENSOR(normalize, (H a, double p, i64 dim, double eps), T(a) / T(a).norm(p, dim, true).clamp_min(eps).expand_as(T(a)))

#if AD_TORCH_AT_LEAST(2, 0)
TENSOR(attention, (H q, H k, H v, H mask, double p, bool causal), at::scaled_dot_product_attention(T(q), T(k), T(v), TO(mask), p, causal))
#else
// libtorch 1.13 has the kernel of one path only; this is the published definition.
static at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, Opt<at::Tensor> mask, double p, bool causal) {
  auto scores = at::matmul(q, k.transpose(-2, -1)) / std::sqrt(static_cast<double>(q.size(-1)));
  if (causal) {
    auto seen = at::ones({q.size(-2), k.size(-2)}, q.options().dtype(at::kBool)).tril();
    scores = scores.masked_fill(seen.logical_not(), -INFINITY);
  }
  if (mask) scores = mask->scalar_type() == at::kBool ? scores.masked_fill(mask->logical_not(), -INFINITY) : scores + *mask;
  return at::matmul(at::dropout(scores.softmax(-1), p, p > 0), v);
}
TENSOR(attention, (H q, H k, H v, H mask, double p, bool causal), attention(T(q), T(k), T(v), TO(mask), p, causal))
#endif
