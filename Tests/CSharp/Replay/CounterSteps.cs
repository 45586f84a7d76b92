using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Models;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

/// <summary>Steps that say where they are from: every array of a step names its stream and index, so a splice, a drop or a repeat shows in any of them.</summary>
internal static class CounterSteps
{
    public const int EpisodeLength = 7;

    public static AgentSpaces Spaces { get; } = new([new InputSpec("count", false, [2]), new InputSpec("image", true, [2, 2, 1])], false, 2);

    public static LatentSpec Latent { get; } = new(3, 2);

    public static ReplayOptions Options { get; } = new() { Batch = 2, Length = 5, TrainRatio = 5, Prefill = 20, Capacity = 1_000, Bytes = 10_000_000, Chunk = 4 };

    public static ReplaySettings Settings(
        ReplayOptions? options = null, Schedule schedule = Schedule.Overlapped, int environments = 1, long budget = long.MaxValue, LatentSpec? latent = null, string segments = "segments", string id = "replay") =>
        new(options ?? Options, schedule, environments, budget, 1, Spaces, latent) { Segments = segments, NewRun = new Guid("0198c1f0-1111-7222-8333-444455556666"), PersistenceId = id };

    public static Chunk Chunk(int environment, long stream, long firstIndex, int count, bool latents = false)
    {
        var (counts, images, actions) = (new float[count * 2], new byte[count * 4], new float[count * 2]);
        var (rewards, first, last, terminal) = (new float[count], new byte[count], new byte[count], new byte[count]);
        for (var i = 0; i < count; i++)
        {
            var index = firstIndex + i;
            (counts[2 * i], counts[(2 * i) + 1]) = (stream, index);
            for (var pixel = 0; pixel < 4; pixel++) images[(4 * i) + pixel] = (byte)((index * 4) + pixel);
            (actions[2 * i], actions[(2 * i) + 1]) = (stream, index);
            rewards[i] = index;
            first[i] = index % EpisodeLength == 0 ? (byte)1 : (byte)0;
            last[i] = index % EpisodeLength == EpisodeLength - 1 ? (byte)1 : (byte)0;
            terminal[i] = last[i] == 1 && index / EpisodeLength % 2 == 0 ? (byte)1 : (byte)0;
        }

        return new Chunk(environment, count, firstIndex, [counts, images], actions, rewards, first, last, terminal, latents ? Latents(firstIndex, count) : null, 0);
    }

    public static LatentBatch Latents(long firstIndex, int count) => new(
        count,
        [.. Enumerable.Range(0, count * Latent.Deterministic).Select(i => (ushort)((firstIndex * 10) + i))],
        [.. Enumerable.Range(0, count * Latent.Stochastic).Select(i => (byte)(firstIndex + i))],
        [.. Enumerable.Repeat(true, count)]);

    public static StoredChunk Fact(long stream, long number, long firstIndex, int count, int environment = 0, long segment = 0) => new(stream, number, environment, firstIndex, count, segment, 0, 0, 0);

    public static StepStore Store(ReplaySettings settings) => new(settings.Layout, settings.Bounds);

    /// <summary>Where one sequence begins.</summary>
    public static StepKey Draw(this ISequenceSampler sampler, StepStore store, RandomState random)
    {
        var starts = new StepKey[1];
        sampler.Draw(store, random, starts);
        return starts[0];
    }

    /// <summary>Appends chunks of a stream from one step to another.</summary>
    public static void Fill(StepStore store, long stream, long from, long to, int chunk = 4, ISequenceSampler? sampler = null, bool latents = false)
    {
        for (var (index, number) = (from, from / chunk); index < to; index += chunk, number++)
        {
            var count = (int)Math.Min(chunk, to - index);
            var made = Chunk(0, stream, index, count, latents);
            var fact = Fact(stream, number, index, count, segment: index / 100);
            store.Append(fact, store.Layout.Encode(made), made.Latents);
            sampler?.Stored(store, fact);
        }
    }

    /// <summary>Fails unless every array of every row is of one stream and counts on by one.</summary>
    public static void AssertWhole(SequenceBatch batch, IReadOnlyDictionary<long, long>? cuts = null)
    {
        var (counts, images) = ((float[])batch.Observations[0], (byte[])batch.Observations[1]);
        for (var row = 0; row < batch.Batch; row++)
        {
            var start = batch.Keys[row * batch.Length];
            for (var t = 0; t < batch.Length; t++)
            {
                var (at, index) = ((row * batch.Length) + t, start.Index + t);
                Assert.Equal(new StepKey(start.Stream, index), batch.Keys[at]);
                Assert.Equal((start.Stream, index), ((long)counts[2 * at], (long)counts[(2 * at) + 1]));
                Assert.Equal([.. Enumerable.Range(0, 4).Select(pixel => (byte)((index * 4) + pixel))], images[(4 * at)..((4 * at) + 4)]);
                Assert.Equal(index, batch.Rewards[at]);
                Assert.Equal(index % EpisodeLength == 0, batch.IsFirst[at] == 1);
                var isCut = cuts is not null && cuts.TryGetValue(start.Stream, out var cut) && cut == index;
                Assert.Equal(isCut || index % EpisodeLength == EpisodeLength - 1, batch.IsLast[at] == 1);
                Assert.Equal(index % EpisodeLength == EpisodeLength - 1 && index / EpisodeLength % 2 == 0, batch.IsTerminal[at] == 1);
            }

            for (var t = 0; t <= batch.Length; t++)
            {
                var (at, index) = ((row * (batch.Length + 1)) + t, start.Index + t - 1);
                Assert.Equal(index < 0 ? (0, 0) : (start.Stream, index), ((long)batch.Actions[2 * at], (long)batch.Actions[(2 * at) + 1]));
            }
        }
    }
}
