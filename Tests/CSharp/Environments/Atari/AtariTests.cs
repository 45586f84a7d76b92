using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Environments;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments;

/// <summary>
/// Atari games on a made-up game whose frames tell their number, action and lives (fake_ale.c), through libale's C interface and through Gymnasium: frame n after action a has red 7 n + x, green y + 3 a, blue 50 times the lives.
/// </summary>
public sealed class AtariTests
{
    private const int Fire = 1, Right = 2; // in the minimal set 0, 1, 3, 4, 11, 12

    // One frame a decision, no pooling, no noops, full size: the frames themselves.
    private static readonly AtariOptions Bare = new() { Preset = AtariPreset.DreamerV3Short, Noops = 0, Pool = 1, Size = 210, Backend = AtariBackend.Library };

    [AleFact]
    public void Both_ways_to_run_a_game_play_it_alike()
    {
        if (StandInGym.Missing is not null) return;
        foreach (var preset in Enum.GetValues<AtariPreset>())
        {
            using var library = Open(new AtariOptions { Preset = preset, Noops = 10 });
            using var gym = Open(new AtariOptions { Preset = preset, Noops = 10, Backend = AtariBackend.Gym });
            Assert.Equal(library.Spaces.Actions, gym.Spaces.Actions);
            Assert.Equal(library.Spaces.Observations.AsEnumerable(), gym.Spaces.Observations);
            var random = new EpisodeRandom(5);
            var (one, other) = (library.Reset(9), gym.Reset(9));
            while (true)
            {
                Assert.Equal((one.Reward, one.IsLast, one.IsTerminal, one.LifeLost), (other.Reward, other.IsLast, other.IsTerminal, other.LifeLost));
                Assert.Equal((byte[])one.Observation.Arrays[0], (byte[])other.Observation.Arrays[0]);
                if (one.IsLast) break;
                var action = ActionVector.Random(library.Spaces.Actions, random);
                (one, other) = (library.Step(action), gym.Step(action));
            }
        }
    }

    [AleTheory]
    [InlineData(AtariPreset.DreamerV3, 96, 1, 18)]
    [InlineData(AtariPreset.DreamerV3Short, 64, 3, 6)]
    [InlineData(AtariPreset.DreamerV2, 64, 1, 6)]
    [InlineData(AtariPreset.Twm, 64, 1, 6)]
    public void A_preset_says_what_is_seen_and_done(AtariPreset preset, int size, int channels, int actions)
    {
        using var game = Open(new AtariOptions { Preset = preset });
        Assert.Equal(ObservationSpace.Image("image", size, size, channels), Assert.Single(game.Spaces.Observations));
        Assert.Equal(actions, game.Spaces.Actions.Size);
    }

    [AleFact]
    public void Rewards_of_the_repeated_frames_are_summed_and_lives_and_the_end_are_said()
    {
        using var game = Open(Bare);
        game.Reset(1);
        Assert.Equal(4, Press(game, Fire).Reward);
        Assert.Equal(4, Press(game, Right).Reward); // 2 on two even frames of four
        EnvironmentStep step;
        var decisions = 2;
        do (step, decisions) = (Press(game, 0), decisions + 1); while (!step.LifeLost);
        Assert.Equal(60 / 4, decisions);
        while (!step.IsLast) (step, decisions) = (Press(game, 0), decisions + 1);
        Assert.Equal(180 / 4, decisions);
        Assert.True(step is { IsTerminal: true, LifeLost: false });
        Assert.Throws<EnvironmentFaultException>(() => Press(game, 0));
        Assert.True(game.Reset(2).IsFirst);
    }

    [AleTheory]
    [InlineData(AtariPreset.DreamerV3)]
    [InlineData(AtariPreset.DreamerV3Short)]
    [InlineData(AtariPreset.DreamerV2)]
    public void A_game_keeps_the_whole_contract(AtariPreset preset)
    {
        var options = new TaskOptions { Observation = ObservationKind.Image, Atari = new AtariOptions { Preset = preset, Size = 16, Library = FakeAle.Library, Roms = FakeAle.Roms } };
        var report = EnvironmentCheck.Run(TaskCatalog.Find("atari:pong"), options);
        Assert.True(report.IsInOrder, report.Wrong);
    }

    [AleFact]
    public void A_limit_of_time_counts_frames_and_ends_nothing_for_good()
    {
        using var game = Open(Bare, new TaskOptions { TimeLimit = 10 });
        game.Reset(1);
        for (var i = 0; i < 2; i++) Assert.False(Press(game, 0).IsLast);
        Assert.True(Press(game, 0) is { IsLast: true, IsTerminal: false });
    }

