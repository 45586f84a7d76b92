using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;

namespace AkkaDreamer.Hosts;

/// <summary>One run as a host makes it: checked before anything starts, shown while it lasts, and a failure is said in one line.</summary>
public static class HostedRun
{
    /// <summary>Begins a run, or goes on with the one that the folder holds. Throws <see cref="ConfigurationException"/> or <see cref="CommandFailedException"/>, one line, when it cannot begin.</summary>
    public static TrainingRun Start(RunSetup setup)
    {
        RunPreflight.Check(setup);
        try
        {
            return TrainingRun.Start(setup, tensorBoard: () => new TensorBoardFile(setup.Folder.TensorBoard, setup.Configuration.Metrics.KeepBytes));
        }
        catch (ArgumentException contradiction)
        {
            throw new ConfigurationException(contradiction.Message);
        }
    }

    /// <summary>Shows a run until it is over; <paramref name="stopping"/>: somebody asked it to stop. Throws <see cref="CommandFailedException"/> when it failed.</summary>
    public static async Task<RunOutcome> ShowAsync(Terminal terminal, RunSetup setup, TrainingRun training, Func<bool> stopping)
    {
        var screen = new RunScreen(setup, PackageStack.IsOffline ? "offline" : "published");
        await new RunDisplay(terminal, screen).ShowAsync(() => training.View, training.Outcome, stopping);
        var outcome = await training.Outcome;
        return outcome.End != RunEnd.Failed
            ? outcome
            : throw new CommandFailedException($"{(DiskIsFull(setup.Folder) ? "The disk is full" : "The run failed")}: {outcome.Line} (see {setup.Folder.Log})");
    }

    // What a database or file says of a full disk does not always name it.
    private static bool DiskIsFull(RunFolder folder) => new DriveInfo(folder.Path).AvailableFreeSpace < DiskRoom.Reserve;
}
