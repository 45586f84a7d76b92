using System.Collections.Immutable;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;

namespace AkkaDreamer.Tests.Support;

/// <summary>Small runs on the counter task for tests: whole, with files and journal, but without tensors.</summary>
public static class TestRuns
{
    /// <summary>How long such a run tries a disk that refuses.</summary>
    public static readonly TimeSpan RetryStorageFor = TimeSpan.FromSeconds(4);

    /// <summary>A configuration that does everything quickly and often.</summary>
    public static RunConfiguration Counter(Schedule schedule, long steps, int environments = 2, long seed = 3) => new()
    {
        Run = new RunOptions { Task = "counter", Schedule = schedule, Steps = steps, Seed = seed, StallAfter = TimeSpan.FromSeconds(20) },
        Task = new TaskOptions(),
        Environment = new EnvironmentOptions { Count = environments },
        Replay = new ReplayOptions { Batch = 4, Length = 8, TrainRatio = 4, Prefill = 100, Capacity = 10_000_000, Bytes = 2L << 30, Chunk = 8, SegmentBytes = 64 << 10, RetryStorageFor = RetryStorageFor },
        Evaluation = new EvaluationOptions { Every = 0 },
        Checkpoint = new CheckpointOptions { EveryUpdates = 20, Every = TimeSpan.FromHours(1), Keep = 2 },
        Metrics = new MetricsOptions { Every = TimeSpan.FromSeconds(1), TensorBoard = false, PicturesEvery = 0 },
    };

    /// <summary>A run in a folder, resumed when the folder holds one.</summary>
    public static RunSetup Setup(RunFolder folder, RunConfiguration configuration) => new(folder, configuration, Akka, File.Exists(folder.Config));

    /// <summary>A fresh run folder under the temporary folder; the caller deletes it.</summary>
    public static RunFolder Folder() => new(Path.Combine(Path.GetTempPath(), "akkadreamer-tests", Guid.NewGuid().ToString("N")));

    /// <summary>A fake agent to which every splice, gap and leak in a batch of the counter task is a violation.</summary>
    public static FakeAgent CheckedAgent(AgentSpaces spaces, UpdateKind kind = UpdateKind.Split, FakeFaults? faults = null, Action<SequenceBatch>? onBatch = null)
    {
        FakeAgent agent = null!;
        agent = new FakeAgent(spaces, faults)
        {
            Update = kind,
            Latent = kind == UpdateKind.Joint ? new LatentSpec(4, 2) : null,
            OnBatch = batch =>
            {
                var found = CounterCheck.Faults(batch.Batch, batch.Length, (float[])batch.Observations[0], batch.Actions, batch.Rewards, batch.IsFirst, batch.IsLast, batch.IsTerminal);
                foreach (var fault in found) agent.Violations.Enqueue(fault);
                onBatch?.Invoke(batch);
            },
        };
        return agent;
    }

    /// <summary>The <c>akka</c> section of akka.hocon.</summary>
    public static string Akka { get; } = HoconSettings.Write(HoconSettings.ReadFile(ConfigurationReader.DefaultFile).Where(setting => setting.Path[0] == "akka").ToImmutableArray());
}
