using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Repairing;
using Microsoft.Data.Sqlite;

namespace AkkaDreamer.Hosts.Local.Chaos;

/// <summary>
/// One training of the counter task, whose observations prove every splice, in a process of its own with environments in processes of their own, and one fault after the other. After every fault the training must store steps again;
/// whenever it is down its folder is read in full: nothing that was stored may be gone, damaged or spliced, but for what chaos itself has damaged.
/// </summary>
public sealed class ChaosRun
{
    private const int Environments = 2;
    private const long StepsALife = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan LeavesWithin = TimeSpan.FromSeconds(30);

    private readonly RunFolder folder;
    private readonly ulong seed;
    private readonly ChaosStory story;
    private readonly Action<string> say;
    private readonly List<string> violations = [];
    private readonly HashSet<string> damaged = []; // segments, by chaos
    private ChaosProcess? training;
    private long budget = StepsALife;
    private long stored; // decisions known to be stored

    /// <summary>Chaos in a folder that is new or empty, by a seed. <paramref name="say"/>: hears what happens, a line at a time.</summary>
    public ChaosRun(RunFolder folder, ulong seed, Action<string> say)
    {
        (this.folder, this.seed, this.say) = (folder, seed, say);
        story = new ChaosStory(seed);
    }

    /// <summary>So many faults, or as many as come before <paramref name="until"/> is cancelled, and then the end of the budget in peace.</summary>
    public async Task<ChaosReport> RunAsync(int faults, CancellationToken until)
    {
        var recoveries = ImmutableArray.CreateBuilder<(ChaosFault, TimeSpan)>();
        try
        {
            Start();
            await ActsAsync().ConfigureAwait(false);
            for (var i = 0; i < faults && !until.IsCancellationRequested; i++)
            {
                await AliveAsync().ConfigureAwait(false);
                await Task.Delay(story.Moment(TimeSpan.FromSeconds(1)), CancellationToken.None).ConfigureAwait(false);
                var fault = story.Fault();
                var clock = Stopwatch.StartNew();
                await DoAsync(fault).ConfigureAwait(false);
                await ActsAsync().ConfigureAwait(false);
                recoveries.Add((fault, clock.Elapsed));
                say($"{i + 1,3}. {fault}: steps again after {clock.Elapsed.TotalSeconds:0.0} s, {stored} stored");
            }

            var (code, errors) = await training!.EndAsync(Patience).ConfigureAwait(false);
            if (code != ExitCode.Done) violations.Add($"left in peace, it ended with exit code {code}: {errors.Trim()}");
        }
        catch (TimeoutException late)
        {
            violations.Add(late.Message);
        }
        finally
        {
            training?.Dispose();
        }

        Inspect();
        return new ChaosReport(recoveries.ToImmutable(), [.. violations], stored);
    }

    private async Task DoAsync(ChaosFault fault)
    {
        switch (fault)
        {
            case ChaosFault.FreezeTraining:
                training!.Signal(ChaosSignal.Stop);
                await Task.Delay(TimeSpan.FromSeconds(0.5) + story.Moment(TimeSpan.FromSeconds(3))).ConfigureAwait(false);
                training.Signal(ChaosSignal.Continue);
                break;
            case ChaosFault.KillEnvironment or ChaosFault.HangEnvironment:
                await ReplacedAsync(fault == ChaosFault.KillEnvironment ? ChaosSignal.Kill : ChaosSignal.Stop).ConfigureAwait(false);
                break;
            case ChaosFault.StartTwice:
                using (var second = ChaosProcess.Start(Arguments()))
                {
                    var (code, errors) = await second.EndAsync(Patience).ConfigureAwait(false);
                    if (!training!.HasEnded && (code != ExitCode.Refused || !errors.Contains("is in use by another process", StringComparison.Ordinal))) violations.Add($"a second process on the folder ended with exit code {code}: {errors.Trim()}");
                }

                break;
            case ChaosFault.StopTraining:
                await StopAsync().ConfigureAwait(false);
                break;
            default:
                training!.Signal(ChaosSignal.Kill);
                await training.EndAsync(Patience).ConfigureAwait(false);
                Inspect();
                await DamageAsync(fault).ConfigureAwait(false);
                Start();
                break;
        }
    }

    // One environment's process gets the signal; another must stand in its place.
    private async Task ReplacedAsync(ChaosSignal signal)
    {
        var environments = training!.Environments();
        if (environments.Count == 0) return;
        var victim = environments[(int)story.Number(environments.Count)];
        ChaosProcess.Signal(victim, signal);
        var clock = Stopwatch.StartNew();
        while (!training.HasEnded)
        {
            var now = training.Environments();
            if (now.Count == Environments && !now.Contains(victim)) return;
            if (clock.Elapsed > Patience) throw new TimeoutException($"an environment's process that got {signal} was not replaced within {Patience.TotalSeconds:0} s");
            await Task.Delay(50).ConfigureAwait(false);
        }
    }

    private async Task StopAsync()
    {
        training!.Signal(ChaosSignal.Terminate);
        var (code, errors) = await training.EndAsync(LeavesWithin).ConfigureAwait(false);
        if (code != ExitCode.Done) violations.Add($"after SIGTERM it ended with exit code {code}: {errors.Trim()}");
        Inspect();
        Start();
    }

