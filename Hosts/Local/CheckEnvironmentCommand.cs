using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Hosts.Local;

/// <summary>Plays a task with random actions, every observation kind, every step checked; says what it found.</summary>
internal static class CheckEnvironmentCommand
{
    private const int Episodes = 5;

    public static int Run(Terminal terminal, string name)
    {
        TaskDescription task;
        try
        {
            task = TaskCatalog.Find(name);
        }
        catch (ArgumentException unknown)
        {
            throw new ConfigurationException(unknown.Message);
        }

        foreach (var observed in task.Observed)
        {
            try
            {
                using var environment = new EpisodeStatistics(TaskCatalog.Open(name, new TaskOptions { Observation = observed }));
                var clock = System.Diagnostics.Stopwatch.StartNew();
                var (returns, steps) = (new List<double>(), 0);
                for (ulong seed = 0; seed < Episodes; seed++)
                {
                    Play(environment, seed);
                    returns.Add(environment.Last!.Value.Return);
                    steps += environment.Last.Value.Length;
                }

                var again = (environment.Last!.Value.Return, Play(environment, Episodes - 1).Last!.Value.Return);
                if (again.Item1 != again.Item2) throw new EnvironmentFaultException($"Environment '{name}' returned {again.Item1} and then {again.Item2} for equal seeds and actions.");
                terminal.Say($"{name}, {OptionText.Kebab(observed.ToString())}: {string.Join("; ", environment.Spaces.Observations)}; {environment.Spaces.Actions.Size} actions; "
                    + $"{Episodes} random episodes, {steps} steps, returns {returns.Min():g4} to {returns.Max():g4}, {steps / clock.Elapsed.TotalSeconds:0} steps a second: in order");
            }
            catch (EnvironmentFaultException fault)
            {
                throw new CommandFailedException(fault.Message);
            }
        }

        return ExitCode.Done;
    }

    private static EpisodeStatistics Play(EpisodeStatistics environment, ulong seed)
    {
        var random = new EpisodeRandom(seed);
        for (var step = environment.Reset(seed); !step.IsLast;) step = environment.Step(ActionVector.Random(environment.Spaces.Actions, random));
        return environment;
    }
}