    [AleFact]
    public void The_brightest_of_the_last_two_frames_is_seen()
    {
        // Red of the first pixel is 252 in frame 36 and 259 - 256 in frame 37.
        using var one = Open(Bare, new TaskOptions { Repeat = 37 });
        using var two = Open(Bare with { Pool = 2 }, new TaskOptions { Repeat = 37 });
        one.Reset(1);
        two.Reset(1);
        Assert.Equal((3, 252), (Red(Press(one, 0)), Red(Press(two, 0))));
    }

    [AleFact]
    public void No_ops_at_the_start_are_drawn_from_the_seed_up_to_their_most()
    {
        using var v3 = Open(Bare with { Noops = 30 });
        using var v2 = Open(Bare with { Preset = AtariPreset.DreamerV2, Grey = false, Noops = 30 });
        HashSet<int> few = [], many = [];
        for (ulong seed = 0; seed < 250; seed++)
        {
            few.Add(FrameOf(v3.Reset(seed)));
            many.Add(FrameOf(v2.Reset(seed)));
        }

        Assert.Equal(Enumerable.Range(0, 31), few.Order());
        Assert.Equal(Enumerable.Range(1, 30), many.Order()); // Gymnasium's wrapper draws at least one
        Assert.Equal(FrameOf(v3.Reset(3)), FrameOf(v3.Reset(3)));
    }

    [AleFact]
    public void FIRE_begins_the_game_and_follows_each_lost_life_where_a_preset_asks_for_it()
    {
        using var game = Open(Bare with { Preset = AtariPreset.Twm, Grey = false, Noops = 0 });
        Assert.Equal(8, FrameOf(game.Reset(1))); // four frames of FIRE, four of the third action
        EnvironmentStep step;
        var decisions = 0;
        do (step, decisions) = (Press(game, 0), decisions + 1); while (!step.LifeLost);
        Assert.Equal((60 - 8) / 4, decisions);
        Assert.Equal(4, step.Reward);                 // of FIRE, four frames of it
        Assert.Equal(60, FrameOf(step));              // seen is what was there before it
        Assert.Equal(68, FrameOf(Press(game, 0)));
    }

    [AleFact]
    public void No_ops_are_decisions_where_FIRE_begins_the_game()
    {
        using var game = Open(Bare with { Preset = AtariPreset.Twm, Grey = false, Noops = 5 });
        HashSet<int> frames = [];
        for (ulong seed = 0; seed < 60; seed++) frames.Add(FrameOf(game.Reset(seed)));
        Assert.Equal([12, 16, 20, 24, 28], frames.Order());
    }

    [AleFact]
    public void Sticky_actions_keep_what_was_pressed_with_their_probability_by_the_seed()
    {
        using var game = Open(Bare with { Sticky = 0.25, Size = 16 }, new TaskOptions { Repeat = 1 });
        var (random, stuck, frames) = (new EpisodeRandom(1), 0, 0);
        for (ulong seed = 0; seed < 20; seed++)
        {
            game.Reset(seed);
            for (var i = 0; i < 50; i++, frames++)
            {
                var fires = random.NextInt32(2) == 1;
                stuck += Press(game, fires ? Fire : 0).Reward != (fires ? 1 : 0) ? 1 : 0;
            }
        }

        Assert.InRange(stuck / (double)frames, 0.09, 0.16); // half of the kept ones are what was asked for
    }

    [AleFact]
    public void Grey_is_luminance_before_pooling_as_the_emulator_has_it_or_after_all_as_DreamerV3_has_it()
    {
        using var first = Open(Bare with { Preset = AtariPreset.DreamerV2, Pool = 1, Noops = 0 });
        using var last = Open(Bare with { Preset = AtariPreset.DreamerV3, Pool = 1, Noops = 0, Sticky = 0 });
        using var colour = Open(Bare);
        var (rgb, rounded, cut) = ((byte[])colour.Reset(1).Observation.Arrays[0], (byte[])first.Reset(1).Observation.Arrays[0], (byte[])last.Reset(1).Observation.Arrays[0]);
        double red = rgb[300], green = rgb[301], blue = rgb[302];
        Assert.InRange(rounded[100], (0.2989 * red) + (0.587 * green) + (0.114 * blue) - 1, (0.2989 * red) + (0.587 * green) + (0.114 * blue) + 1);
        Assert.Equal((byte)((0.299 * red) + (0.587 * green) + (0.114 * blue)), cut[100]);
    }

