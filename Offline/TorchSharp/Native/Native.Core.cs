// Written by native/bindings.py from native/core.cpp.
using System.Runtime.InteropServices;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [DllImport(Library, EntryPoint = "ad_error")] internal static extern byte* @error();
    [DllImport(Library, EntryPoint = "ad_error_clear")] internal static extern void @error_clear();
    [DllImport(Library, EntryPoint = "ad_version")] internal static extern byte* @version();
    [DllImport(Library, EntryPoint = "ad_free")] internal static extern void @free(nint @h);
    [DllImport(Library, EntryPoint = "ad_retain")] internal static extern nint @retain(nint @h);
    [DllImport(Library, EntryPoint = "ad_free_list")] internal static extern void @free_list(nint* @list);
    [DllImport(Library, EntryPoint = "ad_weight")] [SuppressGCTransition] internal static extern long @weight(nint @h);
    [DllImport(Library, EntryPoint = "ad_dim")] [SuppressGCTransition] internal static extern long @dim(nint @h);
    [DllImport(Library, EntryPoint = "ad_numel")] [SuppressGCTransition] internal static extern long @numel(nint @h);
    [DllImport(Library, EntryPoint = "ad_dtype")] [SuppressGCTransition] internal static extern int @dtype(nint @h);
    [DllImport(Library, EntryPoint = "ad_device_type")] [SuppressGCTransition] internal static extern int @device_type(nint @h);
    [DllImport(Library, EntryPoint = "ad_device_index")] [SuppressGCTransition] internal static extern int @device_index(nint @h);
    [DllImport(Library, EntryPoint = "ad_element_size")] [SuppressGCTransition] internal static extern long @element_size(nint @h);
    [DllImport(Library, EntryPoint = "ad_sizes")] [SuppressGCTransition] internal static extern void @sizes(nint @h, long* @out);
    [DllImport(Library, EntryPoint = "ad_strides")] [SuppressGCTransition] internal static extern void @strides(nint @h, long* @out);
    [DllImport(Library, EntryPoint = "ad_storage_offset")] internal static extern long @storage_offset(nint @h);
    [DllImport(Library, EntryPoint = "ad_is_contiguous")] [SuppressGCTransition] internal static extern int @is_contiguous(nint @h);
    [DllImport(Library, EntryPoint = "ad_is_sparse")] internal static extern int @is_sparse(nint @h);
    [DllImport(Library, EntryPoint = "ad_size")] internal static extern long @size(nint @h, long @dim);
    [DllImport(Library, EntryPoint = "ad_stride")] internal static extern long @stride(nint @h, long @dim);
    [DllImport(Library, EntryPoint = "ad_is_pinned")] internal static extern int @is_pinned(nint @h);
    [DllImport(Library, EntryPoint = "ad_data")] internal static extern nint @data(nint @h);
    [DllImport(Library, EntryPoint = "ad_item")] internal static extern int @item(nint @h, Num* @out);
    [DllImport(Library, EntryPoint = "ad_result_type")] internal static extern int @result_type(nint @a, nint @b);
    [DllImport(Library, EntryPoint = "ad_promote_types")] internal static extern int @promote_types(int @a, int @b);
    [DllImport(Library, EntryPoint = "ad_can_cast")] internal static extern int @can_cast(int @a, int @b);
    [DllImport(Library, EntryPoint = "ad_get_num_threads")] internal static extern int @get_num_threads();
    [DllImport(Library, EntryPoint = "ad_get_num_interop_threads")] internal static extern int @get_num_interop_threads();
    [DllImport(Library, EntryPoint = "ad_set_num_threads")] internal static extern int @set_num_threads(int @n);
    [DllImport(Library, EntryPoint = "ad_set_num_interop_threads")] internal static extern int @set_num_interop_threads(int @n);
    [DllImport(Library, EntryPoint = "ad_cuda_is_available")] internal static extern int @cuda_is_available();
    [DllImport(Library, EntryPoint = "ad_cuda_device_count")] internal static extern int @cuda_device_count();
    [DllImport(Library, EntryPoint = "ad_cudnn_is_available")] internal static extern int @cudnn_is_available();
    [DllImport(Library, EntryPoint = "ad_cuda_synchronize")] internal static extern int @cuda_synchronize(int @index);
    [DllImport(Library, EntryPoint = "ad_manual_seed")] internal static extern int @manual_seed(long @seed);
    [DllImport(Library, EntryPoint = "ad_cuda_manual_seed")] internal static extern int @cuda_manual_seed(long @seed, bool @all);
    [DllImport(Library, EntryPoint = "ad_get_tf32_matmul")] internal static extern int @get_tf32_matmul();
    [DllImport(Library, EntryPoint = "ad_get_tf32_cudnn")] internal static extern int @get_tf32_cudnn();
    [DllImport(Library, EntryPoint = "ad_set_tf32_matmul")] internal static extern int @set_tf32_matmul(bool @on);
    [DllImport(Library, EntryPoint = "ad_set_tf32_cudnn")] internal static extern int @set_tf32_cudnn(bool @on);
}
