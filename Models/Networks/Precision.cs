using TorchSharp;

namespace AkkaDreamer.Models.Networks;

/// <summary>The number format of matrix products and convolutions. Weights, sums and everything between products stay float32.</summary>
public enum Precision
{
    /// <summary>bfloat16 where the processor multiplies it natively (AVX-512 BF16, AMX, CUDA), else float32.</summary>
    Auto,

    /// <summary>float32 throughout.</summary>
    Float32,

    /// <summary>Products in bfloat16 with float32 sums, as the authors compute.</summary>
    Bfloat16,
}

/// <summary>Resolves <see cref="Precision.Auto"/> for this machine.</summary>
public static class Precisions
{
    private static readonly Lazy<bool> NativeHalf = new(() =>
    {
        const string Flags = "/proc/cpuinfo";
        if (!File.Exists(Flags)) return false;
        var line = File.ReadLines(Flags).FirstOrDefault(text => text.StartsWith("flags", StringComparison.Ordinal)) ?? "";
        return line.Contains("avx512_bf16", StringComparison.Ordinal) || line.Contains("amx_bf16", StringComparison.Ordinal);
    });

    /// <summary>True when products are to be made in bfloat16 on this device.</summary>
    public static bool IsHalf(this Precision precision, torch.Device device) => precision switch
    {
        Precision.Float32 => false,
        Precision.Bfloat16 => true,
        _ => device.type == DeviceType.CUDA || NativeHalf.Value,
    };
}
