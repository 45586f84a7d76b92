using AkkaDreamer.Actors;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;
using Xunit;

namespace AkkaDreamer.Tests.Hosts;

public sealed class SpacesFileTests : IDisposable
{
    private static readonly EnvironmentSpaces Robot = EnvironmentSpaces.Of(ContinuousActions.Unit(2), ObservationSpace.Vector("joints", 3), ObservationSpace.Image("camera", 16, 16, 3));

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("dreamer");

    private RunFolder Folder => new(directory.FullName);

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void A_policy_acts_where_nobody_knows_its_task()
    {
        var configuration = Resolved("catch");
        ConfigurationFile.Write(Folder, configuration);
        File.WriteAllText(Folder.Config, File.ReadAllText(Folder.Config).Replace("\"catch\"", "\"a robot of somebody else\"", StringComparison.Ordinal));
        SpacesFile.Write(Folder, Robot);
        var agent = AgentCatalog.Create(configuration, AgentSpacesOf.Environment(Robot));
        using (var model = agent.CreateWorldModel(seed: 1))
        using (var behaviour = agent.CreateBehaviour(seed: 1))
            new CheckpointStore(Folder.Path).Write(new CutMark(1, 10), new Dictionary<string, StateSnapshot> { [CheckpointParts.WorldModel] = model.Capture(), [CheckpointParts.Imagination] = behaviour.Capture() });

        using var policy = Policy.Load(Folder.Path);
        Assert.Equal(Robot.Observations.AsEnumerable(), policy.Spaces.Observations.AsEnumerable());
        Assert.Equal(Robot.Actions, policy.Spaces.Actions);
        var action = policy.Act(new Observation([new float[3], new byte[16 * 16 * 3]]));
        Assert.Equal(2, action.Length);
        Assert.Contains("a robot of somebody else", Assert.Throws<ArgumentException>(() => policy.OpenEnvironment()).Message);
    }

    [Fact]
    public void A_run_whose_environment_has_changed_is_refused_and_keeps_its_configuration()
    {
        var configuration = Resolved("counter");
        ConfigurationFile.Write(Folder, configuration);
        SpacesFile.Write(Folder, Robot);
        var before = File.ReadAllText(Folder.Config);
        var refused = Assert.Throws<ConfigurationException>(() => TrainingRun.Start(new RunSetup(Folder, configuration with { Run = configuration.Run with { Steps = 1 } }, "", Resumes: true)));
        Assert.Contains("this run was made with an environment that has joints: float32 [3]; camera: uint8 [16, 16, 3]; actions [-1, 1] x [-1, 1]; now it has", refused.Message);
        Assert.Equal(before, File.ReadAllText(Folder.Config));
    }

    [Theory]
    [InlineData("{}", "cannot be read")]
    [InlineData("not JSON", "cannot be read")]
    [InlineData("{\"format\": 2, \"spaces\": {}}", "has format 2; this version reads format 1")]
    [InlineData("{\"format\": 1, \"spaces\": {\"observations\": [], \"actions\": {\"count\": 2}}}", "0 arrays; 1 to 256 are carried")]
    public void A_damaged_file_is_said_so_in_one_line(string text, string expected)
    {
        File.WriteAllText(Folder.Spaces, text);
        var message = Assert.Throws<ConfigurationException>(() => SpacesFile.Read(Folder)).Message;
        Assert.Contains(expected, message);
        Assert.DoesNotContain('\n', message);
    }

    private static RunConfiguration Resolved(string task) =>
        new ConfigurationReader(ConfigurationReader.DefaultFile).Fresh([ConfigurationReader.Parse($"dreamer.run.task={task}"), ConfigurationReader.Parse("dreamer.run.size=debug")]);
}