    [Theory]
    [InlineData("atari:pongg", "did you mean 'atari:pong'?")]
    [InlineData("atari100k:", "There is no Atari game ''")]
    public void An_unknown_game_is_refused_with_the_nearest_name(string task, string expected) => Assert.Contains(expected, Assert.Throws<ArgumentException>(() => TaskCatalog.Find(task)).Message);

    [AleTheory]
    [InlineData("up_n_down", null, null, "there is no ROM '")]
    [InlineData("pong", "/nowhere/libale_c.so", null, "there is no such library")]
    [InlineData("pong", "libm.so.6", null, "'libm.so.6' has no function 'ALE_new'")]
    [InlineData("pong", null, "/nowhere", "there is no ROM '/nowhere/pong.bin'; set dreamer.task.atari.roms")]
    public void What_is_missing_is_said_with_what_to_set(string game, string? library, string? roms, string expected)
    {
        var options = new AtariOptions { Backend = AtariBackend.Library, Library = library ?? FakeAle.Library, Roms = roms ?? FakeAle.Roms };
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => TaskCatalog.Open($"atari:{game}", new TaskOptions { Observation = ObservationKind.Image, Atari = options })).Message);
    }

    [AleFact]
    public void James_Bond_has_two_names()
    {
        using var game = TaskCatalog.Open("atari:james_bond", new TaskOptions { Observation = ObservationKind.Image, Atari = new AtariOptions { Library = FakeAle.Library, Roms = FakeAle.Roms } });
        Assert.Equal("atari:james_bond", TaskCatalog.Find("atari:jamesbond").Name);
        Assert.Equal("ALE/Jamesbond-v5", AtariGame.All.Single(game => game.Name == "james_bond").GymId);
        Assert.Equal("ALE/UpNDown-v5", AtariGame.All.Single(game => game.Name == "up_n_down").GymId);
    }

    [Fact]
    public void The_human_normalised_score_is_0_for_random_play_and_1_for_the_human()
    {
        var pong = AtariGame.All.Single(game => game.Name == "pong");
        Assert.Equal((0, 1), (pong.HumanNormalised(-21), pong.HumanNormalised(15)));
        Assert.Equal(" (random play -21, a human 15; 0.50 of the way)", TaskCatalog.Find("atari:pong").Proportion(-3));
        Assert.Equal(62, AtariGame.All.Length);
    }

    [Theory]
    [InlineData("atari:pong", "dreamer-v3", AtariPreset.DreamerV3, 50_000_000, 32)]
    [InlineData("atari100k:pong", "dreamer-v3", AtariPreset.DreamerV3Short, 100_000, 256)]
    [InlineData("atari100k:pong", "dreamer-v3-2023", AtariPreset.DreamerV3Short, 100_000, 1024)]
    [InlineData("atari:pong", "dreamer-v2", AtariPreset.DreamerV2, 50_000_000, 200)]
    [InlineData("atari100k:pong", "twm", AtariPreset.Twm, 100_000, 64)]
    public void Protocols_and_the_preprocessing_of_each_agent_are_presets(string task, string agent, AtariPreset preset, long steps, double ratio)
    {
        var run = new ConfigurationReader(ConfigurationReader.DefaultFile).Fresh([ConfigurationReader.Parse($"dreamer.run.task={task}"), ConfigurationReader.Parse($"dreamer.run.agent={agent}")]);
        Assert.Equal((preset, steps, ratio), (run.Task.Atari.Preset, run.Run.Steps, run.Replay.TrainRatio));
        Assert.Equal(agent == "twm" ? (4, true) : (1, false), (run.Task.FrameStack, run.Task.LifeEnds));
    }

    private static IEnvironment Open(AtariOptions atari, TaskOptions? options = null) => TaskCatalog.Open(
        "atari:pong",
        (options ?? new TaskOptions()) with { Observation = ObservationKind.Image, Gym = StandInGym.Options, Atari = atari with { Library = FakeAle.Library, Roms = FakeAle.Roms } });

    private static EnvironmentStep Press(IEnvironment game, int choice) => game.Step(ActionVector.OneHot(choice, game.Spaces.Actions.Size));

    private static byte Red(EnvironmentStep step) => ((byte[])step.Observation.Arrays[0])[0];

    // Which frame is seen: red of the first pixel is 7 times its number, modulo 256, and 7 has an inverse.
    private static int FrameOf(EnvironmentStep step) => 183 * Red(step) % 256;
}
