using System.Buffers.Binary;
using System.IO.Compression;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>
/// Writes pictures of RGB bytes [height, width, 3] as PNG (ISO/IEC 15948): one IDAT, 8 bits a channel, every row filtered by its difference to the row above. Films are animated PNGs (the APNG
/// extension of PNG's third edition): browsers play them, other viewers show the first frame.
/// </summary>
public static class PngFile
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] Crc = MakeCrc();

    /// <summary>Writes a file, under a temporary name first, so that nobody ever opens half a picture.</summary>
    public static void Write(string path, int width, int height, ReadOnlySpan<byte> pixels) => Save(path, Encode(width, height, pixels));

    /// <summary>Writes frames of one size as a film that repeats.</summary>
    public static void WriteFilm(string path, int width, int height, IReadOnlyList<byte[]> frames, int framesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfZero(frames.Count);
        using var file = new MemoryStream();
        Begin(file, width, height);
        var control = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(control, frames.Count); // and 0 in the second half: repeat for ever
        Chunk(file, "acTL", control);
        for (int i = 0, sequence = 0; i < frames.Count; i++)
        {
            Check(width, height, frames[i]);
            var frame = new byte[26];
            BinaryPrimitives.WriteInt32BigEndian(frame, sequence++);
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), width);
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), height);
            BinaryPrimitives.WriteInt16BigEndian(frame.AsSpan(20), 1); // shown for 1 / framesPerSecond
            BinaryPrimitives.WriteInt16BigEndian(frame.AsSpan(22), (short)framesPerSecond);
            Chunk(file, "fcTL", frame);
            var packed = Compress(width, height, frames[i]);
            if (i == 0)
            {
                Chunk(file, "IDAT", packed);
                continue;
            }

            var numbered = new byte[packed.Length + 4];
            BinaryPrimitives.WriteInt32BigEndian(numbered, sequence++);
            packed.CopyTo(numbered, 4);
            Chunk(file, "fdAT", numbered);
        }

        Chunk(file, "IEND", []);
        Save(path, file.ToArray());
    }

    /// <summary>The bytes of the file. Throws <see cref="ArgumentException"/> when there are not width x height x 3 pixels.</summary>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> pixels)
    {
        Check(width, height, pixels);
        using var file = new MemoryStream();
        Begin(file, width, height);
        Chunk(file, "IDAT", Compress(width, height, pixels));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void Save(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
    }

    private static void Check(int width, int height, ReadOnlySpan<byte> pixels)
    {
        if (width < 1 || height < 1 || pixels.Length != 3 * width * height)
            throw new ArgumentException($"A picture of {width} x {height} has {3L * width * height} bytes, not {pixels.Length}.", nameof(pixels));
    }

    private static void Begin(Stream file, int width, int height)
    {
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, 2); // bits a channel; RGB without palette or alpha
        Chunk(file, "IHDR", header);
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
