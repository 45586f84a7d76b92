// Written by native/bindings.py from native/autograd.cpp.
using System.Runtime.InteropServices;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [DllImport(Library, EntryPoint = "ad_grad_enabled")] [SuppressGCTransition] internal static extern int @grad_enabled();
    [DllImport(Library, EntryPoint = "ad_set_grad_enabled")] internal static extern void @set_grad_enabled(bool @on);
    [DllImport(Library, EntryPoint = "ad_inference_enter")] internal static extern nint @inference_enter(bool @on);
    [DllImport(Library, EntryPoint = "ad_inference_leave")] internal static extern void @inference_leave(nint @guard);
    [DllImport(Library, EntryPoint = "ad_inference_enabled")] internal static extern int @inference_enabled();
    [DllImport(Library, EntryPoint = "ad_anomaly_enabled")] internal static extern int @anomaly_enabled();
    [DllImport(Library, EntryPoint = "ad_anomaly_nan")] internal static extern int @anomaly_nan();
    [DllImport(Library, EntryPoint = "ad_set_anomaly")] internal static extern void @set_anomaly(bool @on, bool @nan);
    [DllImport(Library, EntryPoint = "ad_requires_grad")] [SuppressGCTransition] internal static extern int @requires_grad(nint @h);
    [DllImport(Library, EntryPoint = "ad_is_leaf")] internal static extern int @is_leaf(nint @h);
    [DllImport(Library, EntryPoint = "ad_has_grad")] internal static extern int @has_grad(nint @h);
    [DllImport(Library, EntryPoint = "ad_set_requires_grad")] internal static extern int @set_requires_grad(nint @h, bool @on);
    [DllImport(Library, EntryPoint = "ad_retain_grad")] internal static extern int @retain_grad(nint @h);
    [DllImport(Library, EntryPoint = "ad_set_grad")] internal static extern int @set_grad(nint @h, nint @grad);
    [DllImport(Library, EntryPoint = "ad_grad")] internal static extern nint @grad(nint @h);
    [DllImport(Library, EntryPoint = "ad_detach")] internal static extern nint @detach(nint @h);
    [DllImport(Library, EntryPoint = "ad_detach_")] internal static extern int @detach_(nint @h);
    [DllImport(Library, EntryPoint = "ad_backward")] internal static extern int @backward(nint* @roots, int @n, nint* @grads, int @m, bool @retain, bool @create, nint* @inputs, int @k);
    [DllImport(Library, EntryPoint = "ad_autograd_grad")] internal static extern int @autograd_grad(nint* @outputs, int @n, nint* @inputs, int @m, nint* @grads, int @k, bool @retain, bool @create, bool @unused, nint** @out);
    [DllImport(Library, EntryPoint = "ad_keep_error")] internal static extern void @keep_error(byte* @message);
    [DllImport(Library, EntryPoint = "ad_node_new")] internal static extern nint @node_new(nint @self, delegate* unmanaged<nint, nint*, int, nint*, int, int> @apply, delegate* unmanaged<nint, void> @release);
    [DllImport(Library, EntryPoint = "ad_node_raw")] internal static extern nint @node_raw(nint @node);
    [DllImport(Library, EntryPoint = "ad_node_free")] internal static extern void @node_free(nint @node);
    [DllImport(Library, EntryPoint = "ad_node_wrap")] internal static extern int @node_wrap(nint @node, bool @executable, bool @materialize, nint* @inputs, int @n, nint* @outputs, int @m, nint* @dirty, int @d, nint* @fixed, int @f, nint* @saved, int @s, nint* @results);
    [DllImport(Library, EntryPoint = "ad_node_saved_count")] internal static extern int @node_saved_count(nint @node);
    [DllImport(Library, EntryPoint = "ad_node_saved")] internal static extern nint @node_saved(nint @node, int @i);
    [DllImport(Library, EntryPoint = "ad_clip_grad_norm")] internal static extern double @clip_grad_norm(nint* @list, int @n, double @max, double @p);
    [DllImport(Library, EntryPoint = "ad_clip_grad_value")] internal static extern int @clip_grad_value(nint* @list, int @n, double @max);
}
