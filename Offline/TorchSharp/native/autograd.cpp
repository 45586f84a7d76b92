// Gradients: modes, backward, functions written in C#, and what optimisers do to many tensors at once.
#include "shim.h"

#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/grad_mode.h>
#include <torch/csrc/autograd/saved_variable.h>

using namespace torch::autograd;

API int ad_grad_enabled() { return at::GradMode::is_enabled() ? 1 : 0; }
API void ad_set_grad_enabled(bool on) { at::GradMode::set_enabled(on); }
API void* ad_inference_enter(bool on) { return new c10::InferenceMode(on); }
API void ad_inference_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }
API int ad_inference_enabled() { return c10::InferenceMode::is_enabled() ? 1 : 0; }
API int ad_anomaly_enabled() { return AnomalyMode::is_enabled() ? 1 : 0; }
API int ad_anomaly_nan() { return AnomalyMode::should_check_nan() ? 1 : 0; }
API void ad_set_anomaly(bool on, bool nan) { AnomalyMode::set_enabled(on, nan); }

API int ad_requires_grad(H h) { return T(h).requires_grad() ? 1 : 0; }
API int ad_is_leaf(H h) { return T(h).is_leaf() ? 1 : 0; }
API int ad_has_grad(H h) { return T(h).grad().defined() ? 1 : 0; }
DOES(set_requires_grad, (H h, bool on), T(h).set_requires_grad(on))
DOES(retain_grad, (H h), T(h).retain_grad())
DOES(set_grad, (H h, H grad), const_cast<at::Tensor&>(T(h)).mutable_grad() = grad ? T(grad) : at::Tensor())
TENSOR(grad, (H h), T(h).grad())
TENSOR(detach, (H h), T(h).detach())
DOES(detach_, (H h), T(h).detach_())

static std::vector<at::Tensor> copy(const H* list, int n) {
  std::vector<at::Tensor> result(n);
  for (int i = 0; i < n; i++) if (list[i]) result[i] = T(list[i]);
  return result;
}
DOES(backward, (const H* roots, int n, const H* grads, int m, bool retain, bool create, const H* inputs, int k),
  torch::autograd::backward(copy(roots, n), copy(grads, m), retain, create, copy(inputs, k)))
LIST(autograd_grad, (const H* outputs, int n, const H* inputs, int m, const H* grads, int k, bool retain, bool create, bool unused, H** out),
  torch::autograd::grad(copy(outputs, n), copy(inputs, m), copy(grads, k), retain, create, unused))

// A function whose backward is C#. `self` is a GCHandle of its managed half, given back when the node dies.
using Apply = int (*)(void* self, const H* grads, int n, H* results, int m);  // returns 1, or 0 with the error kept
using Release = void (*)(void* self);

struct ManagedNode : Node {
  void* self;
  Apply apply_managed;
  Release release_managed;
  int tensors = 0;              // how many inputs are tensors
  bool materialize = true;
  std::vector<VariableInfo> outputs;
  std::vector<SavedVariable> saved;
  bool released = false;

  ManagedNode(void* s, Apply a, Release r) : self(s), apply_managed(a), release_managed(r) {}
  ~ManagedNode() override { release_managed(self); }
  std::string name() const override { return "ManagedFunction"; }
  void release_variables() override { saved.clear(); released = true; }

  variable_list apply(variable_list&& grads) override {
    at::OptionalDeviceGuard guard;
    std::vector<H> in(grads.size()), out(tensors, nullptr);
    for (size_t i = 0; i < grads.size(); i++) {
      if (!grads[i].defined() && materialize && i < outputs.size()) grads[i] = outputs[i].zeros(guard);
      in[i] = give(grads[i]);
    }
    if (!apply_managed(self, in.data(), static_cast<int>(in.size()), out.data(), tensors))
      throw std::runtime_error(kept_error());
    variable_list result;
    for (auto h : out)
      result.emplace_back(h ? at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(h)) : at::Tensor());
    return result;
  }
};

// libtorch counts references to nodes with shared_ptr or, later, with its own pointer: whichever an edge holds.
using NodeRef = decltype(std::declval<Edge>().function);

template <class N> static NodeRef own(N* node) {
  if constexpr (std::is_same_v<NodeRef, std::shared_ptr<Node>>) return NodeRef(node, [](N* n) { deleteNode(n); });
  else return NodeRef(c10::intrusive_ptr<N>::unsafe_steal_from_new(node));
}
template <class N, class R = NodeRef> static R again(N* node) {
  if constexpr (std::is_same_v<R, std::shared_ptr<Node>>) return node->shared_from_this();
  else return R::reclaim_copy(node);
}

