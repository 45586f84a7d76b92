using AkkaDreamer.Actors;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Hosts.Local;

/// <summary>Plays whole episodes with the mode of the newest checkpoint's policy; nothing is learned and nothing in the run folder changes.</summary>
internal static class EvaluateCommand
{
    private const int FramesPerSecond = 25;

    public static int Run(Terminal terminal, RunFolder folder, int episodes, string? video)
    {
        if (episodes < 1) throw new ConfigurationException($"--episodes {episodes} is refused; allowed is a whole number of 1 or more");
        if (video is not null && Path.GetExtension(video) is not (".png" or ".apng")) throw new ConfigurationException($"--video {video}: films are animated PNGs; give a name that ends in .png");
        using var policy = Load(folder);
        var run = policy.Configuration.Run;
        terminal.Say($"Evaluating {run.Agent} ({run.Size}) on {run.Task} as of update {policy.Update}, {folder}");
        if (video is not null) Film(policy, video);
        var task = TaskCatalog.Find(run.Task);
        terminal.Say($"{EpisodeSummary.Of(policy.Play(episodes))} (random play {task.RandomReturn:G3}, solved {task.SolvedReturn:G3})");
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
    }

    // The film needs pictures even where the agent sees vectors: the same episode is played in an environment that shows both, and the agent is given its own part.
    private static void Film(Policy policy, string file)
    {
        var run = policy.Configuration.Run;
        var task = TaskCatalog.Find(run.Task);
        if (!task.Observed.Contains(ObservationKind.Image)) throw new ConfigurationException($"--video: the task '{run.Task}' has no picture to film");
        using var environment = TaskCatalog.Open(run.Task, policy.Configuration.Task with { Observation = ObservationKind.Both });
        var shown = policy.Spaces.Observations.Select(space => environment.Spaces.Observations.IndexOf(space)).ToArray();
        var picture = environment.Spaces.Observations.IndexOf(environment.Spaces.Observations.First(space => space.IsImage));
        var shape = environment.Spaces.Observations[picture].Shape;
        var frames = new List<byte[]>();
        for (var step = environment.Reset(policy.SeedOf(0)); ;)
        {
            frames.Add((byte[])step.Observation.Arrays[picture]);
            if (step.IsLast) break;
            step = environment.Step(policy.Act(step with { Observation = new Observation([.. shown.Select(i => step.Observation.Arrays[i])]) }));
        }

        PngFile.WriteFilm(file, shape[1], shape[0], frames, FramesPerSecond);
    }
}
