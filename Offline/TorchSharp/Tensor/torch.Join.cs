using System.Text;

namespace TorchSharp;

public static unsafe partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Join(tensors as Tensor[] ?? [.. tensors], dim, false);

    public static Tensor cat(Tensor[] tensors, long dim = 0) => Join(tensors, dim, false);

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Join(tensors, dim, false);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Join(tensors as Tensor[] ?? [.. tensors], dim, true);

    public static Tensor hstack(params Tensor[] tensors)
    {
        fixed (nint* h = Handles(tensors)) return Tensor.Of(Native.hstack(h, tensors.Length), tensors);
    }

    public static Tensor hstack(IList<Tensor> tensors) => hstack([.. tensors]);

    public static Tensor vstack(Tensor[] tensors)
    {
        fixed (nint* h = Handles(tensors)) return Tensor.Of(Native.vstack(h, tensors.Length), tensors);
    }

    public static Tensor vstack(IList<Tensor> tensors) => vstack([.. tensors]);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => x.where(condition, y);

    public static Tensor einsum(string equation, params Tensor[] tensors)
    {
        fixed (byte* e = Text(equation))
        fixed (nint* h = Handles(tensors))
            return Tensor.Of(Native.einsum(e, h, tensors.Length), tensors);
    }

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij")
    {
        var all = tensors.ToArray();
        nint* list;
        int count;
        fixed (byte* i = Text(indexing))
        fixed (nint* h = Handles(all))
            count = Native.meshgrid(h, all.Length, i, &list);
        GC.KeepAlive(all);
        return Tensor.Take(list, count);
    }

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors)
    {
        nint* list;
        int count;
        fixed (nint* h = Handles(tensors)) count = Native.broadcast_tensors(h, tensors.Length, &list);
        GC.KeepAlive(tensors);
        return Tensor.Take(list, count);
    }

    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0L) => tensor.split(split_size_or_sections, dim);

    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);

    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);

    public static Tensor searchsorted(Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null)
    {
        var sequence = sorter is null ? sorted_sequence : sorted_sequence.gather(-1, sorter);
        return Tensor.Of(Native.searchsorted(sequence.Handle, values.Handle, out_int32, right), sequence, values);
    }

    internal static nint[] Handles(ReadOnlySpan<Tensor> tensors)
    {
        var handles = new nint[tensors.Length];
        for (var i = 0; i < handles.Length; i++) handles[i] = tensors[i].Handle;
        return handles;
    }

    /// <summary>A string as native code reads it.</summary>
    internal static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + "\0");

    private static Tensor Join(ReadOnlySpan<Tensor> tensors, long dim, bool stacked)
    {
        const int few = 16;
        var count = tensors.Length;
        Span<nint> handles = count <= few ? stackalloc nint[few] : new nint[count];
        for (var i = 0; i < count; i++) handles[i] = tensors[i].Handle;
        nint result;
        fixed (nint* h = handles) result = stacked ? Native.stack(h, count, dim) : Native.cat(h, count, dim);
        foreach (var tensor in tensors) GC.KeepAlive(tensor);
        return Tensor.Of(result);
    }
}
