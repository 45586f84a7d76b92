using AkkaDreamer.Actors.Replay;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

public sealed class SegmentTests : IDisposable
{
    private static readonly Guid Run = new("0198c1f0-1111-7222-8333-444455556666");
    private readonly string path = Directory.CreateTempSubdirectory("segments").FullName;
    private readonly StepLayout layout = new(CounterSteps.Spaces, null);

    public void Dispose() => Directory.Delete(path, true);

    [Fact]
    public void Checksum_is_the_published_one()
    {
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(Crc32C.Of("123456789"u8), Crc32C.Of("6789"u8, Crc32C.Of("12345"u8)));
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32])); // RFC 3720, B.4
    }

    [Fact]
    public void Chunks_come_back_byte_for_byte()
    {
        var (facts, payloads) = Write(5);
        using var reader = Folder().Open(SegmentFolder.NameOf(1, 0), 0);
        for (var i = facts.Count - 1; i >= 0; i--) Assert.Equal(payloads[i], reader.Read(facts[i]).ToArray());
    }

    [Fact]
    public void A_seal_closes_a_full_segment()
    {
        using var writer = Folder().Create(1, 0);
        writer.Append(1, 0, 0, 0, 4, 0, layout.Encode(CounterSteps.Chunk(0, 1, 0, 4)));
        writer.Seal();
        var bytes = File.ReadAllBytes(writer.Path);
        Assert.True(SegmentWriter.IsSeal(bytes.AsSpan((int)writer.Length), writer.Length));
        Assert.False(SegmentWriter.IsSeal(bytes.AsSpan((int)writer.Length), writer.Length - 1));
    }

    [Fact]
    public void A_file_torn_at_any_byte_gives_whole_chunks_or_a_clear_error()
    {
        var (facts, payloads) = Write(3);
        var whole = File.ReadAllBytes(FileOf(0));
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(FileOf(0), whole[..length]);
            if (length < SegmentHeader.Bytes)
            {
                Assert.Throws<SegmentDamagedException>(() => Folder().Open(SegmentFolder.NameOf(1, 0), 0));
                continue;
            }

            using var reader = Folder().Open(SegmentFolder.NameOf(1, 0), 0);
            for (var i = 0; i < facts.Count; i++)
            {
                if (facts[i].Offset + facts[i].Length <= length) Assert.Equal(payloads[i], reader.Read(facts[i]).ToArray());
                else Assert.Throws<SegmentDamagedException>(() => reader.Read(facts[i]));
            }
        }
    }

    [Fact]
    public void A_bit_flipped_anywhere_is_seen_in_the_chunk_it_is_in()
    {
        var (facts, payloads) = Write(2);
        var whole = File.ReadAllBytes(FileOf(0));
        for (var bit = 0; bit < 8 * whole.Length; bit += 3) // 3 and 8 have no common divisor: every byte, every place in it
        {
            var flipped = (byte[])whole.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(FileOf(0), flipped);
            if (bit / 8 < SegmentHeader.Bytes)
            {
                Assert.Throws<SegmentDamagedException>(() => Folder().Open(SegmentFolder.NameOf(1, 0), 0));
                continue;
            }

            using var reader = Folder().Open(SegmentFolder.NameOf(1, 0), 0);
            for (var i = 0; i < facts.Count; i++)
            {
                if (bit / 8 < facts[i].Offset || bit / 8 >= facts[i].Offset + facts[i].Length) Assert.Equal(payloads[i], reader.Read(facts[i]).ToArray());
                else Assert.Throws<SegmentDamagedException>(() => reader.Read(facts[i]));
            }
        }
    }

    [Fact]
    public void Segments_of_another_run_or_of_other_spaces_are_refused()
    {
        Write(1);
        Assert.Contains("belongs to run", Assert.Throws<SegmentDamagedException>(() => new SegmentFolder(path, Guid.Empty, layout.SpacesHash).Open(SegmentFolder.NameOf(1, 0), 0)).Message);
        Assert.Contains("other observations", Assert.Throws<SegmentDamagedException>(() => new SegmentFolder(path, Run, [.. new byte[32]]).Open(SegmentFolder.NameOf(1, 0), 0)).Message);
        Assert.Contains("not there", Assert.Throws<SegmentDamagedException>(() => Folder().Open(SegmentFolder.NameOf(9, 9), 9)).Message);
    }

    [Fact]
    public void Two_writers_never_share_a_file()
    {
        using var first = Folder().Create(1, 0);
        Assert.ThrowsAny<IOException>(() => Folder().Create(1, 0));
        using var newer = Folder().Create(2, 0);
        Assert.NotEqual(first.Path, newer.Path);
    }

    [Fact]
    public void Files_that_no_fact_names_are_deleted()
    {
        Write(1);
        File.WriteAllText(Path.Combine(path, "00000007-1.segment"), "left behind");
        Assert.Equal(1, Folder().DeleteUnknown(new HashSet<string> { SegmentFolder.NameOf(1, 0) }));
        Assert.True(File.Exists(FileOf(0)));
    }

    private SegmentFolder Folder() => new(path, Run, layout.SpacesHash);

    private string FileOf(long number) => Path.Combine(path, SegmentFolder.NameOf(1, number));

    private (List<StoredChunk> Facts, List<byte[]> Payloads) Write(int chunks)
    {
        using var writer = Folder().Create(1, 0);
        var (facts, payloads) = (new List<StoredChunk>(), new List<byte[]>());
        for (var i = 0; i < chunks; i++)
        {
            payloads.Add(layout.Encode(CounterSteps.Chunk(0, 1, 4 * i, 4)));
            facts.Add(writer.Append(1, i, 0, 4 * i, 4, 0, payloads[i]));
        }

        return (facts, payloads);
    }
}
