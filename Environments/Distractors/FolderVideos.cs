using System.Collections.Immutable;

namespace AkkaDreamer.Environments.Distractors;

/// <summary>Videos of a folder: those of its subfolder <c>train</c> or <c>test</c> where it has both, else of those in it every fifth by name for tests and the others to train with.</summary>
internal sealed class FolderVideos : IBackgroundVideos
{
    private const int TestEvery = 5;
    private static readonly string[] Endings = [".mp4", ".m4v", ".mkv", ".webm", ".mov", ".avi", ".mpg", ".mpeg", ".ogv", ".wmv", ".flv", ".gif"];
    private readonly ImmutableArray<string> files;

    /// <summary>Throws <see cref="ArgumentException"/>, one line, when there is no such folder, no video of that set in it, or no ffmpeg.</summary>
    public FolderVideos(string folder, BackgroundSet set, int most)
    {
        if (!Directory.Exists(folder)) throw new ArgumentException($"There is no folder {folder} (dreamer.task.background.path).");
        var (train, test) = (Path.Combine(folder, "train"), Path.Combine(folder, "test"));
        ImmutableArray<string> all = Directory.Exists(train) && Directory.Exists(test)
            ? In(set == BackgroundSet.Test ? test : train)
            : [.. In(folder).Where((_, i) => (i % TestEvery == TestEvery - 1) == (set == BackgroundSet.Test))];
        if (all.IsEmpty)
        {
            throw new ArgumentException(
                $"{folder} has no video for {(set == BackgroundSet.Test ? "tests" : "training")}: it needs the subfolders train and test, or {TestEvery} videos or more, of which every fifth by name is for tests ({string.Join(", ", Endings)}).");
        }

        // One order for everybody, so that all environments of a run, and all runs, take the same ones.
        var random = new EpisodeRandom(0);
        files = [.. all.Select(file => (File: file, Order: random.NextUInt64())).OrderBy(pair => pair.Order).Take(most).Select(pair => pair.File)];
        Ffmpeg.Require();
    }

    public int Count => files.Length;

    /// <summary>The files, in the order in which they are numbered.</summary>
    public ImmutableArray<string> Files => files;

    public BackgroundVideo Open(int index, int height, int width, bool isGrey) => new RecordedVideo(Ffmpeg.Read(files[index], height, width, isGrey, BackgroundVideo.MostFrames), height, width, isGrey);

    private static ImmutableArray<string> In(string folder) =>
        [.. Directory.EnumerateFiles(folder).Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal)];
}
