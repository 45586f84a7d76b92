namespace TorchSharp;

public static partial class torch
{
    /// <summary>Norms and decompositions.</summary>
    public static partial class linalg
    {
        public enum QRMode
        {
            Reduced = 0,
            Complete = 1,
            R = 2,
        }

        public static unsafe (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced)
        {
            var pair = stackalloc nint[2];
            int done;
            fixed (byte* m = Text(mode switch { QRMode.Complete => "complete", QRMode.R => "r", _ => "reduced" })) done = Native.qr(input.Handle, m, pair);
            GC.KeepAlive(input);
            Native.Check(done);
            return (new Tensor(pair[0]), new Tensor(pair[1]));
        }

        public static unsafe Tensor vector_norm(Tensor input, double ord = 2d, long[]? dims = null, bool keepdim = false)
        {
            fixed (long* d = dims) return Tensor.Of(Native.vector_norm(input.Handle, ord, d, dims?.Length ?? 0, keepdim, -1), input);
        }
    }
}
