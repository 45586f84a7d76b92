using System.Globalization;
using System.Text.Json;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Run;

namespace AkkaDreamer.Benchmarks;

/// <summary>
/// Whole runs, overlapped and lockstep: updates a minute, and where each part's time goes. <c>schedules [TASK] [STEPS] [--set key=value ...]</c>; lockstep is measured with one thread and with every core, since its
/// parts take turns. "actors" is what is left of a part's time when neither its tensors compute nor it waits for another part.
/// </summary>
internal static class ScheduleBenchmark
{
    private const long WarmUp = 30; // updates that are left out: first calls compile, buffers are made

    public static void Run(string[] arguments)
    {
        var plain = arguments.TakeWhile(argument => argument != "--set").ToArray();
        var sets = arguments.Skip(plain.Length).Where(argument => argument != "--set").Select(ConfigurationReader.Parse).ToArray();
        var task = plain.Length > 0 ? plain[0] : "catch";
        var steps = plain.Length > 1 ? plain[1] : "3000";
        Console.WriteLine($"{task}, {steps} steps, {Environment.ProcessorCount} cores; updates before number {WarmUp} are left out");
        Console.WriteLine("schedule    threads  updates/min  model ms  dream ms  model: computes waits actors   dream: computes waits actors");
        Measure(task, steps, "overlapped", 0, sets);
        Measure(task, steps, "lockstep", 1, sets);
        Measure(task, steps, "lockstep", Environment.ProcessorCount, sets);
    }

    private static void Measure(string task, string steps, string schedule, int threads, Setting[] sets)
    {
        var folder = new RunFolder(Directory.CreateTempSubdirectory("schedules").FullName);
        try
        {
            Setting[] settings =
            [
                .. new[]
                {
                    $"dreamer.run.task={task}", $"dreamer.run.steps={steps}", $"dreamer.run.schedule={schedule}", "dreamer.run.target-return=none",
                    "dreamer.evaluation.every=1000000000", "dreamer.evaluation.episodes=1", "dreamer.metrics.every=1s",
                    $"dreamer.threads.learner={threads}", $"dreamer.threads.imagination={threads}",
                }.Select(ConfigurationReader.Parse),
                .. sets,
            ];
            var run = TrainingRun.Start(new ConfigurationReader(ConfigurationReader.DefaultFile).Resolve(settings, folder));
            var outcome = run.Outcome.GetAwaiter().GetResult();
            if (outcome.End != RunEnd.BudgetReached) throw new InvalidOperationException($"The run ended otherwise: {outcome.Line}");
            Print(schedule, threads, [.. File.ReadLines(folder.Metrics).Select(line => JsonSerializer.Deserialize<JsonElement>(line))]);
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }

    private static void Print(string schedule, int threads, JsonElement[] lines)
    {
        var timed = lines.Where(line => line.TryGetProperty("time/world-model", out _) && line.GetProperty("update").GetInt64() >= WarmUp).ToArray();
        if (timed.Length < 3) throw new InvalidOperationException("The run was too short to measure; give more steps.");
        var (first, last) = (timed[0], timed[^1]);
        var seconds = last.GetProperty("seconds").GetDouble() - first.GetProperty("seconds").GetDouble();
        var updates = last.GetProperty("update").GetInt64() - first.GetProperty("update").GetInt64();
        double Mean(string name) => timed.Skip(1).Where(line => line.TryGetProperty(name, out _)).Select(line => line.GetProperty(name).GetDouble()).DefaultIfEmpty(0).Average();
        var (model, dream) = (Mean("time/world-model"), Mean("time/imagination"));
        string Shares(double milliseconds, string part)
        {
            var (computes, waits) = (milliseconds * updates / seconds / 1000, Mean($"waiting/{part}"));
            return string.Create(CultureInfo.InvariantCulture, $"{computes,8:P1} {waits,7:P1} {Math.Max(0, 1 - computes - waits),6:P1}");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{schedule,-11} {(threads == 0 ? "share" : threads),7}  {60 * updates / seconds,11:0}  {model,8:0.0}  {dream,8:0.0}  {Shares(model, "world-model"),29}   {Shares(dream, "imagination"),29}"));
    }
}
