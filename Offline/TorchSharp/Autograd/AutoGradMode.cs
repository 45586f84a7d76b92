namespace TorchSharp;

/// <summary>Whether this thread records history, until disposed.</summary>
internal sealed class AutoGradMode : IDisposable
{
    private readonly bool _before;

    public AutoGradMode(bool enabled)
    {
        _before = IsEnabled;
        Native.set_grad_enabled(enabled);
    }

    public static bool IsEnabled => Native.grad_enabled() != 0;

    public void Dispose() => Native.set_grad_enabled(_before);
}
