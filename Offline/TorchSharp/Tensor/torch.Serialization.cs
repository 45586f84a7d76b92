using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor from TorchSharp's own format: element type, shape, bytes.</summary>
    public partial class Tensor
    {
        public static Tensor Load(BinaryReader reader) => TensorExtensionMethods.Load(reader);

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            return Load(reader);
        }

        public static Tensor Load(string location)
        {
            using var stream = File.OpenRead(location);
            return Load(stream);
        }
    }

    internal static void Write(Tensor tensor, BinaryWriter writer)
    {
        using var scope = NewDisposeScope();
        var host = tensor.device_type == DeviceType.CPU ? tensor : tensor.cpu();
        if (!host.is_contiguous()) host = host.contiguous();
        writer.Encode((long)host.dtype);
        writer.Encode(host.ndim);
        foreach (var length in host.shape) writer.Encode(length);
        host.WriteBytesToStream(writer.BaseStream);
    }

    internal static (ScalarType Type, long[] Shape) ReadHead(BinaryReader reader)
    {
        var type = (ScalarType)reader.Decode();
        var shape = new long[reader.Decode()];
        for (var i = 0; i < shape.Length; i++) shape[i] = reader.Decode();
        return (type, shape);
    }
}
