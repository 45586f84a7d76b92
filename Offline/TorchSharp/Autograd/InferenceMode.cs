namespace TorchSharp;

/// <summary>Whether this thread's new tensors can never enter a graph, until disposed on the same thread.</summary>
internal sealed class InferenceMode(bool mode) : IDisposable
{
    private nint _guard = Native.inference_enter(mode);

    public static bool IsEnabled => Native.inference_enabled() != 0;

    public void Dispose()
    {
        var guard = Interlocked.Exchange(ref _guard, 0);
        if (guard != 0) Native.inference_leave(guard);
    }
}
