using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Hosts.Local.Chaos;
using AkkaDreamer.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace AkkaDreamer.Tests.Hosts;

/// <summary>Everything at once: a training in a process of its own that is killed, frozen, started twice and damaged from outside, thirty times by a seed.</summary>
public sealed class ChaosTests(ITestOutputHelper output) : IDisposable
{
    private readonly RunFolder folder = TestRuns.Folder();

    public void Dispose()
    {
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    [Theory]
    [InlineData(20)]
    public async Task Thirty_random_faults_later_the_training_ends_and_nothing_stored_was_lost_or_spliced(ulong seed)
    {
        var report = await new ChaosRun(folder, seed, output.WriteLine).RunAsync(30, CancellationToken.None);
        Assert.Empty(report.Violations);
        Assert.Equal(30, report.Recoveries.Length);
        Assert.Equal(Enum.GetValues<ChaosFault>(), report.Recoveries.Select(recovery => recovery.Fault).Distinct().Order());
        Assert.InRange(report.Steps, 2_000, long.MaxValue);
    }

    [Fact]
    public void A_seed_tells_one_story()
    {
        static string Told(ulong seed)
        {
            var story = new ChaosStory(seed);
            return string.Join(' ', Enumerable.Range(0, 40).Select(_ => $"{story.Fault()} {story.Moment(TimeSpan.FromSeconds(1)).TotalMilliseconds:0} {story.Number(1000)}"));
        }

        Assert.Equal(Told(1), Told(1));
        Assert.NotEqual(Told(1), Told(2));
    }
}
