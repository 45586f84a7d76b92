using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    public static void Save(this Tensor tensor, BinaryWriter writer) => Write(tensor, writer);

    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        tensor.Save(writer);
        stream.Flush();
    }

    public static void Save(this Tensor tensor, string location)
    {
        using var stream = File.Create(location);
        tensor.Save(stream);
    }

    /// <summary>Reads into an existing tensor, whose element type and shape must be the same; or, skipping, past the bytes.</summary>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var (type, shape) = ReadHead(reader);
        if (type != tensor.dtype) throw new ArgumentException($"Mismatched tensor data types while loading: {type} into {tensor.dtype}.");
        if (skip)
        {
            reader.BaseStream.Seek(shape.Aggregate(1L, (a, b) => a * b) * type.ElementSize(), SeekOrigin.Current);
            return;
        }

        if (!shape.SequenceEqual(tensor.shape))
            throw new ArgumentException($"Mismatched tensor shape while loading: [{string.Join(',', shape)}] into [{string.Join(',', tensor.shape)}].");
        using var grad = no_grad();
        using var read = empty(shape, type, CPU);
        read.ReadBytesFromStream(reader.BaseStream);
        tensor.copy_(read);
    }

    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        var (type, shape) = ReadHead(reader);
        var tensor = skip ? zeros(shape, type, CPU) : empty(shape, type, CPU);
        if (skip) reader.BaseStream.Seek(tensor.NumberOfElements * tensor.ElementSize, SeekOrigin.Current);
        else tensor.ReadBytesFromStream(reader.BaseStream);
        return tensor;
    }
}
