namespace TorchSharp;

/// <summary>Whether backward looks for the forward operation behind a failure or a NaN, until disposed.</summary>
public class AnomalyMode : IDisposable
{
    private readonly bool _before;
    private readonly bool _nanBefore;

    public AnomalyMode(bool enabled, bool check_nan = true)
    {
        (_before, _nanBefore) = (IsEnabled, ShouldCheckNaN);
        Native.set_anomaly(enabled, check_nan);
    }

    public static bool IsEnabled => Native.anomaly_enabled() != 0;

    public static bool ShouldCheckNaN => Native.anomaly_nan() != 0;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) Native.set_anomaly(_before, _nanBefore);
    }
}
