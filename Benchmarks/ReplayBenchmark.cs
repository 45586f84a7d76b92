using System.Diagnostics;
using System.Globalization;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Models;

namespace AkkaDreamer.Benchmarks;

/// <summary>
/// What the storage of replay can do on one thread: inserts per second (checked, encoded, written to a segment with its checksum, copied into the store) and sampled steps per second
/// (drawn, copied into a batch, latents written back), and how fast a store is read back after a restart.
/// </summary>
public static class ReplayBenchmark
{
    private const int ChunkSteps = 16;

    /// <summary>Prints one row per kind of observation.</summary>
    public static void Run(string[] arguments)
    {
        Console.WriteLine("| observation | batch | B/step | inserts/s (steps) | MB/s to segments | batches/s | sampled steps/s | read back (steps/s) |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        Row("vector of 5", new AgentSpaces([new InputSpec("state", false, [5])], false, 1), 16, 32, null, 400_000);
        Row("vector of 24, latent 512 + 32", new AgentSpaces([new InputSpec("state", false, [24])], false, 6), 16, 64, new LatentSpec(512, 32), 100_000);
        Row("image 64 x 64 x 3", new AgentSpaces([new InputSpec("image", true, [64, 64, 3])], true, 6), 16, 64, null, 40_000);
        Row("image 64 x 64 x 3, latent 2048 + 32", new AgentSpaces([new InputSpec("image", true, [64, 64, 3])], true, 6), 16, 64, new LatentSpec(2048, 32), 40_000);
        Console.WriteLine();
        Console.WriteLine("| sampling | held steps | ms per batch of 50 x 50 | first batch, ms |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var sampling in Enum.GetValues<SequenceSampling>()) Draws(sampling, 1_000_000);
        Console.WriteLine();
        ReplayActorBenchmark.Run(arguments);
    }

    // Episodes of 500 steps; drawing alone, without copying.
    private static void Draws(SequenceSampling sampling, int steps)
    {
        var options = new ReplayOptions { Batch = 50, Length = 50, Capacity = steps, Bytes = 8L << 30, Chunk = ChunkSteps, Sampling = sampling };
        var spaces = new AgentSpaces([new InputSpec("state", false, [1])], false, 1);
        var settings = new ReplaySettings(options, Schedule.Overlapped, 1, steps, 1, spaces, null) { Segments = "", NewRun = Guid.NewGuid(), PersistenceId = "benchmark" };
        var (store, sampler, random, starts) = (new StepStore(settings.Layout, settings.Bounds), settings.CreateSampler(), settings.CreateRandom(), new StepKey[50]);
        var chunk = Chunk(spaces, null);
        for (var index = 0; index < steps; index += ChunkSteps)
        {
            for (var i = 0; i < ChunkSteps; i++)
            {
                chunk.IsFirst[i] = (index + i) % 500 == 0 ? (byte)1 : (byte)0;
                chunk.IsLast[i] = (index + i) % 500 == 499 ? (byte)1 : (byte)0;
            }

            var fact = new StoredChunk(0, index / ChunkSteps, 0, index, ChunkSteps, 0, 0, 0, 0);
            store.Append(fact, settings.Layout.Encode(chunk));
            sampler.Stored(store, fact);
        }

        var first = Stopwatch.StartNew();
        sampler.Draw(store, random, starts);
        var (once, batches, clock) = (first.Elapsed.TotalMilliseconds, 0, Stopwatch.StartNew());
        for (; clock.Elapsed.TotalSeconds < 2; batches++) sampler.Draw(store, random, starts);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {OptionText.Kebab(sampling.ToString())} | {store.HeldSteps:N0} | {clock.Elapsed.TotalMilliseconds / batches:0.000} | {once:0.000} |"));
    }

    private static void Row(string name, AgentSpaces spaces, int batch, int length, LatentSpec? latent, long steps)
    {
        var path = Directory.CreateTempSubdirectory("replay-benchmark").FullName;
        try
        {
            var options = new ReplayOptions { Batch = batch, Length = length, Capacity = steps, Bytes = 8L << 30, Chunk = ChunkSteps };
            var settings = new ReplaySettings(options, Schedule.Overlapped, 1, steps, 1, spaces, latent) { Segments = path, NewRun = Guid.NewGuid(), PersistenceId = "benchmark" };
            var folder = new SegmentFolder(path, settings.NewRun, settings.Layout.SpacesHash);
            var store = new StepStore(settings.Layout, settings.Bounds);
            var chunk = Chunk(spaces, latent);
            var facts = new List<StoredChunk>();
            using var writer = folder.Create(1, 0);

            var insert = Stopwatch.StartNew();
            for (var index = 0L; index < steps; index += ChunkSteps)
            {
                var columns = settings.Layout.Encode(chunk);
                facts.Add(writer.Append(0, index / ChunkSteps, 0, index, ChunkSteps, 0, columns));
                store.Append(facts[^1], columns, chunk.Latents);
            }

            var inserts = steps / insert.Elapsed.TotalSeconds;
            var (sampler, random, assembler) = (settings.CreateSampler(), settings.CreateRandom(), new BatchAssembler(store, batch, length));
            var refreshed = latent is null ? null : new LatentBatch(batch * length, new ushort[batch * length * latent.Deterministic], new byte[batch * length * latent.Stochastic], [.. Enumerable.Repeat(true, batch * length)]);
            var starts = new StepKey[batch];
            var (batches, sample) = (0, Stopwatch.StartNew());
            for (; sample.Elapsed.TotalSeconds < 3; batches++)
            {
                sampler.Draw(store, random, starts);
                var made = assembler.Assemble(starts);
                if (refreshed is not null)
                    for (var i = 0; i < made.Keys.Length; i++) store.PutLatent(made.Keys[i].Stream, made.Keys[i].Index, refreshed, i);
                assembler.Recycle(made);
            }

            var samples = batches / sample.Elapsed.TotalSeconds;
            var back = new StepStore(settings.Layout, settings.Bounds);
            var read = Stopwatch.StartNew();
            using (var reader = folder.Open(SegmentFolder.NameOf(1, 0), 0))
                foreach (var fact in facts)
                {
                    back.Reserve(fact);
                    back.Fill(fact, reader.Read(fact));
                }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {batch} x {length} | {settings.Layout.StepBytes + settings.Layout.LatentBytes} | {inserts:N0} | {inserts * settings.Layout.StepBytes / 1e6:N0} | {samples:N0} | {samples * batch * length:N0} | {steps / read.Elapsed.TotalSeconds:N0} |"));
        }
        finally
        {
            Directory.Delete(path, true);
        }
    }

    private static Chunk Chunk(AgentSpaces spaces, LatentSpec? latent)
    {
        var random = new Random(1);
        Array Observation(InputSpec input)
        {
            if (!input.IsImage) return Enumerable.Range(0, ChunkSteps * input.Count).Select(_ => random.NextSingle()).ToArray();
            var pixels = new byte[ChunkSteps * input.Count];
            random.NextBytes(pixels);
            return pixels;
        }

        var latents = latent is null ? null : new LatentBatch(ChunkSteps, new ushort[ChunkSteps * latent.Deterministic], new byte[ChunkSteps * latent.Stochastic], [.. Enumerable.Repeat(true, ChunkSteps)]);
        return new Chunk(
            0, ChunkSteps, 0, [.. spaces.Inputs.Select(Observation)], new float[ChunkSteps * spaces.ActionSize], new float[ChunkSteps], new byte[ChunkSteps], new byte[ChunkSteps], new byte[ChunkSteps], latents, 0);
    }
}
