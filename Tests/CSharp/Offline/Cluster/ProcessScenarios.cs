using System.Diagnostics;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>Nodes in processes of their own that are killed, stopped and woken: a learner, a standby and an environment node, with one lease row in a file.</summary>
public sealed class ProcessScenarios : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly string _folder = Directory.CreateTempSubdirectory("cluster-").FullName;
    private readonly List<Node> _nodes = [];

    public void Dispose()
    {
        foreach (var node in _nodes) node.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_killed_environment_node_touches_nobody_a_killed_learner_is_replaced_by_the_standby_and_without_any_learner_the_others_end()
    {
        var (learner, standby, environment) = await Start();
        environment.Kill();
        await standby.Says($"Removed {environment.Address}");
        await learner.Says($"Removed {environment.Address}");
        Assert.DoesNotContain("end", learner.Said);

        var another = await Join("environments", learner.Address);
        await standby.Says($"Up {another.Address}");
        learner.Kill();
        await standby.Says("start");
        await another.Says($"Removed {learner.Address}");
        Assert.DoesNotContain(another.Said, static line => line.StartsWith("ended", StringComparison.Ordinal));
        standby.Kill();
        await another.Says("ended ClusterDowningReason"); // a side without a learner is refused
    }

    [Fact]
    public async Task A_learner_that_was_stopped_and_is_woken_after_the_takeover_ends_at_once()
    {
        var (learner, standby, environment) = await Start();
        learner.Signal("STOP");
        await standby.Says($"unreachable {learner.Address}");
        await standby.Says("start");
        await environment.Says($"Removed {learner.Address}");
        Assert.DoesNotContain("end", learner.Said);
        learner.Signal("CONT");
        await learner.Says("end");
        await learner.Says("ended ClusterDowningReason");
        Assert.DoesNotContain("end", standby.Said);
    }

    private async Task<(Node Learner, Node Standby, Node Environment)> Start()
    {
        var learner = await Join("learner", null);
        await learner.Says("start");
        var standby = await Join("learner", learner.Address);
        await standby.Says($"Up {standby.Address}");
        var environment = await Join("environments", learner.Address);
        foreach (var node in _nodes) await node.Says($"Up {environment.Address}");
        return (learner, standby, environment);
    }

    private async Task<Node> Join(string role, string? seed)
    {
        var settings = Path.Combine(_folder, $"node-{_nodes.Count}.conf");
        await File.WriteAllTextAsync(settings, $$"""
            form-cluster = {{(seed is null ? "on" : "off")}}
            learner-lease { lease-class = "AkkaDreamer.Tests.Offline.Clusters.FileLease, AkkaDreamer.Tests", file = "{{_folder}}/row", heartbeat-timeout = 3s, heartbeat-interval = 500ms }
            sbr-lease { lease-class = "AkkaDreamer.Tests.Offline.Clusters.SideLease, AkkaDreamer.Tests", file = "{{_folder}}/row", heartbeat-timeout = 3s, heartbeat-interval = 500ms }
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              actor.provider = cluster
              coordinated-shutdown.exit-clr = off
              remote.retry-gate-closed-for = 500ms
              remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
              cluster {
                roles = [{{role}}]
                seed-nodes = [{{(seed is null ? "" : $"\"{seed}\"")}}]
                downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
                seed-node-timeout = 1s
                retry-unsuccessful-join-after = 1s
                down-removal-margin = 100ms
                periodic-tasks-initial-delay = 200ms
                gossip-interval = 300ms
                leader-actions-interval = 300ms
                unreachable-nodes-reaper-interval = 300ms
                failure-detector { heartbeat-interval = 400ms, acceptable-heartbeat-pause = 2s }
                split-brain-resolver {
                  active-strategy = lease-majority
                  stable-after = 2s
                  down-all-when-unstable = 20s
                  lease-majority { lease-implementation = sbr-lease, role = learner, acquire-lease-delay-for-minority = 200ms, release-after = 1s }
                }
                singleton { use-lease = learner-lease, lease-retry-interval = 500ms }
              }
            }
            """);
        var node = new Node(settings);
        _nodes.Add(node);
        await node.Begin();
        return node;
    }

    private sealed class Node(string settings) : IDisposable
    {
        private readonly ChildProcess _process = new("cluster-node", settings);
        private readonly List<string> _said = [];

        public string Address { get; private set; } = "";

        /// <summary>What it has said so far and somebody has waited for or passed over.</summary>
        public IReadOnlyList<string> Said => _said;

        private int Pid { get; set; }

        public async Task Begin()
        {
            Pid = int.Parse((await Next(static line => line.StartsWith("pid ", StringComparison.Ordinal)))[4..]);
            Address = (await Next(static line => line.StartsWith("address ", StringComparison.Ordinal)))[8..];
        }

        public Task Says(string line) => _said.Contains(line) ? Task.CompletedTask : Next(said => said == line);

        public void Kill() => _process.Kill();

        public void Signal(string signal)
        {
            using var kill = Process.Start("kill", [$"-{signal}", Pid.ToString()]);
            kill.WaitForExit();
        }

        public void Dispose() => _process.Dispose();

        private async Task<string> Next(Predicate<string> wanted)
        {
            try
            {
                while (await _process.ReadLine(Patience) is { } line)
                {
                    _said.Add(line);
                    if (wanted(line)) return line;
                }
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{Address} has said: {string.Join("; ", _said)}");
            }

            throw new EndOfStreamException($"{Address} has ended after: {string.Join("; ", _said)}");
        }
    }
}
