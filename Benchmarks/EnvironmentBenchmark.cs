using System.Diagnostics;
using System.Globalization;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Benchmarks;

/// <summary>
/// Steps a second of environments under random actions, one thread, with everything that a run puts around them: decisions, and simulator frames (decisions times action repeat), by the clock; and decisions a second of processor time, for machines that do other work. Arguments: names of tasks
/// (a family's name for all of its tasks; none for all that are listed), settings of the task ("dreamer.task.gym.python=python3") and "seconds=N" (default 2) per row. A task has one row per observation that it can show.
/// </summary>
internal static class EnvironmentBenchmark
{
    public static void Run(string[] arguments)
    {
        var given = arguments.FirstOrDefault(argument => argument.StartsWith("seconds=", StringComparison.Ordinal));
        var seconds = given is null ? 2 : double.Parse(given["seconds=".Length..], CultureInfo.InvariantCulture);
        var settings = arguments.Where(argument => argument.StartsWith("dreamer.", StringComparison.Ordinal)).ToArray();
        var names = arguments.Where(argument => argument != given && !settings.Contains(argument)).ToArray();
        var changes = Setting.Merge(settings.Select(ConfigurationReader.Parse));
        var tasks = names.Length == 0 ? TaskCatalog.All : [.. names.SelectMany(Named)];
        Console.WriteLine("task                            observation  repeat  steps a second  frames a second  steps a CPU second");
        foreach (var task in tasks)
            foreach (var kind in task.Observed) Measure(task, OptionBinder.Bind(new TaskOptions { Observation = kind }, "dreamer.task", changes), seconds);
    }

    private static IEnumerable<TaskDescription> Named(string name) =>
        TaskCatalog.All.Where(task => task.Family == name).ToArray() is { Length: > 0 } family ? family : [TaskCatalog.Find(name)];

    private static void Measure(TaskDescription task, TaskOptions options, double seconds)
    {
        using var environment = TaskCatalog.Open(task, options);
        var random = new EpisodeRandom(1);
        var (step, steps, clock, processor) = (environment.Reset(0), -100L, new Stopwatch(), TimeSpan.Zero); // the first hundred are not counted
        for (ulong seed = 1; steps < 0 || clock.Elapsed.TotalSeconds < seconds; steps++)
        {
            if (steps == 0)
            {
                processor = Environment.CpuUsage.TotalTime;
                clock.Start();
            }

            step = step.IsLast ? environment.Reset(seed++) : environment.Step(ActionVector.Random(environment.Spaces.Actions, random));
        }

        var (rate, ofProcessor) = (steps / clock.Elapsed.TotalSeconds, steps / (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
        Console.WriteLine(FormattableString.Invariant($"{task.Name,-31} {options.Observation.ToString().ToLowerInvariant(),-11} {task.RepeatUnder(options),7} {rate,15:0} {rate * task.RepeatUnder(options),16:0} {ofProcessor,19:0}"));
    }
}
