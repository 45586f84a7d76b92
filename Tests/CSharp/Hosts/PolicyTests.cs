using AkkaDreamer.Actors;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Environments;
using AkkaDreamer.Hosts;
using AkkaDreamer.Hosts.Local;
using AkkaDreamer.Models;
using Xunit;

namespace AkkaDreamer.Tests.Hosts;

public sealed class PolicyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dreamer");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_policy_acts_from_a_run_folder_without_any_actor_system()
    {
        Checkpoint(cut: 1, update: 10, seed: 1);
        using var policy = Policy.Load(folder.FullName);
        using var world = policy.OpenEnvironment();
        var step = world.Reset(seed: 1);
        while (!step.IsLast) step = world.Step(policy.Act(step));
        Assert.Equal(10, policy.Update);
        Assert.InRange(step.Reward, -1, 1);
    }

    [Fact]
    public void Equal_episodes_are_played_equally_and_the_first_step_forgets_the_one_before()
    {
        Checkpoint(cut: 1, update: 10, seed: 1);
        using var policy = Policy.Load(folder.FullName);
        using var world = policy.OpenEnvironment();
        Assert.Equal(Actions(policy, world, 5), Actions(policy, world, 5));
    }

    [Fact]
    public async Task A_finished_run_is_evaluated_under_more_noise_than_it_was_trained_with()
    {
        Checkpoint(cut: 1, update: 10, seed: 1);
        var before = File.ReadAllText(new RunFolder(folder.FullName).Config);
        var (code, output, _) = await Evaluate("--set dreamer.task.noise=20");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("on catch with dreamer.task.noise = 20 as of update 10", output);
        Assert.Contains("3 episodes: mean return", output);
        Assert.Equal(before, File.ReadAllText(new RunFolder(folder.FullName).Config));

        using var policy = Policy.Load(folder.FullName);
        float[] First(TaskOptions? options)
        {
            using var world = policy.OpenEnvironment(options);
            return (float[])world.Reset(1).Observation.Arrays[0];
        }

        Assert.NotEqual(First(null), First(policy.Configuration.Task with { Noise = 20 }));
    }

    [Theory]
    [InlineData("--set dreamer.replay.batch=3", "--set dreamer.replay.batch=3: episodes may differ from training in dreamer.task alone")]
    [InlineData("--set dreamer.task.noyse=3", "did you mean dreamer.task.noise?")]
    [InlineData("--set dreamer.task.frame-stack=2", "--set dreamer.task.frame-stack=2: The policy was trained on board: float32 [10, 5]; these options of dreamer.task show board: float32 [2, 10, 5]")]
    [InlineData("--set dreamer.task.observation=image", "The policy was trained on board: float32 [10, 5]")]
    public async Task Options_under_which_a_policy_cannot_be_evaluated_are_refused_with_one_line(string set, string expected)
    {
        Checkpoint(cut: 1, update: 10, seed: 1);
        var (code, _, error) = await Evaluate(set);
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains(expected, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void The_newest_whole_checkpoint_is_taken_and_a_damaged_one_passed_over()
    {
        Checkpoint(cut: 1, update: 10, seed: 1);
        var newest = Checkpoint(cut: 2, update: 20, seed: 2);
        using (var policy = Policy.Load(folder.FullName)) Assert.Equal(20, policy.Update);
        var file = Directory.GetFiles(Path.Combine(folder.FullName, newest), "*.safetensors")[0];
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        using (var policy = Policy.Load(folder.FullName)) Assert.Equal(10, policy.Update);
    }

    [Fact]
    public void A_run_without_a_whole_checkpoint_says_so()
    {
        var only = Checkpoint(cut: 1, update: 10, seed: 1);
        File.Delete(Path.Combine(folder.FullName, only, "imagination.safetensors"));
        Assert.Contains("imagination.safetensors is missing", Assert.Throws<InvalidDataException>(() => Policy.Load(folder.FullName)).Message);
    }

    private async Task<(int Code, string Output, string Error)> Evaluate(string set)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync($"evaluate --run {folder.FullName} --episodes 3 {set}".Split(' '), Terminal.Of(output, error));
        return (code, output.ToString(), error.ToString());
    }

    private static string Actions(Policy policy, IEnvironment world, ulong seed)
    {
        var actions = new List<string>();
        for (var step = world.Reset(seed); !step.IsLast;)
        {
            var action = policy.Act(step);
            actions.Add(string.Join(',', action));
            step = world.Step(action);
        }

        return string.Join(';', actions);
    }

    private string Checkpoint(long cut, long update, ulong seed)
    {
        var configuration = new ConfigurationReader(ConfigurationReader.DefaultFile).Fresh([ConfigurationReader.Parse("dreamer.run.task=catch"), ConfigurationReader.Parse("dreamer.run.size=debug")]);
        ConfigurationFile.Write(new RunFolder(folder.FullName), configuration);
        using var world = TaskCatalog.Open("catch", configuration.Task);
        var agent = AgentCatalog.Create(configuration, AgentSpacesOf.Environment(world.Spaces));
        using var model = agent.CreateWorldModel(seed);
        using var behaviour = agent.CreateBehaviour(seed);
        var parts = new Dictionary<string, StateSnapshot> { [CheckpointParts.WorldModel] = model.Capture(), [CheckpointParts.Imagination] = behaviour.Capture() };
        return new CheckpointStore(folder.FullName).Write(new CutMark(cut, update), parts).Known.Folder;
    }
}
