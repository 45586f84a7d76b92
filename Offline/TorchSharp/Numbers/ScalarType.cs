namespace TorchSharp;

public static partial class torch
{
    public static ScalarType @bool = ScalarType.Bool;
    public static ScalarType uint8 = ScalarType.Byte;
    public static ScalarType int8 = ScalarType.Int8;
    public static ScalarType int16 = ScalarType.Int16;
    public static ScalarType int32 = ScalarType.Int32;
    public static ScalarType int64 = ScalarType.Int64;
    public static ScalarType bfloat16 = ScalarType.BFloat16;
    public static ScalarType float16 = ScalarType.Float16;
    public static ScalarType float32 = ScalarType.Float32;
    public static ScalarType float64 = ScalarType.Float64;
    public static ScalarType @short = ScalarType.Int16;
    public static ScalarType @int = ScalarType.Int32;
    public static ScalarType @long = ScalarType.Int64;
    public static ScalarType half = ScalarType.Float16;
    public static ScalarType @float = ScalarType.Float32;
    public static ScalarType @double = ScalarType.Float64;

    private static ScalarType _defaultType = ScalarType.Float32;
    private static Device _defaultDevice = CPU;

    /// <summary>Element types; the numbers are libtorch's.</summary>
    public enum ScalarType : sbyte
    {
        Byte = 0,
        Int8 = 1,
        Int16 = 2,
        Int32 = 3,
        Int64 = 4,
        Float16 = 5,
        Float32 = 6,
        Float64 = 7,
        ComplexFloat32 = 9,
        ComplexFloat64 = 10,
        Bool = 11,
        QInt8 = 12,
        QUInt8 = 13,
        QInt32 = 14,
        BFloat16 = 15,
    }

    public static bool is_integral(ScalarType type) => type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    public static bool is_integral(Tensor t) => is_integral(t.dtype);

    public static bool is_floating_point(ScalarType type) => type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

    public static bool is_floating_point(Tensor input) => is_floating_point(input.dtype);

    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    public static bool is_complex(Tensor input) => is_complex(input.dtype);

    public static ScalarType get_default_dtype() => _defaultType;

    public static void set_default_dtype(ScalarType dtype) => _defaultType = dtype;

    public static Device get_default_device() => _defaultDevice;

    public static void set_default_device(Device device) => _defaultDevice = device;

    public static void set_default_device(string device) => set_default_device(new Device(device));

    public static ScalarType result_type(Tensor tensor1, Tensor tensor2)
    {
        var result = Native.result_type(tensor1.Handle, tensor2.Handle);
        GC.KeepAlive(tensor1);
        GC.KeepAlive(tensor2);
        if (result < 0) Native.Throw();
        return (ScalarType)result;
    }

    public static bool can_cast(ScalarType from, ScalarType to) => Native.can_cast((int)from, (int)to) != 0;

    public static ScalarType promote_types(ScalarType type1, ScalarType type2) => (ScalarType)Native.promote_types((int)type1, (int)type2);

    internal static ScalarType ToScalarType(Type t) =>
        t == typeof(float) ? ScalarType.Float32
        : t == typeof(double) ? ScalarType.Float64
        : t == typeof(long) ? ScalarType.Int64
        : t == typeof(int) ? ScalarType.Int32
        : t == typeof(short) ? ScalarType.Int16
        : t == typeof(byte) ? ScalarType.Byte
        : t == typeof(sbyte) ? ScalarType.Int8
        : t == typeof(bool) ? ScalarType.Bool
        : t == typeof(Half) ? ScalarType.Float16
        : t == typeof(BFloat16) ? ScalarType.BFloat16
        : throw new NotSupportedException($"The type {t.Name} has no counterpart among tensor element types.");
}
