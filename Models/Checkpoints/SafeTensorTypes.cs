using static TorchSharp.torch;

namespace AkkaDreamer.Models.Checkpoints;

/// <summary>Element types in safetensors' spelling.</summary>
public static class SafeTensorTypes
{
    /// <summary>The name of a type.</summary>
    public static string Name(ScalarType type) => type switch
    {
        ScalarType.Float32 => "F32",
        ScalarType.BFloat16 => "BF16",
        ScalarType.Float64 => "F64",
        ScalarType.Int64 => "I64",
        ScalarType.Byte => "U8",
        _ => throw new ArgumentException($"Tensors of {type} are not kept in checkpoints."),
    };

    /// <summary>Bytes of one element.</summary>
    public static int Size(string name) => name switch
    {
        "F32" => 4,
        "BF16" => 2,
        "F64" or "I64" => 8,
        "U8" => 1,
        _ => throw new InvalidDataException($"Elements of type {name} are not known."),
    };
}
