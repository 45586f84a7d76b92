using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Hosts.Node;

/// <summary>Joins, works, says what it does whenever that changes, and how it ended.</summary>
internal sealed class NodeCommand(Terminal terminal)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public async Task<int> RunAsync(string[] join, NodeRole role, int count, string? log, IReadOnlyList<Setting> commandLine)
    {
        if (join.Length == 0) throw new ConfigurationException("--join HOST:PORT is missing: where a learner listens, as it said when it started");
        if (join.FirstOrDefault(address => !ClusterOptions.IsAddress(address)) is { } wrong) throw new ConfigurationException($"--join {wrong}: write HOST:PORT, as the learner said it when it started");
        var reader = new ConfigurationReader(ConfigurationReader.DefaultFile);
        var kind = OptionText.Kebab(role.ToString());
        var settings = new NodeProcessSettings
        {
            Cluster = reader.Cluster(commandLine) with { Seeds = [.. join] },
            Role = role,
            Count = count,
            Akka = reader.Akka(commandLine),
            Log = log ?? Path.Combine("nodes", $"{kind}-{Environment.ProcessId}.log"),
            Part = NodeProcessSettings.PartUnder(commandLine),
        };
        terminal.Say($"Joining {string.Join(", ", join)} as {kind}{(role == NodeRole.Environments ? $" ({count})" : "")}; log: {settings.Log}");
        terminal.Say($"Package stack: {PackageStack.Describe()}");

        var node = new NodeProcess(settings);
        using var stop = new CancellationTokenSource();
        using var interrupts = new Interrupts(stop.Cancel, () => Environment.Exit(ExitCode.LeftAtOnce));
        var ended = Task.Run(() => node.RunAsync(stop.Token));
        await ShowAsync(node, ended);
        var end = await ended;
        return end.Kind switch
        {
            NodeEndKind.Refused => throw new CommandFailedException(end.Line),
            _ => Say($"Done: {end.Line}."),
        };
    }

    private async Task ShowAsync(NodeProcess node, Task ended)
    {
        var shown = "";
        using var timer = new PeriodicTimer(Look);
        while (!ended.IsCompleted)
        {
            var doing = node.View.Doing;
            if (doing != shown) terminal.Say($"{DateTime.Now:HH:mm:ss} {doing}{(node.View.Kept > 0 ? $" ({node.View.Kept} chunks to be handed in)" : "")}");
            shown = doing;
            await Task.WhenAny(ended, timer.WaitForNextTickAsync().AsTask());
        }
    }

    private int Say(string line)
    {
        terminal.Say(line);
        return ExitCode.Done;
    }
}
