using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What is done to all gradients of a model at once.</summary>
        public static unsafe partial class utils
        {
            /// <summary>Scales the gradients so that their norm together is at most max_norm; answers the norm before.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                var all = tensors.ToArray();
                double norm;
                fixed (nint* h = Handles(all)) norm = Native.clip_grad_norm(h, all.Length, max_norm, norm_type);
                GC.KeepAlive(all);
                if (norm < 0) Native.Throw();
                return norm;
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                var all = tensors.ToArray();
                int done;
                fixed (nint* h = Handles(all)) done = Native.clip_grad_value(h, all.Length, clip_value);
                GC.KeepAlive(all);
                Native.Check(done);
            }

            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat(tensors.Select(t => t.reshape(-1)).ToArray()).MoveToOuterDisposeScope();
            }

            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var off = no_grad();
                using var scope = NewDisposeScope();
                long at = 0;
                foreach (var tensor in tensors)
                {
                    var length = tensor.numel();
                    tensor.copy_(vec.narrow(0, at, length).view_as(tensor));
                    at += length;
                }
            }
        }
    }
}
