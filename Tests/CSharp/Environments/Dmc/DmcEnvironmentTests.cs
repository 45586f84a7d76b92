using AkkaDreamer.Environments;
using AkkaDreamer.Environments.Dmc;
using AkkaDreamer.Environments.MuJoCo;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Dmc;

public sealed class DmcEnvironmentTests
{
    /// <summary>As the suite lists them: numbers of the whole vector, and of the action.</summary>
    [MuJoCoTheory]
    [InlineData("dmc:acrobot-swingup", 6, 1)]
    [InlineData("dmc:ball-in-cup-catch", 8, 2)]
    [InlineData("dmc:cartpole-swingup", 5, 1)]
    [InlineData("dmc:cheetah-run", 17, 6)]
    [InlineData("dmc:finger-spin", 9, 2)]
    [InlineData("dmc:finger-turn-hard", 12, 2)]
    [InlineData("dmc:hopper-hop", 15, 4)]
    [InlineData("dmc:humanoid-walk", 67, 21)]
    [InlineData("dmc:pendulum-swingup", 3, 1)]
    [InlineData("dmc:quadruped-walk", 78, 12)]
    [InlineData("dmc:reacher-easy", 6, 2)]
    [InlineData("dmc:walker-walk", 24, 6)]
    public void Tasks_show_and_take_as_many_numbers_as_in_the_suite(string task, int seen, int actions)
    {
        using var environment = TaskCatalog.Open(task, new TaskOptions());
        Assert.Equal(seen, environment.Spaces.Observations.Sum(space => space.Count));
        Assert.Equal(actions, environment.Spaces.Actions.Size);
    }

    [Fact]
    public void A_library_of_another_version_than_the_shim_was_built_for_is_named_with_what_to_do()
    {
        Assert.Null(MuJoCoInstallation.Mismatch(222, 222));
        Assert.Equal("libmujoco is 3.3.7 now and its shim was built for 2.2.2; run ./setup.sh again and rebuild", MuJoCoInstallation.Mismatch(337, 222));
        Assert.StartsWith("libmujoco is 3.12.1 now", MuJoCoInstallation.Mismatch(3_012_001, 222));
    }

    public static TheoryData<string> Tasks => [.. DmcFamily.Family.Tasks.Select(task => task.Name)];

    [MuJoCoTheory]
    [MemberData(nameof(Tasks))]
    public void Equal_seeds_give_equal_episodes_whatever_was_played_before_and_others_differ(string task)
    {
        using var environment = TaskCatalog.Open(task, new TaskOptions());
        var first = Episode(environment, 5);
        Assert.NotEqual(first, Episode(environment, 6));
        Assert.Equal(first, Episode(environment, 5));
        using var another = TaskCatalog.Open(task, new TaskOptions());
        Assert.Equal(first, Episode(another, 5));
    }

    [MuJoCoFact]
    public void An_episode_ends_after_a_thousand_control_steps_and_never_for_good()
    {
        using var environment = TaskCatalog.Open("dmc:pendulum-swingup", new TaskOptions());
        var (step, decisions) = (environment.Reset(0), 0);
        for (; !step.IsLast; decisions++)
        {
            step = environment.Step([0]);
            Assert.False(step.IsTerminal);
        }

        Assert.Equal(500, decisions);
    }

    [MuJoCoFact]
    public void A_state_that_blows_up_is_a_fault_that_says_so_and_not_the_end_of_the_process()
    {
        using var world = new MuJoCoWorld(SuiteModel.Read("walker.xml"));
        world.Reset();
        world.Forward();
        world.Velocities[0] = double.NaN;
        var fault = Assert.Throws<EnvironmentFaultException>(() => world.Step(1));
        Assert.Contains("the state is invalid: BADQPOS", fault.Message);
        world.Reset();
        world.Forward();
        world.Step(10);
    }

    [MuJoCoFact("2.2.2")] // others have no stack of a fixed size
    public void An_error_inside_MuJoCo_is_a_fault_and_not_the_end_of_the_process()
    {
        // Its stack holds the pose of the model, ten balls in a row, but not their contacts once they lie in each other.
        var balls = string.Concat(Enumerable.Range(0, 10).Select(i => $"<body pos='{3 * i} 0 0'><freejoint/><geom size='1'/></body>"));
        using var world = new MuJoCoWorld($"<mujoco><size nstack='8000'/><worldbody>{balls}</worldbody></mujoco>");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            world.Reset();
            world.Forward();
            for (var ball = 0; ball < 10; ball++) world.Positions[7 * ball] = 0.01 * ball;
            var fault = Assert.Throws<EnvironmentFaultException>(() => world.Forward());
            Assert.Contains("overflow", fault.Message);
        }
    }

    [MuJoCoFact]
    public void A_model_that_MuJoCo_refuses_is_a_fault_with_its_reason()
    {
        var fault = Assert.Throws<EnvironmentFaultException>(() => new MuJoCoWorld("<mujoco><worldbody><body><geom/></body></worldbody></mujoco>"));
        Assert.Contains("MuJoCo refuses the model", fault.Message);
        Assert.Throws<ArgumentException>(() =>
        {
            using var world = new MuJoCoWorld(SuiteModel.Read("pendulum.xml"));
            world.Find(MuJoCoKind.Body, "leg");
        });
    }

    private static List<float> Episode(IEnvironment environment, ulong seed)
    {
        var random = new EpisodeRandom(99);
        var (seen, step) = (new List<float>(), environment.Reset(seed));
        for (var t = 0; t < 50; t++)
        {
            foreach (var array in step.Observation.Arrays) seen.AddRange((float[])array);
            step = environment.Step(ActionVector.Random(environment.Spaces.Actions, random));
            seen.Add(step.Reward);
        }

        return seen;
    }
}