// _wrap_outputs took more arguments with time; the longest form that there is serves.
template <int N> struct Newer : Newer<N - 1> {};
template <> struct Newer<0> {};
static at::Tensor as_self(at::Tensor t) { return t.view_as(t); }
using Impls = std::unordered_set<at::TensorImpl*>;
template <class V, class R, class J>
static auto wrap(Newer<0>, V& v, Impls& fixed, Impls& dirty, R& raw, NodeRef& c, J& jvp) -> decltype(_wrap_outputs(v, fixed, dirty, raw, c, jvp)) { return _wrap_outputs(v, fixed, dirty, raw, c, jvp); }
template <class V, class R, class J>
static auto wrap(Newer<1>, V& v, Impls& fixed, Impls& dirty, R& raw, NodeRef& c, J& jvp) -> decltype(_wrap_outputs(v, fixed, dirty, raw, c, jvp, Impls())) { return _wrap_outputs(v, fixed, dirty, raw, c, jvp, Impls()); }
template <class V, class R, class J>
static auto wrap(Newer<2>, V& v, Impls& fixed, Impls& dirty, R& raw, NodeRef& c, J& jvp) -> decltype(_wrap_outputs(v, fixed, dirty, raw, c, jvp, Impls(), as_self)) { return _wrap_outputs(v, fixed, dirty, raw, c, jvp, Impls(), as_self); }
template <class V, class R, class J>
static auto wrap(Newer<3>, V& v, Impls& fixed, Impls& dirty, R& raw, NodeRef& c, J& jvp) -> decltype(_wrap_outputs(v, fixed, dirty, raw, c, jvp, Impls(), as_self, false)) { return _wrap_outputs(v, fixed, dirty, raw, c, jvp, Impls(), as_self, false); }
template <class V, class R, class J>
static auto wrap(Newer<4>, V& v, Impls& fixed, Impls& dirty, R& raw, NodeRef& c, J& jvp) -> decltype(_wrap_outputs(v, fixed, dirty, raw, c, jvp, Impls(), as_self, false, c)) {
  auto attached = c;
  return _wrap_outputs(v, fixed, dirty, raw, c, jvp, Impls(), as_self, false, attached);
}

API void ad_keep_error(const char* message) { keep_error(message); }
VALUE(NodeRef*, nullptr, node_new, (void* self, Apply apply, Release release), new NodeRef(own(new ManagedNode(self, apply, release))))
API ManagedNode* ad_node_raw(NodeRef* node) { return static_cast<ManagedNode*>(node->get()); }
API void ad_node_free(NodeRef* node) { delete node; }

// Ties the outputs of forward into the graph; results are new handles, one for each output.
DOES(node_wrap, (NodeRef* node, bool executable, bool materialize, const H* inputs, int n, const H* outputs, int m,
                 const H* dirty, int d, const H* fixed, int f, const H* saved, int s, H* results), [&] {
  auto& self = *ad_node_raw(node);
  auto vars = copy(inputs, n);
  self.tensors = n;
  self.materialize = materialize;
  self.set_next_edges(executable ? collect_next_edges(vars) : edge_list());
  self.clear_input_metadata();
  Impls nondifferentiable(fixed, fixed + f), changed(dirty, dirty + d);
  for (auto t : changed) t->bump_version();
  std::vector<Opt<at::Tensor>> raw;
  for (int i = 0; i < m; i++) raw.push_back(outputs[i] ? Opt<at::Tensor>(T(outputs[i])) : Opt<at::Tensor>());
  auto no_jvp = [](variable_list, variable_list) -> variable_list { TORCH_CHECK(false, "jvp is not implemented for managed functions"); };
  auto cdata = executable ? *node : NodeRef();
  auto wrapped = wrap(Newer<4>(), vars, nondifferentiable, changed, raw, cdata, no_jvp);
  for (size_t i = 0; i < wrapped.size(); i++) {
    if (executable && wrapped[i]) self.outputs.emplace_back(*wrapped[i]);
    results[i] = wrapped[i] ? give(*wrapped[i]) : nullptr;
  }
  if (!executable) return;
  for (int i = 0; i < s; i++) {
    if (!saved[i]) { self.saved.emplace_back(); continue; }
    // An output that forward saved is the wrapped one: it carries this node as its history.
    int output = -1;
    for (int j = 0; j < m; j++) if (outputs[j] == saved[i]) output = j;
    self.saved.emplace_back(output < 0 ? T(saved[i]) : T(results[output]), output >= 0);
  }
}())
API int ad_node_saved_count(ManagedNode* node) { return node->released ? -1 : static_cast<int>(node->saved.size()); }
TENSOR(node_saved, (ManagedNode* node, int i), [&] {
  TORCH_CHECK(!node->released, ERR_BACKWARD_TWICE);
  return node->saved[i].unpack(again(node));
}())

static double clip_norm(std::vector<at::Tensor> all, double max, double p) {
  std::vector<at::Tensor> grads, norms;
  for (auto& t : all) if (t.grad().defined()) grads.push_back(t.grad());
  if (grads.empty()) return 0;
  at::NoGradGuard off;
  for (auto& g : grads) norms.push_back(std::isinf(p) ? g.detach().abs().max().to(grads[0].device()) : g.detach().norm(p).to(grads[0].device()));
  auto stacked = at::stack(norms);
  double total = (std::isinf(p) ? stacked.max() : stacked.norm(p)).item<double>();
  double scale = max / (total + 1e-6);
  if (scale < 1) for (auto& g : grads) g.mul_(scale);
  return total;
}
VALUE(double, -1, clip_grad_norm, (const H* list, int n, double max, double p), clip_norm(copy(list, n), max, p))
DOES(clip_grad_value, (const H* list, int n, double max), {
  at::NoGradGuard off;
  for (auto& t : copy(list, n)) if (t.grad().defined()) t.grad().clamp_(-max, max);
})
