using System.Globalization;
using System.Text.RegularExpressions;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>Runs whose disk is really full: said within seconds, the end once <c>dreamer.replay.retry-storage-for</c> has passed, nothing acknowledged lost, and the same command goes on when there is room again.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const long Endless = 10_000_000; // a budget that is not spent

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(240);
    private readonly List<string> copies = [];
    private readonly string acknowledged = Path.GetTempFileName(); // on another disk

    [Fact]
    public async Task A_run_that_fills_its_disk_says_so_ends_and_goes_on_when_there_is_room()
    {
        using var disk = await SmallDisk.Make();
        var run = await RoomFor(disk, DiskRoom.Reserve + (512 << 10));
        var full = await disk.Run($"{run} {Endless}", Limit);
        Assert.True(full.Exit == 1, full.Output);
        Assert.Matches(new Regex("outcome Failed .*has refused every write for [0-9]+ s .dreamer.replay.retry-storage-for.; the last: IOException: the disk is full"), full.Output);
        Assert.DoesNotContain("violation", full.Output, StringComparison.Ordinal);
        var copy = await CopyOut(disk);
        var log = await File.ReadAllLinesAsync(copy.Log);
        var (said, ended) = (TimeOf(log, "refuses to be written: IOException: the disk is full"), TimeOf(log, "has refused every write"));
        Assert.InRange((ended - said).TotalSeconds, TestRuns.RetryStorageFor.TotalSeconds, TestRuns.RetryStorageFor.TotalSeconds + 5);
        var acknowledged = await ReplayAudit.NothingIsLost(copy, null);

        Assert.Equal(0, (await disk.Run($"rm {disk.Path}/ballast", Limit)).Exit);
        var again = await disk.Run($"{run} {acknowledged + 500}", Limit);
        Assert.True(again.Exit == 0, again.Output);
        Assert.True(await ReplayAudit.NothingIsLost(await CopyOut(disk), null) >= acknowledged + 500);
    }

    [Fact]
    public async Task A_run_whose_disk_others_fill_to_the_last_byte_ends_with_one_line_and_loses_nothing()
    {
        using var disk = await SmallDisk.Make();
        var run = await RoomFor(disk, DiskRoom.Reserve + (8 << 20));
        var full = await disk.Run($"{{ {run} {Endless}; echo exit $?; }} | {{ read acting; echo $acting; cat /dev/zero >{disk.Path}/more; cat; }}", Limit);
        Assert.Contains("exit 1", full.Output, StringComparison.Ordinal);
        Assert.Contains("outcome Failed", full.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("violation", full.Output, StringComparison.Ordinal);
        var acknowledged = await ReplayAudit.NothingIsLost(await CopyOut(disk), null);

        Assert.Equal(0, (await disk.Run($"rm {disk.Path}/ballast {disk.Path}/more", Limit)).Exit);
        var again = await disk.Run($"{run} {acknowledged + 500}", Limit);
        Assert.True(again.Exit == 0, again.Output);
        Assert.True(await ReplayAudit.NothingIsLost(await CopyOut(disk), null) >= acknowledged + 500);
    }

    public void Dispose()
    {
        foreach (var copy in copies) Directory.Delete(copy, recursive: true);
        File.Delete(acknowledged);
    }

    /// <summary>Leaves so many bytes free on a disk, and gives the command, but for its budget, of a run on it; what is acknowledged is written down elsewhere.</summary>
    private async Task<string> RoomFor(SmallDisk disk, long bytes)
    {
        var folder = $"{disk.Path}/run";
        var filled = await disk.Run($"mkdir {folder} && ln -s {acknowledged} {folder}/{ChildProgram.Acknowledged} && free=$(( $(stat -f -c '%a * %S' {disk.Path}) )) && head -c $(( free - {bytes} )) /dev/zero >{disk.Path}/ballast", Limit);
        Assert.True(filled.Exit == 0, filled.Output);
        return $"dotnet exec {typeof(FullDiskTests).Assembly.Location} {folder} overlapped process";
    }

    /// <summary>Brings what a run has written to a folder that this process can read: a new one every time, for connections to the database of the last one may still be open.</summary>
    private async Task<RunFolder> CopyOut(SmallDisk disk)
    {
        var copy = TestRuns.Folder();
        copies.Add(Directory.CreateDirectory(copy.Path).FullName);
        var copied = await disk.Run($"cp -rL {disk.Path}/run/. {copy.Path}/", Limit);
        Assert.True(copied.Exit == 0, copied.Output);
        return copy;
    }

    /// <summary>When a line of the log was said for the last time: room may come and go while old checkpoints are deleted.</summary>
    private static DateTime TimeOf(string[] log, string words)
    {
        var line = log.LastOrDefault(line => line.Contains(words, StringComparison.Ordinal));
        Assert.True(line is not null, $"nobody said '{words}':\n{string.Join('\n', log)}");
        return DateTime.ParseExact(line[..23], "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }
}
