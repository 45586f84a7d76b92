using System.Runtime.Serialization;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Serialization;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

/// <summary>What is in a journal is read for ever: the bytes of every fact, version by version. A change of these lines needs a new manifest.</summary>
public sealed class CodecTests
{
    private static readonly RunStarted Run = new(new Guid("0198c1f0-1111-7222-8333-444455556666"), "x:f32[2]", [1, 2, 3], Schedule.Lockstep, 0x0102030405060708);
    private static readonly StoredChunk Chunk = new(3, 4, 1, 64, 16, 2, 84, 548, 0xDEADBEEF);
    private static readonly CheckpointNamed Checkpoint = new(new CutMark(2, 30), "c", "ab", new CutPosition(9, 640, null, 30, "00", 1));

    public static TheoryData<string, IReplayFact, string> Facts() => new()
    {
        { "run-started/1", Run, "0A100198C1F01111722283334444555566661208783A6633325B325D1A030102032001290807060504030201" },
        { "epoch-started/1", new EpochStarted(7, "host:1", DateTimeOffset.FromUnixTimeMilliseconds(1_000)), "08071206686F73743A3118E807" },
        { "segment-opened/1", new SegmentOpened(2, 7), "08021007" },
        { "segment-sealed/1", new SegmentSealed(2, 300), "080210AC02" },
        { "segment-deleted/1", new SegmentDeleted(2), "0802" },
        { "chunks-stored/1", new ChunksStored([Chunk]), "0A01031201041A01012201402A01103201023A01544202A4044A05EFFDB6F50D" },
        { "stream-ended/1", new StreamEnded(3, 1, 80, "cut"), "0803100118502203637574" },
        { "checkpoint-named/1", Checkpoint, "0802101E1A0163220261622809308005401E4A0230305001" },
        { "replay-set-aside/1", new ReplaySetAside(7, 2, 9, [new StreamFact(3, 1, 5, 80, true)], 4), "080710021809220A080310011805205028012804" },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Facts_of_the_first_version_are_read_and_written_as_ever(string manifest, IReplayFact fact, string bytes)
    {
        var codec = MessageCodecs.ByManifest[manifest];
        Assert.Equal(fact.GetType(), codec.Type);
        var read = codec.Read(Convert.FromHexString(bytes));
        Assert.Equal(bytes, Convert.ToHexString(codec.Write(read)));
        Assert.Equal(bytes, Convert.ToHexString(codec.Write(fact)));
    }

    [Theory]
    [MemberData(nameof(Facts))]
    public void Facts_of_the_second_version_are_those_of_the_first_and_a_checksum(string manifest, IReplayFact fact, string bytes)
    {
        var codec = MessageCodecs.ByType[fact.GetType()];
        Assert.Equal(manifest.Replace("/1", "/2", StringComparison.Ordinal), codec.Manifest);
        var written = codec.Write(fact);
        Assert.Equal(bytes, Convert.ToHexString(written[..^4]));
        Assert.Equal(Crc32C.Of(written.AsSpan(0, written.Length - 4)), BitConverter.ToUInt32(written, written.Length - 4));
        Assert.Equal(written, codec.Write(codec.Read(written)));
        for (var bit = 0; bit < 8 * written.Length; bit++)
        {
            written[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Contains("is damaged", Assert.Throws<SerializationException>(() => codec.Read(written)).Message);
            written[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Every_fact_has_a_codec_and_golden_bytes()
    {
        var facts = typeof(IReplayFact).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IReplayFact)) && !type.IsInterface);
        Assert.Equal(facts.Select(type => type.Name).Order(), Facts().Select(row => row[1].GetType().Name).Order());
    }

    [Fact]
    public void A_log_survives_its_snapshot_and_goes_on_alike()
    {
        var log = new ReplayLog();
        foreach (var fact in (IReplayFact[])[
            Run, new EpochStarted(1, "host:1", DateTimeOffset.UnixEpoch), new SegmentOpened(0, 1),
            new ChunksStored([Chunk with { Number = 0, FirstIndex = 0, Segment = 0 }, Chunk with { Number = 1, FirstIndex = 16, Segment = 0 }]),
            new StreamEnded(3, 1, 32, "over"), new SegmentSealed(0, 1_180), new SegmentOpened(1, 1),
            new ChunksStored([Chunk with { Stream = 5, Number = 0, FirstIndex = 0, Segment = 1 }]), Checkpoint]) log.Apply(fact);
        var codec = MessageCodecs.ByType[typeof(ReplaySnapshot)];
        var again = ReplayLog.Restore((ReplaySnapshot)codec.Read(codec.Write(log.Capture())));
        foreach (var both in new[] { log, again }) both.Apply(new SegmentDeleted(0));
        Assert.Equal(codec.Write(log.Capture()), codec.Write(again.Capture()));
        Assert.Equal(Chunk with { Stream = 5, Number = 0, FirstIndex = 0, Segment = 1 }, Assert.Single(again.Entries).Chunk);
        Assert.Equal((4, 48, 6, 2, 5), (again.Facts, again.Steps, again.NextStream, again.NextSegment, again.NewestStream(1)));
        Assert.Equal([5L], again.Streams.Keys);
    }

    [Fact]
    public void Setting_aside_takes_the_log_back_to_the_cut()
    {
        var log = new ReplayLog();
        log.Apply(new ChunksStored([Chunk with { Number = 0, FirstIndex = 0 }, Chunk with { Number = 1, FirstIndex = 16 }]));
        log.Apply(Checkpoint with { Cut = new CutMark(1, 10) });
        log.Apply(new StreamEnded(3, 1, 32, "over"));
        log.Apply(new ChunksStored([Chunk with { Stream = 5, Number = 0, FirstIndex = 0 }]));
        log.Apply(Checkpoint with { Cut = new CutMark(2, 20) });
        log.Apply(new ReplaySetAside(2, 1, 1, [new StreamFact(3, 1, 1, 16, false)], 4));
        Assert.Equal((1, 16, 4), (log.Facts, log.Steps, log.NextStream));
        Assert.Equal(new StreamFact(3, 1, 1, 16, false), Assert.Single(log.Streams.Values));
        Assert.Equal(1, Assert.Single(log.Checkpoints).Cut.Cut);
        Assert.Equal(0, Assert.Single(log.Entries).Chunk!.Value.Number);
    }

    [Fact]
    public void Torn_bytes_are_refused_and_unknown_fields_passed_over()
    {
        var codec = MessageCodecs.ByManifest["segment-opened/1"];
        Assert.Throws<Google.Protobuf.InvalidProtocolBufferException>(() => codec.Read([0x08]));
        Assert.Equal(new SegmentOpened(2, 7), codec.Read([0x08, 0x02, 0xA2, 0x06, 0x01, 0xFF, 0x10, 0x07]));
    }
}
