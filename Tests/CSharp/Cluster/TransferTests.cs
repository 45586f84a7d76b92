using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;
using Xunit;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>Bulk data in parts, without actors: what is lost, doubled, reordered or damaged on the way comes whole all the same.</summary>
public sealed class TransferTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData(1)]
    [InlineData(TransferOffer.PartBytes)]
    [InlineData(TransferOffer.PartBytes + 1)]
    [InlineData((5 * TransferOffer.PartBytes) - 1)]
    public void A_transfer_comes_whole_with_a_window_under_way_at_most(int size)
    {
        var bytes = Random(size);
        var outgoing = new Outgoing(7, bytes);
        var incoming = new Incoming(outgoing.Offer, most: 1 << 20, window: 2, Patience);
        var wire = new Queue<RequestPart>(incoming.Wanted(Start));
        while (wire.TryDequeue(out var request))
        {
            Assert.InRange(wire.Count, 0, 1);
            Assert.True(incoming.Take(outgoing.Part(request.Index)!));
            foreach (var next in incoming.Wanted(Start)) wire.Enqueue(next);
        }

        Assert.True(incoming.IsComplete);
        Assert.Equal(bytes, incoming.Whole());
    }

    [Fact]
    public void Parts_that_are_lost_doubled_reordered_or_damaged_cost_time_and_nothing_else()
    {
        var random = new RandomState(5);
        var bytes = Random(40 * TransferOffer.PartBytes);
        var outgoing = new Outgoing(7, bytes);
        var incoming = new Incoming(outgoing.Offer, most: bytes.Length, window: 4, Patience);
        var wire = new List<RequestPart>();
        var now = Start;
        var damaged = 0;
        for (var turn = 0; !incoming.IsComplete; turn++)
        {
            Assert.True(turn < 10_000, "the transfer does not come to its end");
            now += TimeSpan.FromMilliseconds(100);
            wire.AddRange(incoming.Wanted(now));
            if (wire.Count == 0) continue;
            var at = (int)random.NextInt64(wire.Count);
            var part = outgoing.Part(wire[at].Index)!;
            var fate = random.NextInt64(10);
            if (fate != 0) wire.RemoveAt(at); // else it comes again
            if (fate == 1) continue;
            if (fate == 2) part = part with { Bytes = [.. part.Bytes[..^1], (byte)(part.Bytes[^1] ^ 1)] };
            if (fate == 3) part = part with { Bytes = part.Bytes[..^1] };
            damaged += fate is 2 or 3 && !incoming.Take(part) ? 1 : 0;
            if (fate is not (2 or 3)) incoming.Take(part);
        }

        Assert.Equal(bytes, incoming.Whole());
        Assert.InRange(incoming.Damaged, 1, damaged);
    }

    [Fact]
    public void A_part_that_does_not_come_is_asked_for_again_only_after_a_while()
    {
        var incoming = new Incoming(new Outgoing(7, Random(3 * TransferOffer.PartBytes)).Offer, most: 1 << 20, window: 8, Patience);
        Assert.Equal([0, 1, 2], incoming.Wanted(Start).Select(part => part.Index));
        Assert.Empty(incoming.Wanted(Start + (Patience / 2)));
        Assert.Equal([0, 1, 2], incoming.Wanted(Start + Patience).Select(part => part.Index));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1001)]
    [InlineData(int.MaxValue)]
    public void An_offer_of_nothing_or_of_too_much_is_refused_before_memory_is_taken(int size) =>
        Assert.Throws<InvalidDataException>(() => new Incoming(new TransferOffer(1, size, 0), most: 1000, window: 8, Patience));

    [Fact]
    public void Strange_parts_are_not_taken_and_other_bytes_than_were_offered_are_refused_at_the_end()
    {
        var outgoing = new Outgoing(7, Random(100));
        Assert.Null(outgoing.Part(-1));
        Assert.Null(outgoing.Part(1));
        var incoming = new Incoming(outgoing.Offer with { Checksum = 1 }, most: 100, window: 8, Patience);
        var part = outgoing.Part(0)!;
        Assert.False(incoming.Take(part with { Transfer = 8 }));
        Assert.False(incoming.Take(part with { Index = -1 }));
        Assert.False(incoming.Take(part with { Index = 1 }));
        Assert.Throws<InvalidOperationException>(incoming.Whole);
        Assert.True(incoming.Take(part));
        Assert.False(incoming.Take(part));
        Assert.Throws<InvalidDataException>(incoming.Whole);
    }

    private static byte[] Random(int count)
    {
        var bytes = new byte[count];
        new System.Random(count).NextBytes(bytes);
        return bytes;
    }
}
