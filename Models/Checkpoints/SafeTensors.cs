using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace AkkaDreamer.Models;

/// <summary>
/// The safetensors format: eight bytes of header length (little-endian), a JSON header that names each tensor with type, shape and place, then the tensors' bytes one behind the other.
/// Tensors keep their order; the strings of a snapshot are the header's <c>__metadata__</c>.
/// </summary>
public static class SafeTensors
{
    private const int LongestHeader = 100_000_000;

    /// <summary>Writes a snapshot.</summary>
    public static void Write(Stream stream, StateSnapshot state)
    {
        var header = Header(state);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in state.Tensors) stream.Write(tensor.Bytes);
    }

    /// <summary>Reads a snapshot. Throws <see cref="InvalidDataException"/> when the stream is not one, or ends too early.</summary>
    public static StateSnapshot Read(Stream stream)
    {
        Span<byte> length = stackalloc byte[8];
        Fill(stream, length, "the length of its header");
        var size = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (size is < 2 or > LongestHeader) throw new InvalidDataException($"This is no safetensors file: its header would have {size} bytes.");
        var header = new byte[size];
        Fill(stream, header, "its header");
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var places = new List<(string Name, string Type, ImmutableArray<long> Shape, long Begin, long End)>();
        try
        {
            using var json = JsonDocument.Parse(header);
            foreach (var entry in json.RootElement.EnumerateObject())
            {
                if (entry.Name == "__metadata__")
                {
                    foreach (var text in entry.Value.EnumerateObject()) metadata[text.Name] = text.Value.GetString() ?? "";
                    continue;
                }

                var offsets = entry.Value.GetProperty("data_offsets");
                places.Add((
                    entry.Name,
                    entry.Value.GetProperty("dtype").GetString() ?? "",
                    [.. entry.Value.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64())],
                    offsets[0].GetInt64(),
                    offsets[1].GetInt64()));
            }
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"This is no safetensors file: {fault.Message}", fault);
        }

        var tensors = ImmutableArray.CreateBuilder<NamedTensor>(places.Count);
        var place = 0L;
        foreach (var (name, type, shape, begin, end) in places)
        {
            if (begin != place || end < begin || end - begin > Array.MaxLength) throw new InvalidDataException($"The tensor '{name}' lies at {begin} to {end}, not at {place}.");
            var bytes = new byte[end - begin];
            Fill(stream, bytes, $"the tensor '{name}'");
            tensors.Add(new NamedTensor(name, type, shape, bytes));
            place = end;
        }

        return new StateSnapshot(tensors.ToImmutable(), metadata.ToImmutable());
    }

    private static byte[] Header(StateSnapshot state)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach (var (name, value) in state.Metadata) json.WriteString(name, value);
            json.WriteEndObject();
            var place = 0L;
            foreach (var tensor in state.Tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type);
                json.WriteStartArray("shape");
                foreach (var dimension in tensor.Shape) json.WriteNumberValue(dimension);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(place);
                json.WriteNumberValue(place += tensor.Bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0) buffer.WriteByte((byte)' '); // tensors begin aligned
        return buffer.ToArray();
    }

    private static void Fill(Stream stream, Span<byte> bytes, string what)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw new InvalidDataException($"The file ends within {what}.");
    }
}
