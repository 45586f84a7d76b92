namespace TorchSharp;

/// <summary>From .NET numbers to scalars and back.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;

    public static Scalar ToScalar(this sbyte value) => value;

    public static Scalar ToScalar(this short value) => value;

    public static Scalar ToScalar(this int value) => value;

    public static Scalar ToScalar(this long value) => value;

    public static Scalar ToScalar(this float value) => value;

    public static Scalar ToScalar(this double value) => value;

    public static Scalar ToScalar(this bool value) => value;

    public static Scalar ToScalar(this Half value) => value;

    public static Scalar ToScalar(this BFloat16 value) => value;

    public static Half ToHalf(this Scalar value) => (Half)value.Value.Double;

    public static BFloat16 ToBFloat16(this Scalar value) => (BFloat16)value.Value.Double;

    public static float ToSingle(this Scalar value) => (float)value.Value.Double;

    public static double ToDouble(this Scalar value) => value.Value.Double;

    public static sbyte ToSByte(this Scalar value) => checked((sbyte)value.Value.Long);

    public static byte ToByte(this Scalar value) => checked((byte)value.Value.Long);

    public static short ToInt16(this Scalar value) => checked((short)value.Value.Long);

    public static int ToInt32(this Scalar value) => checked((int)value.Value.Long);

    public static long ToInt64(this Scalar value) => value.Value.Long;

    public static bool ToBoolean(this Scalar value) => value.Value.Double != 0;
}
