using System.Text.Json;

namespace AkkaDreamer.Environments;

/// <summary>Asks a Python interpreter what it has.</summary>
public static class GymProbe
{
    /// <summary>
    /// Versions of Python, Gymnasium and numpy, in words. Throws <see cref="ArgumentException"/> when there is no such interpreter or it has no Gymnasium, <see cref="EnvironmentFaultException"/> when it breaks.
    /// </summary>
    public static string Versions(GymOptions options)
    {
        using var process = GymEnvironment.Start(options, ProcessLimits.Default with { Start = TimeSpan.FromSeconds(20) });
        string Of(string name) => process.Hello.TryGetProperty(name, out var version) && version.ValueKind == JsonValueKind.String ? version.GetString()! : "?";
        return $"gymnasium {Of("gymnasium")}, numpy {Of("numpy")}, Python {Of("python")} ({options.Python})";
    }
}
