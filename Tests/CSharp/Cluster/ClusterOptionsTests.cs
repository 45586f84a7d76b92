using Akka.Configuration;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Hosts;
using AkkaDreamer.Hosts.Node;
using AkkaDreamer.Tests.Support;
using Xunit;
using ConfigurationException = AkkaDreamer.Actors.Configuration.ConfigurationException;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>What may be asked of a cluster, and what is refused before anything starts.</summary>
public sealed class ClusterOptionsTests
{
    private const string Secret = "cluster.secret=0123456789abcdef";

    [Theory]
    [InlineData("cluster.port=4053")]
    [InlineData("cluster.port=4053", "cluster.host=localhost")]
    [InlineData("cluster.port=4053", "cluster.host=::1")]
    [InlineData("cluster.port=4053", "cluster.host=10.0.0.1", "cluster.insecure=true", Secret)]
    [InlineData("cluster.port=4053", "cluster.host=a.lab", "cluster.certificate=a.pfx", Secret)]
    [InlineData("cluster.host=10.0.0.1")] // without a port there is no cluster
    public void Loopback_is_free_and_beyond_it_TLS_or_the_word_insecure_and_a_secret_are_needed(params string[] options) => Read(options);

    [Theory]
    [InlineData("10.0.0.1 leaves this machine", "cluster.port=4053", "cluster.host=10.0.0.1", Secret)]
    [InlineData("0.0.0.0 leaves this machine", "cluster.port=4053", "cluster.host=0.0.0.0", Secret)]
    [InlineData("a.lab leaves this machine", "cluster.port=4053", "cluster.public-host=a.lab", Secret)]
    [InlineData("needs dreamer.cluster.secret", "cluster.port=4053", "cluster.host=10.0.0.1", "cluster.insecure=true")]
    [InlineData("needs dreamer.cluster.secret", "cluster.port=4053", "cluster.host=10.0.0.1", "cluster.certificate=a.pfx")]
    [InlineData("16 or more are needed", "cluster.port=4053", "cluster.secret=short")]
    [InlineData("is not HOST:PORT", "cluster.port=4053", "cluster.seeds=a.lab")]
    [InlineData("did you mean dreamer.cluster.port", "cluster.prot=4053")]
    public void Anything_else_is_refused_in_one_line(string line, params string[] options) => Assert.Contains(line, Assert.Throws<ConfigurationException>(() => Read(options)).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_a_port_there_is_no_cluster_and_its_secrets_are_never_written()
    {
        var folder = TestRuns.Folder();
        var alone = TestRuns.Setup(folder, TestRuns.Counter(Schedule.Overlapped, 1));
        Assert.DoesNotContain("cluster", RunSystem.Configuration(alone).GetString("akka.actor.provider", ""), StringComparison.Ordinal);
        Assert.Null(RunSystem.LeaseOf(alone));
        var configuration = alone.Configuration with { Cluster = new ClusterOptions { Port = 0, Secret = "0123456789abcdef", CertificatePassword = "hush" } };
        Assert.Equal("cluster", RunSystem.Configuration(alone with { Configuration = configuration }).GetString("akka.actor.provider", ""));
        ConfigurationFile.Write(folder, configuration);
        Assert.DoesNotContain("0123456789abcdef", File.ReadAllText(folder.Config), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", File.ReadAllText(folder.Config), StringComparison.Ordinal);
        Directory.Delete(folder.Path, recursive: true);
    }

    [Fact]
    public void Lockstep_has_no_nodes()
    {
        var configuration = TestRuns.Counter(Schedule.Lockstep, 1) with { Cluster = new ClusterOptions { Port = 0, Secret = "0123456789abcdef" } };
        var refused = Assert.Throws<ConfigurationException>(() => RunPlanner.Plan(TestRuns.Setup(TestRuns.Folder(), configuration), new RunBoard(), spaces => new FakeAgent(spaces)));
        Assert.Contains("lockstep has one order", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lease_that_outlives_the_finding_of_a_death_is_refused()
    {
        var akka = ClusterSystem.Configuration(new ClusterOptions { Port = 0 }, AkkaDreamer.Actors.Protocol.NodeRole.Learner, ConfigurationFactory.ParseString(TestRuns.Akka));
        ClusterSystem.CheckTimes(akka);
        var hasty = ConfigurationFactory.ParseString("akka.cluster.split-brain-resolver.stable-after = 1s").WithFallback(akka);
        Assert.Contains("must be longer than the learner's lease (5 s)", Assert.Throws<ConfigurationException>(() => ClusterSystem.CheckTimes(hasty)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--join HOST:PORT is missing")]
    [InlineData("write HOST:PORT", "--join", "somewhere")]
    [InlineData("allowed is environments, evaluator, learner", "--join", "a:1", "--role", "cook")]
    [InlineData("allowed is a whole number from 1 to 4096", "--join", "a:1", "--count", "0")]
    [InlineData("leaves this machine", "--join", "a:1", "--set", "dreamer.cluster.host=10.0.0.1")]
    [InlineData("--run DIR is missing", "--role", "learner")]
    [InlineData("there is no run to stand by for", "--role", "learner", "--run", "/nowhere/at/all")]
    public async Task A_node_is_told_in_one_line_what_is_wrong(string line, params string[] arguments)
    {
        var errors = new StringWriter();
        Assert.Equal(ExitCode.Refused, await NodeCommandLine.RunAsync(arguments, Terminal.Of(new StringWriter(), errors)));
        Assert.Contains(line, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_stands_by_for_a_run_whose_journal_is_a_file()
    {
        var folder = TestRuns.Folder();
        ConfigurationFile.Write(folder, TestRuns.Counter(Schedule.Overlapped, 1));
        var errors = new StringWriter();
        Assert.Equal(ExitCode.Refused, await NodeCommandLine.RunAsync(["--role", "learner", "--run", folder.Path], Terminal.Of(new StringWriter(), errors)));
        Assert.Contains("dreamer.journal.database = postgresql", errors.ToString(), StringComparison.Ordinal);
        Directory.Delete(folder.Path, recursive: true);
    }

    private static RunConfiguration Read(params string[] options) => new ConfigurationReader(ConfigurationReader.DefaultFile).Fresh([.. options.Select(option => ConfigurationReader.Parse($"dreamer.{option}"))]);
}
