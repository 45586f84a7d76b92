using AkkaDreamer.Actors;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Environments;
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
