using System.Buffers.Binary;
using System.IO.Compression;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>Writes pictures of RGB bytes [height, width, 3] as PNG (ISO/IEC 15948): one IDAT, 8 bits a channel, every row filtered by its difference to the row above.</summary>
public static class PngFile
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] Crc = MakeCrc();

    /// <summary>Writes a file, under a temporary name first, so that nobody ever opens half a picture.</summary>
    public static void Write(string path, int width, int height, ReadOnlySpan<byte> pixels)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, Encode(width, height, pixels));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The bytes of the file. Throws <see cref="ArgumentException"/> when there are not width x height x 3 pixels.</summary>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> pixels)
    {
        if (width < 1 || height < 1 || pixels.Length != 3 * width * height)
            throw new ArgumentException($"A picture of {width} x {height} has {3L * width * height} bytes, not {pixels.Length}.", nameof(pixels));
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, 2); // bits a channel; RGB without palette or alpha
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", Compress(width, height, pixels));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Compress(int width, int height, ReadOnlySpan<byte> pixels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var stride = 3 * width;
            var row = new byte[stride + 1];
            row[0] = 2; // the filter "up"
            for (var y = 0; y < height; y++)
            {
                for (var i = 0; i < stride; i++) row[i + 1] = (byte)(pixels[(y * stride) + i] - (y == 0 ? 0 : pixels[((y - 1) * stride) + i]));
                zlib.Write(row);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(Stream file, string type, ReadOnlySpan<byte> content)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, content.Length);
        file.Write(word);
        Span<byte> name = [(byte)type[0], (byte)type[1], (byte)type[2], (byte)type[3]];
        file.Write(name);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(word, ~Sum(Sum(uint.MaxValue, name), content));
        file.Write(word);
    }

    private static uint Sum(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) crc = Crc[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeCrc()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var c = n;
            for (var bit = 0; bit < 8; bit++) c = (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }

        return table;
    }
}
