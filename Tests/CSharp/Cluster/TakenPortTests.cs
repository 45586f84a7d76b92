using System.Net.Sockets;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Hosts;
using AkkaDreamer.Hosts.Local;
using AkkaDreamer.Hosts.Node;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>One port, one process: whoever comes second is told so, and whoever comes after a killed one has its port at once.</summary>
public sealed class TakenPortTests : IDisposable
{
    private const string Small = "--task catch --size debug --steps 200 --set dreamer.cluster.secret=0123456789abcdef --set dreamer.replay.train-ratio=2 --set dreamer.replay.prefill=100 --set dreamer.replay.batch=4 --set dreamer.replay.length=16 --set dreamer.evaluation.episodes=3";
    private readonly RunFolder folder = TestRuns.Folder();
    private readonly int port = ClusterChild.FreePort();

    [Fact]
    public async Task A_port_that_is_taken_fails_with_one_line_and_that_of_a_killed_process_is_free_at_once()
    {
        using var first = new ClusterChild("cluster-learner", Path.Combine(folder.Path, "first"), port.ToString(), "100000000");
        await first.Until(() => first.Steps > 0, "the first to begin");
        using var open = new TcpClient("127.0.0.1", port); // stays open, so that the port keeps the end of a dead connection
        var learns = $"{Small} --run {Path.Combine(folder.Path, "second")} --cluster {port}".Split(' ');
        await IsRefused(terminal => CommandLine.RunAsync(learns, terminal));
        var joins = $"--join 127.0.0.1:1 --set dreamer.cluster.port={port} --set dreamer.cluster.secret=0123456789abcdef --log {Path.Combine(folder.Path, "node.log")}".Split(' ');
        await IsRefused(terminal => NodeCommandLine.RunAsync(joins, terminal));
        Assert.False(File.Exists(new RunFolder(Path.Combine(folder.Path, "second")).Journal));

        first.Kill();
        var error = new StringWriter();
        Assert.True(await CommandLine.RunAsync(learns, Terminal.Of(new StringWriter(), error)) == ExitCode.Done, error.ToString());
    }

    [Fact]
    public async Task An_address_that_is_not_of_this_machine_fails_with_one_line()
    {
        var error = new StringWriter();
        var code = await CommandLine.RunAsync($"{Small} --run {folder.Path} --cluster {port} --set dreamer.cluster.host=192.0.2.1 --set dreamer.cluster.insecure=true".Split(' '), Terminal.Of(new StringWriter(), error));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains($"cannot listen at 192.0.2.1:{port} (dreamer.cluster.host, dreamer.cluster.port)", error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    public void Dispose()
    {
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    private async Task IsRefused(Func<Terminal, Task<int>> command)
    {
        var error = new StringWriter();
        Assert.Equal(ExitCode.Failed, await command(Terminal.Of(new StringWriter(), error)));
        Assert.Contains($"port {port} of 127.0.0.1 is taken", error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }
}
