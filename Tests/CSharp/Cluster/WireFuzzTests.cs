using Akka.Actor;
using AkkaDreamer.Actors.Serialization;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Actors;
using Xunit;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>The reader of what comes over the network, shown a million things that nobody means: each is read as some message or refused, without a hang and without memory beyond what came.</summary>
public sealed class WireFuzzTests
{
    private const int Frames = 1_000_000;

    [Fact]
    public void Random_and_mutated_bytes_are_read_as_something_or_refused()
    {
        using var system = ActorSystem.Create("fuzz");
        var serializer = new DreamerSerializer((ExtendedActorSystem)system);
        var valid = ProtocolSerializationTests.Messages.Select(message => (Manifest: serializer.Manifest(message), Bytes: serializer.ToBinary(message))).ToArray();
        var manifests = valid.Select(one => one.Manifest).Append("nothing/1").Append("").Distinct().ToArray();
        var random = new RandomState(17);
        var (read, refused, before) = (0, 0, DreamerSerializer.Refusals);
        var largest = 0L;
        for (var frame = 0; frame < Frames; frame++)
        {
            var (manifest, bytes) = frame % 4 == 0 ? (manifests[random.NextInt64(manifests.Length)], Random(random)) : Mutated(valid[random.NextInt64(valid.Length)], valid, random);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Assert.NotNull(serializer.FromBinary(bytes, manifest));
                read++;
            }
            catch (System.Runtime.Serialization.SerializationException)
            {
                refused++;
            }

            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }

        Assert.Equal(Frames, read + refused);
        Assert.True(read > 1_000 && refused > 1_000, $"{read} read, {refused} refused");
        Assert.True(DreamerSerializer.Refusals - before >= refused);
        Assert.True(largest < 1 << 20, $"a frame of at most a kilobyte took {largest} bytes to read");
    }

    private static byte[] Random(RandomState random)
    {
        var bytes = new byte[random.NextInt64(64)];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)random.NextInt64(256);
        return bytes;
    }

    private static (string, byte[]) Mutated((string Manifest, byte[] Bytes) one, (string Manifest, byte[] Bytes)[] others, RandomState random)
    {
        var bytes = one.Bytes.ToList();
        for (var times = 1 + random.NextInt64(3); times > 0; times--)
        {
            var at = bytes.Count == 0 ? 0 : (int)random.NextInt64(bytes.Count);
            switch (random.NextInt64(6))
            {
                case 0 when bytes.Count > 0:
                    bytes[at] ^= (byte)(1 << (int)random.NextInt64(8));
                    break;
                case 1 when bytes.Count > 0:
                    bytes[at] = (byte)(random.NextInt64(2) * 255); // lengths and numbers at their limits
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.NextInt64(256));
                    break;
                case 3:
                    bytes.RemoveRange(at, (int)random.NextInt64(bytes.Count - at + 1)); // torn
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.Take((int)random.NextInt64(bytes.Count + 1)).ToList()); // doubled
                    break;
                default:
                    return (others[random.NextInt64(others.Length)].Manifest, [.. bytes]); // taken for another
            }
        }

        return (one.Manifest, [.. bytes]);
    }
}
