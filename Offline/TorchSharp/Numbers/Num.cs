namespace TorchSharp;

/// <summary>A number on its way to native code. Kind: 0 integer, 1 floating point, 2 bool, 3 absent.</summary>
internal readonly struct Num(long bits, long kind)
{
    internal readonly long Bits = bits;
    internal readonly long Kind = kind;

    internal static Num Absent => new(0, 3);

    internal double Double => Kind == 1 ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long Long => Kind == 1 ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;

    public static implicit operator Num(long value) => new(value, 0);

    public static implicit operator Num(double value) => new(BitConverter.DoubleToInt64Bits(value), 1);

    public static implicit operator Num(bool value) => new(value ? 1 : 0, 2);

    internal static Num Of(Scalar? value) => value?.Value ?? Absent;

    internal static Num Of(long? value) => value is { } v ? v : Absent;

    internal static Num Of(double? value) => value is { } v ? v : Absent;
}