    private async Task DamageAsync(ChaosFault fault)
    {
        switch (fault)
        {
            case ChaosFault.FlipCheckpoint or ChaosFault.TearCheckpoint when NewestCheckpoint() is { } newest:
                var files = Directory.GetFiles(newest);
                Damage(files[story.Number(files.Length)], tear: fault == ChaosFault.TearCheckpoint);
                break;
            case ChaosFault.FlipSegment when Directory.GetFiles(folder.Segments, "*.segment").Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } segments:
                var segment = segments[story.Number(segments.Length)];
                damaged.Add(Path.GetFileName(segment));
                Damage(segment, tear: false);
                break;
            case ChaosFault.FlipFact:
                FlipFact();
                await RepairAsync().ConfigureAwait(false);
                break;
        }
    }

    private async Task RepairAsync()
    {
        using (var refused = ChaosProcess.Start(Arguments()))
        {
            var (code, errors) = await refused.EndAsync(Patience).ConfigureAwait(false);
            if (code != ExitCode.Failed || !errors.Contains("--repair", StringComparison.Ordinal)) violations.Add($"with a damaged fact it ended with exit code {code}: {errors.Trim()}");
        }

        using var doctor = ChaosProcess.Start(["doctor", "--run", folder.Path, "--repair"]);
        await doctor.EndAsync(Patience).ConfigureAwait(false);
        stored = RunInspection.Of(folder, new JournalOptions()).Log.Steps;
        Inspect();
    }

    // What is stored is whole, in order, and no less than was known to be stored.
    private void Inspect()
    {
        if (!File.Exists(folder.Journal)) return;
        var found = RunInspection.Of(folder, new JournalOptions());
        foreach (var line in found.JournalDamage) violations.Add($"journal: {line}");
        foreach (var line in found.SegmentDamage.Where(line => !damaged.Any(line.Contains))) violations.Add($"segments: {line}");
        if (found.Log.Run is not null) foreach (var line in CounterAudit.Faults(folder, found)) violations.Add(line);
        if (found.Log.Steps < stored) violations.Add($"{stored} decisions were stored, and {found.Log.Steps} are there");
        stored = Math.Max(stored, found.Log.Steps);
    }

    // Of those that are not being written.
    private string? NewestCheckpoint() => Directory.Exists(folder.Checkpoints)
        ? Directory.GetDirectories(folder.Checkpoints).Where(path => !path.EndsWith(".tmp", StringComparison.Ordinal)).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private void Damage(string file, bool tear)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        var at = story.Number(Math.Max(1, stream.Length));
        if (tear)
        {
            stream.SetLength(at);
            return;
        }

        stream.Position = at;
        var value = stream.ReadByte();
        stream.Position = at;
        stream.WriteByte((byte)(value ^ (1 << (int)story.Number(8))));
    }

    private void FlipFact()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Journal, Pooling = false }.ConnectionString);
        connection.Open();
        using var newest = connection.CreateCommand();
        newest.CommandText = "SELECT sequence_number, message FROM journal ORDER BY sequence_number DESC LIMIT 40";
        var rows = new List<(long Number, byte[] Message)>();
        using (var reader = newest.ExecuteReader())
            while (reader.Read()) rows.Add((reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)));
        var (number, message) = rows[(int)story.Number(rows.Count)];
        message[story.Number(message.Length)] ^= (byte)(1 << (int)story.Number(8));
        using var flip = connection.CreateCommand();
        flip.CommandText = "UPDATE journal SET message = $message WHERE sequence_number = $number";
        flip.Parameters.AddWithValue("$message", message);
        flip.Parameters.AddWithValue("$number", number);
        flip.ExecuteNonQuery();
    }

    private void Start()
    {
        training?.Dispose();
        training = ChaosProcess.Start(Arguments());
    }

    private string[] Arguments() =>
    [
        "train", "--run", folder.Path, "--agent", "dreamer-v3", "--size", "debug", "--task", "counter", "--seed", $"{seed}", "--steps", $"{budget}",
        "--set", $"dreamer.environment.count={Environments}", "--set", "dreamer.environment.isolate=process", "--set", "dreamer.environment.step-deadline=2s",
        "--set", "dreamer.replay.batch=4", "--set", "dreamer.replay.length=8", "--set", "dreamer.replay.train-ratio=4", "--set", "dreamer.replay.prefill=100", "--set", "dreamer.replay.chunk=8", "--set", "dreamer.replay.segment-bytes=65536",
        "--set", "dreamer.checkpoint.every-updates=20", "--set", "dreamer.evaluation.every=0", "--set", "dreamer.metrics.every=200ms", "--set", "dreamer.metrics.tensor-board=no",
    ];

    // A training that has spent its budget ends with exit code 0, and goes on with a larger one.
    private async Task AliveAsync()
    {
        if (!training!.HasEnded) return;
        var (code, errors) = await training.EndAsync(Patience).ConfigureAwait(false);
        if (code != ExitCode.Done) violations.Add($"it ended by itself with exit code {code}: {errors.Trim()}");
        Inspect();
        budget += StepsALife;
        Start();
        await ActsAsync().ConfigureAwait(false);
    }

    // Waits until it has stored more steps than were known.
    private async Task ActsAsync()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var now = MetricsSteps();
            if (now > stored)
            {
                stored = now;
                return;
            }

            if (training!.HasEnded)
            {
                await AliveAsync().ConfigureAwait(false);
                return;
            }

            if (clock.Elapsed > Patience) throw new TimeoutException($"no step was stored for {Patience.TotalSeconds:0} s");
            await Task.Delay(50).ConfigureAwait(false);
        }
    }

    // What the newest line of metrics.jsonl says; 0 before there is one.
    private long MetricsSteps()
    {
        if (!File.Exists(folder.Metrics)) return 0;
        using var file = new FileStream(folder.Metrics, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = Math.Max(0, file.Length - 16_384);
        using var reader = new StreamReader(file);
        var lines = reader.ReadToEnd().Split('\n');
        for (var i = lines.Length - 2; i >= 0; i--)
        {
            if (!lines[i].StartsWith('{')) continue;
            using var json = JsonDocument.Parse(lines[i]);
            return json.RootElement.GetProperty("step").GetInt64();
        }

        return 0;
    }
}
