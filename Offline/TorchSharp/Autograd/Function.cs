using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>A differentiable function whose backward is written in .NET. Its one instance has no state; what backward needs goes through the context.</summary>
        public abstract class Function<T> where T : Function<T>, new()
        {
            internal static T Instance { get; set; } = new();

            public abstract string Name { get; }

            public static List<Tensor> apply_internal(params object[] vars)
            {
                var inputs = vars.OfType<Tensor>().Where(t => !t.IsInvalid).ToArray();
                var recorded = AutoGradMode.IsEnabled && inputs.Any(t => t.requires_grad);
                var context = new AutogradContext(Instance.backward_internal, [.. vars.Select(v => v is Tensor { IsInvalid: false })], Instance.Name);
                List<Tensor> outputs;
                using (no_grad()) outputs = Instance.forward_internal(context, vars);
                return context.Wrap(inputs, outputs, recorded);
            }

            internal abstract List<Tensor> forward_internal(AutogradContext ctx, params object[] vars);

            internal abstract List<Tensor> backward_internal(AutogradContext ctx, List<Tensor> grad_outputs);
        }

        /// <summary>A function of one output.</summary>
        public abstract class SingleTensorFunction<T> : Function<T> where T : SingleTensorFunction<T>, new()
        {
            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            /// <summary>A gradient for each argument of forward; null where there is none.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            internal sealed override List<Tensor> forward_internal(AutogradContext ctx, params object[] vars) => [forward(ctx, vars)];

            internal sealed override List<Tensor> backward_internal(AutogradContext ctx, List<Tensor> grad_outputs) => backward(ctx, grad_outputs[0]);
        }

        /// <summary>A function of several outputs.</summary>
        public abstract class MultiTensorFunction<T> : Function<T> where T : MultiTensorFunction<T>, new()
        {
            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            /// <summary>A gradient for each argument of forward; null where there is none.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            internal sealed override List<Tensor> forward_internal(AutogradContext ctx, params object[] vars) => forward(ctx, vars);

            internal sealed override List<Tensor> backward_internal(AutogradContext ctx, List<Tensor> grad_outputs) => backward(ctx, grad_outputs);
        }

        /// <summary>What goes from a function's forward to its backward. It lives as long as the graph does.</summary>
        public unsafe class AutogradContext
        {
            private readonly Func<AutogradContext, List<Tensor>, List<Tensor>> _backward;
            private readonly bool[] _isTensor;
            private readonly string _name;
            private readonly Dictionary<string, object> _data = [];
            private List<Tensor?> _toSave = [];
            private bool[] _saved = [];
            private List<Tensor> _dirty = [];
            private List<Tensor> _fixed = [];
            private nint _node;

            internal AutogradContext(Func<AutogradContext, List<Tensor>, List<Tensor>> backward, bool[] isTensor, string name) =>
                (_backward, _isTensor, _name) = (backward, isTensor, name);

            public bool MaterializeGrads { get; private set; } = true;

            public void save_for_backward(List<Tensor> tensors) => _toSave = [.. tensors];

            public void save_data(string key, object value) => _data[key] = value;

            public object? get_data(string key) => _data.GetValueOrDefault(key);

            public void mark_dirty(List<Tensor> tensors) => _dirty = [.. tensors];

            public void mark_non_differentiable(List<Tensor> tensors) => _fixed = [.. tensors];

            /// <summary>Whether a missing gradient of an output comes as zeros (the default) or as null.</summary>
            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>New handles to the saved tensors. Fails once backward has freed them.</summary>
            public List<Tensor> get_saved_variables()
            {
                var saved = new List<Tensor>();
                for (var i = 0; i < _saved.Length; i++) saved.Add(_saved[i] ? Tensor.Of(Native.node_saved(_node, i)) : null!);
                return saved;
            }

            internal List<Tensor> Wrap(Tensor[] inputs, List<Tensor> outputs, bool recorded)
            {
                var self = GCHandle.Alloc(this);
                var pointer = Native.node_new(GCHandle.ToIntPtr(self), &Apply, &Release);
                if (pointer == 0)
                {
                    self.Free();
                    Native.Throw();
                }

                try
                {
                    _node = Native.node_raw(pointer);
                    var results = new nint[outputs.Count];
                    nint[] given = Handles((IList<Tensor>)inputs), made = Handles(outputs), dirty = Handles(_dirty), still = Handles(_fixed), saved = Handles(_toSave!);
                    int done;
                    fixed (nint* g = given, m = made, d = dirty, f = still, s = saved, r = results)
                        done = Native.node_wrap(pointer, recorded, MaterializeGrads, g, given.Length, m, made.Length, d, dirty.Length, f, still.Length, s, saved.Length, r);
                    GC.KeepAlive(inputs);
                    GC.KeepAlive(outputs);
                    Native.Check(done);
                    return [.. results.Select(h => h == 0 ? null! : new Tensor(h))];
                }
                finally
                {
                    // The node keeps what it saved itself; these would keep the caller's tensors alive twice.
                    _saved = [.. _toSave.Select(t => t is { IsInvalid: false })];
                    _toSave = [];
                    _dirty = [];
                    _fixed = [];
                    Native.node_free(pointer);
                }
            }

            [UnmanagedCallersOnly]
            private static int Apply(nint self, nint* grads, int n, nint* results, int m)
            {
                try
                {
                    var context = (AutogradContext)GCHandle.FromIntPtr(self).Target!;
                    var inputs = new List<Tensor>(n);
                    for (var i = 0; i < n; i++) inputs.Add(grads[i] == 0 ? null! : new Tensor(grads[i]));
                    var outputs = context._backward(context, inputs);
                    context.Return(outputs, results);
                    return 1;
                }
                catch (Exception e)
                {
                    // No exception may cross native frames: it goes on as an error of backward.
                    fixed (byte* text = Text($"{e.GetType().Name}: {e.Message}")) Native.keep_error(text);
                    return 0;
                }
            }

            [UnmanagedCallersOnly]
            private static void Release(nint self) => GCHandle.FromIntPtr(self).Free();

            private void Return(List<Tensor> outputs, nint* results)
            {
                var count = _isTensor.Length;
                if (outputs.Count < count || outputs.Skip(count).Any(t => t is { IsInvalid: false }))
                    throw new InvalidOperationException($"Function {_name} returned an incorrect number of gradients (expected {count}, got {outputs.Count}).");
                for (int i = 0, place = 0; i < count; i++)
                {
                    var gradient = outputs[i];
                    var some = gradient is { IsInvalid: false };
                    if (some && !_isTensor[i])
                        throw new InvalidOperationException($"Function {_name} returned a gradient at position {i + 1}, but the corresponding forward input was not a tensor.");
                    if (!_isTensor[i]) continue;
                    results[place++] = some ? Native.retain(gradient.Handle) : 0;
                    GC.KeepAlive(gradient);
                }
            }
        }
    }
}
