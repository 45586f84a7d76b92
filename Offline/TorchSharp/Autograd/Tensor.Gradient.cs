namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get
            {
                var result = Native.requires_grad(Handle);
                GC.KeepAlive(this);
                return result != 0;
            }

            set => Done(Native.set_requires_grad(Handle, value));
        }

        /// <summary>A new handle to the gradient, or null where there is none.</summary>
        public Tensor? grad
        {
            get
            {
                // An undefined gradient is no error: the native side answers null for both, so ask first.
                if (Native.has_grad(Handle) == 0) return null;
                return Of(Native.grad(Handle), this);
            }

            set => Done(Native.set_grad(Handle, value is null ? 0 : value.Handle), value);
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public void retain_grad() => Done(Native.retain_grad(Handle));

        public Tensor detach() => Of(Native.detach(Handle), this);

        public Tensor detach_() => Done(Native.detach_(Handle));

        public void backward() => autograd.backward(this);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward(this, grad_tensors, retain_graph, create_graph, inputs);
    }
}
