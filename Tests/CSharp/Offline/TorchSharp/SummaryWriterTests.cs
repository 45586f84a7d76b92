using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Offline.Tensors;

public sealed class SummaryWriterTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void An_event_file_holds_framed_events_with_right_checksums()
    {
        var writer = utils.tensorboard.SummaryWriter(_folder);
        writer.add_scalar("loss/model", 1.5f, 7);
        writer.add_text("note", "hello", 8);
        writer.add_histogram("weights", linspace(-1, 1, 100), 9);
        writer.add_img("frame", full(3, 4, 5, 0.5f), 10);

        var events = Read(Assert.Single(Directory.GetFiles(_folder)));
        Assert.Equal(5, events.Count);
        Assert.Equal("brain.Event:2", events[0][3].ToStringUtf8());
        Assert.Equal([7L, 8, 9, 10], events.Skip(1).Select(e => BinaryPrimitives.ReadInt64LittleEndian(e[2].Span)));
        var values = events.Skip(1).Select(e => Fields(Fields(e[5])[1])).ToArray();
        Assert.Equal(["loss/model", "note", "weights", "frame"], values.Select(v => v[1].ToStringUtf8().Split('/')[0] == "note" ? "note" : v[1].ToStringUtf8()));
        Assert.Equal(1.5f, BinaryPrimitives.ReadSingleLittleEndian(values[0][2].Span));
        var histogram = Fields(values[2][5]);
        Assert.Equal(100.0, BinaryPrimitives.ReadDoubleLittleEndian(histogram[3].Span));
        Assert.Equal(100.0, Doubles(histogram[7]).Sum());
        var image = Fields(values[3][4]);
        Assert.Equal([4L, 5L], new[] { 1, 2 }.Select(f => BinaryPrimitives.ReadInt64LittleEndian(image[f].Span)));
        Assert.Equal(0x89, image[4].Span[0]);
    }

    private static IEnumerable<double> Doubles(ByteString packed)
    {
        for (var i = 0; i < packed.Length; i += 8) yield return BinaryPrimitives.ReadDoubleLittleEndian(packed.Span[i..]);
    }

    /// <summary>The events of a file; a frame is length, checksum of it, event, checksum of it.</summary>
    private static List<Dictionary<int, ByteString>> Read(string path)
    {
        var file = File.ReadAllBytes(path);
        var events = new List<Dictionary<int, ByteString>>();
        for (var at = 0; at < file.Length;)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at));
            Assert.Equal(Masked(file.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            var body = file.AsSpan(at + 12, length);
            Assert.Equal(Masked(body), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            events.Add(Fields(ByteString.CopyFrom(body)));
            at += 16 + length;
        }

        return events;
    }

    private static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data) crc = BitOperations.Crc32C(crc, b);
        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8u;
    }

    /// <summary>The fields of a message; numbers as the little-endian bytes of their values.</summary>
    private static Dictionary<int, ByteString> Fields(ByteString message)
    {
        var fields = new Dictionary<int, ByteString>();
        var input = message.CreateCodedInput();
        while (input.ReadTag() is var tag && tag != 0)
        {
            var field = WireFormat.GetTagFieldNumber(tag);
            fields[field] = WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => ByteString.CopyFrom(BitConverter.GetBytes(input.ReadInt64())),
                WireFormat.WireType.Fixed64 => ByteString.CopyFrom(BitConverter.GetBytes(input.ReadFixed64())),
                WireFormat.WireType.Fixed32 => ByteString.CopyFrom(BitConverter.GetBytes(input.ReadFixed32())),
                _ => input.ReadBytes(),
            };
        }

        return fields;
    }
}
