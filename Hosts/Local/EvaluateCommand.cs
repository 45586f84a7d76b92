using AkkaDreamer.Actors;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Evaluating;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Hosts.Local;

/// <summary>Plays whole episodes with the mode of the newest checkpoint's policy; nothing is learned and nothing in the run folder changes.</summary>
internal static class EvaluateCommand
{
    private const int FramesPerSecond = 25;

    public static int Run(Terminal terminal, RunFolder folder, int episodes, string? video, IReadOnlyList<Setting> changes)
    {
        if (episodes < 1) throw new ConfigurationException($"--episodes {episodes} is refused; allowed is a whole number of 1 or more");
        if (video is not null && Path.GetExtension(video) is not (".png" or ".apng")) throw new ConfigurationException($"--video {video}: films are animated PNGs; give a name that ends in .png");
        using var policy = Load(folder);
        var run = policy.Configuration.Run;
        var options = Changed(policy, changes);
        var changed = changes.Count == 0 ? "" : $" with {string.Join(", ", changes.Select(change => $"{change.Key} = {change.Text}"))}";
        terminal.Say($"Evaluating {run.Agent} ({run.Size}) on {run.Task}{changed} as of update {policy.Update}, {folder}");
        if (video is not null) Film(policy, options, video);
        var task = TaskCatalog.Find(run.Task);
        var summary = EpisodeSummary.Of(policy.Play(episodes, options));
        terminal.Say($"{summary}{task.Proportion(summary.Mean)}");
        if (video is not null) terminal.Say($"Film of the first episode: {video}");
        return ExitCode.Done;
    }

    private static Policy Load(RunFolder folder)
    {
        try
        {
            return Policy.Load(folder.Path);
        }
        catch (InvalidDataException damage)
        {
            throw new CommandFailedException(damage.Message);
        }
        catch (ArgumentException unfit)
        {
            throw new ConfigurationException(unfit.Message);
        }
    }

    // The options of the task that the run was trained with, and over them those for these episodes.
    private static TaskOptions Changed(Policy policy, IReadOnlyList<Setting> changes)
    {
        if (changes.FirstOrDefault(change => !change.Key.StartsWith("dreamer.task.", StringComparison.Ordinal)) is { } other)
            throw new ConfigurationException($"{other.Source}: episodes may differ from training in dreamer.task alone");
        var options = OptionBinder.Bind(policy.Configuration.Task, "dreamer.task", Setting.Merge(changes));
        try
        {
            policy.OpenEnvironment(options).Dispose();
            return options;
        }
        catch (ArgumentException unfit)
        {
            throw new ConfigurationException($"{string.Join(", ", changes.Select(change => change.Source))}: {unfit.Message}");
        }
    }

    // The film needs pictures even where the agent sees vectors: the same episode is played in an environment that shows both, and the agent is given its own part.
    private static void Film(Policy policy, TaskOptions options, string file)
    {
        var run = policy.Configuration.Run;
        var task = TaskCatalog.Find(run.Task);
        if (!task.Observed.Contains(ObservationKind.Image)) throw new ConfigurationException($"--video: the task '{run.Task}' has no picture to film");
        using var environment = RunWorlds.Open(policy.Configuration, task: options with { Observation = task.Observed.Contains(ObservationKind.Both) ? ObservationKind.Both : ObservationKind.Image });
        var shown = policy.Spaces.Observations.Select(space => environment.Spaces.Observations.IndexOf(space)).ToArray();
        var picture = environment.Spaces.Observations.IndexOf(environment.Spaces.Observations.First(space => space.IsImage));
        var space = environment.Spaces.Observations[picture];
        var frames = new List<byte[]>();
        for (var step = environment.Reset(policy.SeedOf(0)); ;)
        {
            frames.Add(NewestFrame.Of(space, (byte[])step.Observation.Arrays[picture]));
            if (step.IsLast) break;
            step = environment.Step(policy.Act(step with { Observation = new Observation([.. shown.Select(i => step.Observation.Arrays[i])]) }));
        }

        PngFile.WriteFilm(file, space.Shape[1], space.Shape[0], frames, FramesPerSecond);
    }
}
