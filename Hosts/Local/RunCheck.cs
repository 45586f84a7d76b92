using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Reporting;

namespace AkkaDreamer.Hosts.Local;

/// <summary>What a run folder holds and whether it is whole. Only reads.</summary>
internal static class RunCheck
{
    public static IEnumerable<Finding> All(RunFolder folder)
    {
        yield return Finding.Of("run", () =>
        {
            var run = ConfigurationReader.Stored(folder).Run;
            return (Health.Good, $"{run.Agent} ({run.Size}) on {run.Task}, seed {run.Seed}, {OptionText.Kebab(run.Schedule.ToString())}, {run.Steps} steps");
        });
        yield return Finding.Of("running now", () => (Health.Good, IsRunning(folder) ? "yes" : "no"));
        yield return Finding.Of("journal", () =>
        {
            if (File.Exists(folder.JournalAddress)) return (Health.Good, $"elsewhere: {folder.JournalAddress}");
            RunPreflight.CheckJournal(folder);
            return File.Exists(folder.Journal) ? (Health.Good, Size(new FileInfo(folder.Journal).Length)) : (Health.Doubtful, "none yet");
        });
        yield return Finding.Of("segments", () =>
        {
            var files = Directory.Exists(folder.Segments) ? new DirectoryInfo(folder.Segments).GetFiles() : [];
            return (files.Length > 0 ? Health.Good : Health.Doubtful, $"{files.Length} files, {Size(files.Sum(file => file.Length))}");
        });
        yield return Finding.Of("checkpoints", () =>
        {
            if (!Directory.Exists(folder.Checkpoints) || Directory.GetDirectories(folder.Checkpoints).Length == 0) return (Health.Doubtful, "none yet");
            var newest = NewestCheckpoint.Load(folder);
            return (Health.Good, $"{Directory.GetDirectories(folder.Checkpoints).Length} kept; newest whole one: update {newest.Cut.Update}");
        });
        yield return Finding.Of("learned", () =>
        {
            var curve = LearningCurve.Read(folder);
            var trained = curve.Training.IsEmpty ? "no training episode yet" : $"{curve.Training.Length} training episodes, the last 20 with mean return {curve.Training.TakeLast(20).Average(point => point.Return):G4}, step {curve.Training[^1].Step:0}";
            return (Health.Good, $"{trained}; {(curve.Evaluation.IsEmpty ? "no evaluation yet" : $"last evaluation {curve.Evaluation[^1].Return:G4} at step {curve.Evaluation[^1].Step:0}")}");
        });
    }

    private static bool IsRunning(RunFolder folder)
    {
        if (!File.Exists(folder.Lock)) return false;
        try
        {
            using var file = new FileStream(folder.Lock, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string Size(long bytes) => $"{bytes / (double)(1L << 20):0.0} MiB";
}
