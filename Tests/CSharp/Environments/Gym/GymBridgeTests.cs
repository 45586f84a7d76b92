using AkkaDreamer.Environments;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments;

/// <summary>Gymnasium environments through real Python processes.</summary>
public sealed class GymBridgeTests
{
    [PythonTheory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    [InlineData(false, 3)]
    public void An_episode_ends_for_good_where_it_terminates_and_in_time_where_it_is_truncated(bool sharedMemory, int perProcess)
    {
        using var world = StandInGym.Open("Walk-v0", StandInGym.Options with { SharedMemory = sharedMemory, PerProcess = perProcess });
        Assert.Equal("observation: float32 [2]", string.Join("; ", world.Spaces.Observations));
        Assert.Equal(new DiscreteActions(2), world.Spaces.Actions);
        var step = world.Reset(1);
        Assert.True(step is { IsFirst: true, Reward: 0 });
        Assert.Equal(5, Place(step));
        for (var i = 1; i <= 5; i++)
        {
            step = world.Step([0, 1]);
            Assert.Equal(5 + i, Place(step));
        }

        Assert.True(step is { IsLast: true, IsTerminal: true, Reward: 1 });
        step = world.Reset(2);
        for (var i = 1; i <= 40; i++) step = world.Step(i % 2 == 0 ? [0, 1] : [1, 0]);
        Assert.True(step is { IsLast: true, IsTerminal: false, Reward: 0 });
    }

    [PythonFact]
    public void Equal_seeds_give_equal_episodes_and_other_seeds_others()
    {
        using var world = StandInGym.Open("Walk-v0");
        using var another = StandInGym.Open("Walk-v0");
        Assert.Equal(Noise(world, 7), Noise(another, 7));
        Assert.Equal(Noise(world, 7), Noise(world, 7));
        Assert.NotEqual(Noise(world, 7), Noise(world, 8));
        Assert.NotEqual(Noise(world, 7), Noise(world, 7UL << 40));
    }

    [PythonFact]
    public void Nested_observations_are_named_arrays_pictures_first_choices_as_one_hot_vectors()
    {
        using var world = StandInGym.Open("Nested-v0", StandInGym.Options with { ImageSize = 0 });
        Assert.Equal(
            ["camera/front: uint8 [16, 24, 3]", "camera/map: uint8 [20, 30, 1]", "board: float32 [2, 3]", "pair/0: float32 [3]", "pair/1: float32 [1]", "switches: float32 [3]", "dials: float32 [5]", "echo: float32 [4]"],
            world.Spaces.Observations.Select(space => space.ToString()));
        var arrays = world.Reset(1).Observation.Arrays;
        var front = (byte[])arrays[0];
        Assert.Equal([0, unchecked((byte)(16 * 24)), unchecked((byte)(2 * 16 * 24))], front[..3]); // channels were first, and are last now
        Assert.Equal(1, front[3]);
        Assert.All((byte[])arrays[1], pixel => Assert.Equal(7, pixel));
        Assert.Equal([1f, 2, 3, 4, 5, 6], (float[])arrays[2]);
        Assert.Equal([0f, 0, 1], (float[])arrays[3]); // 1 of -1, 0, 1
        Assert.Equal([0.5f], (float[])arrays[4]);
        Assert.Equal([1f, 0, 1], (float[])arrays[5]);
        Assert.Equal([0f, 1, 0, 0, 1], (float[])arrays[6]);
        using var resized = StandInGym.Open("Nested-v0");
        Assert.Equal("camera/front: uint8 [64, 64, 3]", resized.Spaces.Observations[0].ToString());
    }

    [PythonTheory]
    [InlineData("box", 2, new[] { -1f, 1f }, new[] { -2f, 10f, 1f })]
    [InlineData("box", 2, new[] { 0.5f, 0f }, new[] { 1f, 5f, 1f })]
    [InlineData("integers", 2, new[] { -1f, 0.99f }, new[] { 0f, 9f, 1f })]
    [InlineData("tenths", 2, new[] { -1f, 1f }, new[] { -0.1f, 0.7f, 1f })]
    [InlineData("unbounded", 2, new[] { -1f, 0.5f }, new[] { -3f, 1.5f, 1f })]
    [InlineData("several", 6, new[] { 0f, 0, 0, 0, 0, 1 }, new[] { 2f, 1f, 1f })]
    [InlineData("switches", 4, new[] { 0f, 0, 1, 0 }, new[] { 1f, 0f, 1f })]
    public void Actions_arrive_as_their_space_says(string kind, int size, float[] action, float[] arrives)
    {
        using var world = StandInGym.Open("Nested-v0", StandInGym.Options with { Arguments = $"{{\"action\": \"{kind}\"}}", ActionBound = 3 });
        Assert.Equal(size, world.Spaces.Actions.Size);
        world.Reset(1);
        var echo = (float[])world.Step(action).Observation.Arrays[^1];
        Assert.Equal(arrives, echo[..3], (one, other) => Math.Abs(one - other) < 1e-6f);
    }

    [PythonTheory]
    [InlineData("Nested-v0", "{\"action\": \"many\"}", "10000 combinations; at most 512 are taken as one choice (dreamer.task.gym.most-choices)")]
    [InlineData("Nested-v0", "{\"action\": \"unbounded\"}", "dreamer.task.gym.action-bound")]
    [InlineData("Nested-v0", "{\"action\": \"words\"}", "the action is a Text space; taken are Discrete, Box, MultiDiscrete and MultiBinary")]
    [InlineData("Wolk-v0", "{}", "gym:Wolk-v0: Environment `Wolk` doesn't exist. Nearest of 6 known: Walk-v0")]
    [InlineData("Wolk", "{}", "Malformed environment ID: Wolk")]
    [InlineData("nowhere:Wolk-v0", "{}", "No module named 'nowhere'")]
    [InlineData("Walk-v0", "[]", "allowed is a JSON object of arguments of gymnasium.make")]
    public void What_cannot_be_had_is_refused_in_one_line(string id, string arguments, string expected)
    {
        var refused = Assert.Throws<ArgumentException>(() => StandInGym.Open(id, StandInGym.Options with { Arguments = arguments }));
        Assert.Contains(expected, refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [PythonFact]
    public void A_picture_is_rendered_where_an_image_is_asked_for_and_there_is_none()
    {
        using var image = StandInGym.Open("Walk-v0", observed: ObservationKind.Image);
        Assert.Equal("image: uint8 [64, 64, 3]", Assert.Single(image.Spaces.Observations).ToString());
        var first = (byte[])image.Reset(1).Observation.Arrays[0];
        Assert.NotEqual(first, (byte[])image.Step([0, 1]).Observation.Arrays[0]);
        using var both = StandInGym.Open("Walk-v0", observed: ObservationKind.Both);
        Assert.Equal(["observation: float32 [2]", "image: uint8 [64, 64, 3]"], both.Spaces.Observations.Select(space => space.ToString()));
        var refused = Assert.Throws<ArgumentException>(() => StandInGym.Open("Still-v0", observed: ObservationKind.Vector));
        Assert.Contains("shows no vector; set dreamer.task.observation=native", refused.Message);
    }

    [PythonFact]
    public void A_lost_life_is_said_while_the_game_goes_on()
    {
        using var world = StandInGym.Open("Walk-v0", StandInGym.Options with { Arguments = "{\"lives\": 2, \"length\": 3}" });
        world.Reset(1);
        Assert.True(world.Step([1, 0]) is { LifeLost: true, IsLast: false, Reward: -1 });
        Assert.True(world.Step([1, 0]) is { LifeLost: false, IsLast: true, IsTerminal: true });
    }

    [PythonFact]
    public void Prints_of_the_environment_its_imports_and_its_children_stay_out_of_the_wire()
    {
        using var world = StandInGym.Open("Trouble-v0", StandInGym.Options with { Arguments = "{\"how\": \"prints\"}" });
        world.Reset(1);
        for (var i = 0; i < 10; i++) Assert.Equal(1, world.Step([1, 0, 0, 0]).Reward);
    }

    [PythonFact]
    public void Many_environments_live_in_one_process_and_are_stepped_by_one_message()
    {
        var process = GymEnvironment.Start(StandInGym.Options, ProcessLimits.Default);
        using (process)
        {
            var worlds = Enumerable.Range(0, 20).Select(i => process.Make(Asked(i % 2 == 0 ? "Walk-v0" : "Still-v0")).Number).ToArray();
            for (var i = 0; i < worlds.Length; i++) process.Reset(worlds[i], (ulong)i);
            EnvironmentStep[] steps = [];
            for (var i = 0; i < 3; i++) steps = process.Step(worlds, [.. worlds.Select((_, j) => j % 2 == 0 ? j % 4 == 0 ? [1f, 0f] : [0f, 1f] : new float[] { 0, 0, 1, 0 })]);
            for (var j = 0; j < worlds.Length; j++)
            {
                if (j % 2 == 0) Assert.Equal(j % 4 == 0 ? 2 : 8, Place(steps[j]));
                else Assert.Equal(64 * 64 * 3, ((byte[])steps[j].Observation.Arrays[0]).Length);
            }

            process.Close(worlds[3]);
            Assert.Equal(7, Place(process.Reset(worlds[2], 2)) + 2);
            Assert.Equal(19, process.Count);
        }

        Assert.False(process.IsAlive);
    }

    [PythonFact]
    public void Environments_share_a_process_up_to_the_number_that_is_set_and_the_last_one_ends_it()
    {
        var gym = StandInGym.Options with { PerProcess = 2, Import = "worlds,math" }; // a process that no other test shares
        ProcessEnvironment Make() => GymEnvironment.Make(gym, ProcessLimits.Default, Asked("Walk-v0"));
        var worlds = Enumerable.Range(0, 3).Select(_ => Make()).ToArray();
        Assert.Same(worlds[0].Process, worlds[1].Process);
        Assert.NotSame(worlds[0].Process, worlds[2].Process);
        worlds[0].Dispose();
        Assert.Equal(5, Place(worlds[1].Reset(1)));
        var again = Make();
        Assert.Contains(again.Process, new[] { worlds[1].Process, worlds[2].Process });
        again.Dispose();
        worlds[1].Dispose();
        Assert.False(worlds[0].Process.IsAlive);
        worlds[2].Dispose();
    }

    [PythonTheory]
    [InlineData("Walk-v0", "{}")]
    [InlineData("Walk-v0", "{\"lives\": 2}")]
    [InlineData("Nested-v0", "{}")]
    [InlineData("Nested-v0", "{\"action\": \"several\"}")]
    public void The_bridge_keeps_the_whole_contract(string id, string arguments)
    {
        var options = new TaskOptions { Observation = ObservationKind.Native, TimeLimit = 100, Gym = StandInGym.Options with { Arguments = arguments, PerProcess = 20 } };
        var report = EnvironmentCheck.Run(TaskCatalog.Find($"gym:{id}"), options);
        Assert.True(report.IsInOrder, report.Wrong);
    }

    internal static System.Text.Json.Nodes.JsonObject Asked(string id) => new()
    {
        ["id"] = id, ["arguments"] = new System.Text.Json.Nodes.JsonObject(), ["observation"] = "Native", ["action_bound"] = 0, ["most_choices"] = 2,
    };

    private static float Place(EnvironmentStep step) => ((float[])step.Observation.Arrays[0])[0];

    private static float[] Noise(IEnvironment world, ulong seed)
    {
        var noise = new List<float> { ((float[])world.Reset(seed).Observation.Arrays[0])[1] };
        for (var i = 0; i < 4; i++) noise.Add(((float[])world.Step([0, 1]).Observation.Arrays[0])[1]);
        return [.. noise];
    }
}
