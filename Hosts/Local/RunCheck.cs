using System.Collections.Immutable;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Repairing;
using AkkaDreamer.Actors.Reporting;

namespace AkkaDreamer.Hosts.Local;

/// <summary>What a run folder holds and whether it is whole. Only reads.</summary>
internal static class RunCheck
{
    /// <summary>How the run's journal is reached; its connection is in akka.hocon or the environment, never in the folder.</summary>
    public static JournalOptions Journal(RunFolder folder) => new ConfigurationReader(ConfigurationReader.DefaultFile).Resolve([], folder).Configuration.Journal;

    public static IEnumerable<Finding> All(RunFolder folder)
    {
        yield return Finding.Of("run", () =>
        {
            var run = ConfigurationReader.Stored(folder).Run;
            return (Health.Good, $"{run.Agent} ({run.Size}) on {run.Task}, seed {run.Seed}, {OptionText.Kebab(run.Schedule.ToString())}, {run.Steps} steps");
        });
        yield return Finding.Of("running now", () => (Health.Good, IsRunning(folder) ? "yes" : "no"));
        var (inspection, cause) = Inspected(folder);
        yield return Finding.Of("journal", () => inspection switch
        {
            null when cause is null => (Health.Doubtful, "none yet"),
            null => throw cause,
            { JournalDamage.IsEmpty: true } => (Health.Good, $"{inspection.LastWholeFact} facts, all whole; epoch {inspection.Log.Epoch}, {inspection.Log.Steps} steps stored"),
            _ => (Health.Failed, $"whole up to fact {inspection.LastWholeFact}{(inspection.FactsLost > 0 ? $", {inspection.FactsLost} behind it do not count" : "")}: {Several(inspection.JournalDamage)}"),
        });
        if (inspection is null) yield break;
        yield return new Finding(
            inspection.SegmentDamage.IsEmpty ? Health.Good : Health.Failed,
            "segments",
            inspection.SegmentDamage.IsEmpty ? $"{inspection.Log.Segments.Count} files, {inspection.Chunks} chunks, all whole" : $"{inspection.SegmentDamage.Length} of {inspection.Chunks} chunks are damaged and left out of training: {Several(inspection.SegmentDamage)}");
        yield return new Finding(
            !inspection.UnusableCheckpoints.IsEmpty ? Health.Failed : inspection.WholeCheckpoints.IsEmpty ? Health.Doubtful : Health.Good,
            "checkpoints",
            $"{(inspection.WholeCheckpoints.IsEmpty ? "none" : $"{inspection.WholeCheckpoints.Length} whole, the newest of update {inspection.WholeCheckpoints[^1].Cut.Update}")}{(inspection.UnusableCheckpoints.IsEmpty ? "" : $"; unusable: {Several([.. inspection.UnusableCheckpoints.Select(other => $"{other.Folder}: {other.Damage}")])}")}");
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

    // What is there, or why it cannot be said; neither for a run that has no journal yet.
    private static (RunInspection? Inspection, Exception? Cause) Inspected(RunFolder folder)
    {
        try
        {
            RunPreflight.CheckJournal(folder);
            var journal = Journal(folder);
            return journal.Database == JournalDatabase.Sqlite && !File.Exists(folder.Journal) ? default : (RunInspection.Of(folder, journal), null);
        }
        catch (Exception cause) when (cause is ConfigurationException or CommandFailedException or System.Data.Common.DbException)
        {
            return (null, cause);
        }
    }

    private static string Several(ImmutableArray<string> lines) => lines.Length <= 3 ? string.Join("; ", lines) : $"{string.Join("; ", lines.Take(3))}; and {lines.Length - 3} more";
}
