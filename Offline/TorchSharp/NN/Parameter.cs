namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>
    /// A tensor that a module learns. It takes over the native tensor of <c>data</c>, which is invalid from then on, and its place in a dispose scope.
    /// </summary>
    public class Parameter : torch.Tensor
    {
        public Parameter(torch.Tensor data, bool requires_grad = true)
            : base(data.with_requires_grad(requires_grad).MoveHandle(), register: false)
        {
            if (data.OwningDisposeScope is not { } scope) return;
            scope.Replace(data, this);
        }
    }
}
