using AkkaDreamer.Environments.Distractors;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Distractors;

public sealed class ProceduralVideoTests
{
    [Fact]
    public void A_video_is_that_of_its_seed_moves_and_its_end_meets_its_beginning()
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            var video = new ProceduralVideo(seed, 64, 64, isGrey: false);
            byte[][] frames = [.. Enumerable.Range(0, video.Frames).Select(frame => video.At(frame).ToArray())];
            Assert.Equal(frames[37], new ProceduralVideo(seed, 64, 64, isGrey: false).At(37 + video.Frames).ToArray());
            double[] steps = [.. Enumerable.Range(0, frames.Length).Select(i => Distance(frames[i], frames[(i + 1) % frames.Length]))];
            Assert.All(steps, step => Assert.InRange(step, 0.05, 25));
            Assert.True(steps[^1] < 2 * steps.Average(), $"from the last frame to the first {steps[^1]:g3}, on the mean {steps.Average():g3}");
            Assert.True(Distance(frames[0], frames[120]) > 3 * steps.Average());
        }
    }

    [Fact]
    public void Videos_differ_and_no_picture_is_in_both_sets()
    {
        var (train, test) = (new ProceduralVideos(BackgroundSet.Train, 100), new ProceduralVideos(BackgroundSet.Test, 100));
        string[] Pictures(ProceduralVideos videos) => [.. Enumerable.Range(0, videos.Count).SelectMany(i => new[] { 0, 100 }.Select(frame => Convert.ToHexString(videos.Open(i, 8, 8, isGrey: false).At(frame))))];
        var (one, other) = (Pictures(train), Pictures(test));
        Assert.Equal(200, one.Distinct().Count());
        Assert.Equal(200, other.Distinct().Count());
        Assert.Empty(one.Intersect(other));
    }

    [Fact]
    public void Videos_in_a_row_are_cut_off_after_a_thousand_frames()
    {
        var joined = new JoinedVideo(new ProceduralVideos(BackgroundSet.Train, 7), 8, 8, isGrey: true);
        Assert.Equal(1000, joined.Frames);
        Assert.Equal(new ProceduralVideos(BackgroundSet.Train, 7).Open(1, 8, 8, isGrey: true).At(10).ToArray(), joined.At(260).ToArray());
        Assert.Equal(joined.At(3).ToArray(), joined.At(1003).ToArray());
        Assert.Equal(500, new JoinedVideo(new ProceduralVideos(BackgroundSet.Train, 2), 8, 8, isGrey: true).Frames);
    }

    private static double Distance(byte[] one, byte[] other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Average();
}
