using System.Diagnostics;
using AkkaDreamer.Environments;
using AkkaDreamer.Environments.Distractors;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Distractors;

/// <summary>Videos that ffmpeg writes here, losslessly, so that every picture is known.</summary>
public sealed class FolderVideosTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dreamer-videos").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [FfmpegFact]
    public void Pictures_come_out_as_they_went_in_scaled_and_in_order()
    {
        Write("a.mkv", frames: 5, red: 40);
        var video = new FolderVideos(Filled(), BackgroundSet.Train, 100).Open(Index("a.mkv"), 8, 8, isGrey: false);
        Assert.Equal(5, video.Frames);
        for (var frame = 0; frame < 12; frame++)
            foreach (var pixel in video.At(frame).ToArray().Chunk(3)) Assert.Equal([40, (byte)(frame % 5 * 10), 0], pixel);
        var grey = new FolderVideos(folder, BackgroundSet.Train, 100).Open(Index("a.mkv"), 8, 8, isGrey: true);
        Assert.InRange(grey.At(4)[0], 0.299 * 40 + 0.587 * 40 - 3, 0.299 * 40 + 0.587 * 40 + 3);
        Assert.True(grey.At(4)[0] == grey.At(4)[1] && grey.At(4)[1] == grey.At(4)[2]);
    }

    [FfmpegFact]
    public void A_decision_goes_on_by_a_frame_in_one_convention_and_by_its_simulator_steps_in_the_other()
    {
        foreach (var (convention, by) in new[] { (BackgroundConvention.DreamerPro, 1), (BackgroundConvention.Repo, 4) })
        {
            using var world = new DistractingBackground(
                new Painted([0, 0, 9], 1, 1), new BackgroundOptions { Source = BackgroundSource.Folder, Path = Filled(), Convention = convention, Grey = false, Videos = 1 }, simulatorSteps: 4);
            var times = new List<int> { DistractingBackgroundTests.Image(world.Reset(3))[1] / 10 };
            for (var i = 0; i < 6; i++) times.Add(DistractingBackgroundTests.Image(world.Step([1f, 0f]))[1] / 10);
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal((pair.First + by) % 7, pair.Second));
        }
    }

    [FfmpegFact]
    public void Subfolders_are_the_sets_where_there_are_both_else_every_fifth_is_for_tests()
    {
        static string[] Names(FolderVideos videos) => [.. videos.Files.Select(Path.GetFileName).Order()!];
        var many = Filled();
        Assert.Equal(["0.mkv", "1.mkv", "2.mkv", "3.mkv", "5.mkv"], Names(new FolderVideos(many, BackgroundSet.Train, 100)).Where(name => name.Length == 5));
        Assert.Equal(["4.mkv"], Names(new FolderVideos(many, BackgroundSet.Test, 100)));
        Assert.Equal(2, new FolderVideos(many, BackgroundSet.Train, 2).Count);
        foreach (var (set, name) in new[] { ("train", "x.mkv"), ("test", "y.mkv") })
        {
            Directory.CreateDirectory(Path.Combine(many, set));
            File.Copy(Path.Combine(many, "0.mkv"), Path.Combine(many, set, name));
        }

        Assert.Equal(["x.mkv"], Names(new FolderVideos(many, BackgroundSet.Train, 100)));
        Assert.Equal(["y.mkv"], Names(new FolderVideos(many, BackgroundSet.Test, 100)));
    }

    [FfmpegFact]
    public void What_cannot_be_used_is_said_with_what_is_needed()
    {
        Assert.Contains("There is no folder", Assert.Throws<ArgumentException>(() => new FolderVideos("/nowhere", BackgroundSet.Train, 1)).Message);
        Assert.Contains("has no video for training", Assert.Throws<ArgumentException>(() => new FolderVideos(folder, BackgroundSet.Train, 1)).Message);
        File.WriteAllText(Path.Combine(folder, "broken.mp4"), "no video");
        Assert.Contains("has no video for tests: it needs the subfolders train and test, or 5 videos or more", Assert.Throws<ArgumentException>(() => new FolderVideos(folder, BackgroundSet.Test, 1)).Message);
        var fault = Assert.Throws<EnvironmentFaultException>(() => new FolderVideos(folder, BackgroundSet.Train, 1).Open(0, 8, 8, isGrey: false));
        Assert.Contains("broken.mp4: ", fault.Message);
        Assert.StartsWith("ffmpeg cannot read", fault.Message);
    }

    // Six videos of seven frames.
    private string Filled()
    {
        for (var i = 0; i < 6; i++) if (!File.Exists(Path.Combine(folder, $"{i}.mkv"))) Write($"{i}.mkv", frames: 7, red: i);
        return folder;
    }

    private int Index(string name) => new FolderVideos(folder, BackgroundSet.Train, 100).Files.Select(Path.GetFileName).ToList().IndexOf(name);

    // Frame k is (red, 10 k, 0) everywhere.
    private void Write(string name, int frames, int red)
    {
        var start = new ProcessStartInfo("ffmpeg", ["-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "16x16", "-r", "25", "-i", "pipe:0", "-c:v", "ffv1", "-pix_fmt", "bgr0", Path.Combine(folder, name)]) { RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        for (var k = 0; k < frames; k++)
            for (var i = 0; i < 256; i++) process.StandardInput.BaseStream.Write([(byte)red, (byte)(10 * k), 0]);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
