namespace TorchSharp;

/// <summary>One number of any type, as operations on tensors take it.</summary>
public sealed class Scalar : IDisposable
{
    internal readonly Num Value;

    internal Scalar(Num value, torch.ScalarType type)
    {
        Value = value;
        Type = type;
    }

    /// <summary>The type it has in libtorch: Int64, Float64 or Bool.</summary>
    public torch.ScalarType Type { get; }

    public static implicit operator Scalar(byte value) => new((long)value, torch.ScalarType.Int64);

    public static implicit operator Scalar(sbyte value) => new((long)value, torch.ScalarType.Int64);

    public static implicit operator Scalar(short value) => new((long)value, torch.ScalarType.Int64);

    public static implicit operator Scalar(int value) => new((long)value, torch.ScalarType.Int64);

    public static implicit operator Scalar(long value) => new(value, torch.ScalarType.Int64);

    public static implicit operator Scalar(Half value) => new((double)value, torch.ScalarType.Float64);

    public static implicit operator Scalar(BFloat16 value) => new((double)value.ToSingle(), torch.ScalarType.Float64);

    public static implicit operator Scalar(float value) => new((double)value, torch.ScalarType.Float64);

    public static implicit operator Scalar(double value) => new(value, torch.ScalarType.Float64);

    public static implicit operator Scalar(bool value) => new(value, torch.ScalarType.Bool);

    /// <summary>Nothing native stands behind it.</summary>
    public void Dispose()
    {
    }
}
