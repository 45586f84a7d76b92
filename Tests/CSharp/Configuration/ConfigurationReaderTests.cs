using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Environments;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Agents.Presets;
using Xunit;

namespace AkkaDreamer.Tests.Configuration;

public sealed class ConfigurationReaderTests : IDisposable
{
    private const string Layers = """
        akka.loglevel = INFO
        dreamer {
          run { agent = dreamer-v3, size = tiny, task = catch }
          replay { batch = 1, length = 11, lag = 1, prefill = 1, chunk = 1 }
          presets {
            agent.dreamer-v3 { help = "the agent", replay { length = 22, lag = 2, prefill = 2, chunk = 2 }, agent.units = 32 }
            size.tiny { help = "small", replay { lag = 3, prefill = 3, chunk = 3 } }
            size.1m.help = "one million"
            task.catch { help = "a game", replay { prefill = 4, chunk = 4 } }
          }
        }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dreamer");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Later_layers_win_over_earlier_ones()
    {
        var replay = Reader().Fresh([ConfigurationReader.Parse("dreamer.replay.chunk=5")]).Replay;
        Assert.Equal((1, 22, 3, 4, 5), (replay.Batch, replay.Length, replay.Lag, replay.Prefill, replay.Chunk));
        Assert.Equal(new ReplayOptions().Capacity, replay.Capacity);
    }

    [Fact]
    public void What_holds_for_a_family_of_tasks_is_laid_under_what_one_of_its_tasks_says()
    {
        TaskCatalog.Register(TaskCatalog.Find("catch") with { Name = "own:garden" });
        var reader = Reader(Layers + "\ndreamer.presets { family.own { help = \"ours\", replay { prefill = 6, chunk = 6 } }, task.\"own:garden\" { help = \"one\", replay.chunk = 7 } }");
        RunConfiguration On(string task) => reader.Fresh([ConfigurationReader.Parse($"dreamer.run.task={task}")]);
        Assert.Equal((3, 6L, 7), (On("own:garden").Replay.Lag, On("own:garden").Replay.Prefill, On("own:garden").Replay.Chunk));
        Assert.Equal((4L, 4), (On("catch").Replay.Prefill, On("catch").Replay.Chunk));
    }

    [Fact]
    public void The_agents_options_come_from_its_size_and_generation_and_can_be_set_one_by_one()
    {
        var agent = (DreamerSettings)Reader().Fresh([ConfigurationReader.Parse("dreamer.run.size=1m"), ConfigurationReader.Parse("dreamer.agent.behaviour.horizon=7")]).Agent;
        var published = DreamerV3.Settings(Generation.V2024, "1m");
        Assert.Equal((published.Rssm, 32, 7), (agent.Rssm, agent.Units, agent.Behaviour.Horizon));
        var older = (DreamerSettings)Reader().Fresh([ConfigurationReader.Parse("dreamer.agent.generation=v2023")]).Agent;
        Assert.Equal(DreamerV3.Settings(Generation.V2023, "tiny").ModelOptimiser, older.ModelOptimiser);
    }

    [Fact]
    public void A_size_asked_for_is_the_size_that_runs_whatever_the_task_says_of_another_size()
    {
        const string TaskLayer = "dreamer.presets.task.catch { replay.batch = 9, at-size.tiny.agent.units = 17 }";
        var reader = Reader(Layers + "\n" + TaskLayer);
        RunConfiguration At(string size) => reader.Fresh([ConfigurationReader.Parse("dreamer.run.task=catch"), ConfigurationReader.Parse($"dreamer.run.size={size}")]);
        Assert.Equal((9, 17), (At("tiny").Replay.Batch, ((DreamerSettings)At("tiny").Agent).Units));
        Assert.Equal((9, 32), (At("1m").Replay.Batch, ((DreamerSettings)At("1m").Agent).Units));
        Assert.Contains("there is no size 'tinny'; did you mean 'tiny'?", Assert.Throws<ConfigurationException>(() => Reader(Layers + "\n" + TaskLayer.Replace("tiny", "tinny"))).Message);
    }

    [Fact]
    public void An_agent_preset_brings_replay_run_and_environment_and_the_task_may_say_otherwise_for_that_agent_at_that_size()
    {
        const string More = """
            dreamer.presets {
              agent.dreamer-v3-2023 { help = "another", replay { batch = 50, length = 50, train-ratio = 7, prefill = 5000 }, run.steps = 77, environment.count = 3 }
              task.catch {
                replay.length = 9
                at-size.tiny.replay { length = 10, capacity = 1e4 }
                at-agent.dreamer-v3-2023 { agent.units = 21, replay { length = 11, lag = 7 }, at-size.tiny.replay.lag = 8 }
                at-agent.dreamer-v3 = ${dreamer.presets.task.catch.at-agent.dreamer-v3-2023} { agent.units = 22 }
              }
            }
            """;
        var reader = Reader(Layers + "\n" + More);
        RunConfiguration At(string agent, string size) => reader.Fresh([ConfigurationReader.Parse($"dreamer.run.agent={agent}"), ConfigurationReader.Parse($"dreamer.run.size={size}")]);
        var (tiny, other, copied) = (At("dreamer-v3-2023", "tiny"), At("dreamer-v3-2023", "1m"), At("dreamer-v3", "1m"));
        Assert.Equal((50, 11, 8, 7.0, 77L, 3), (tiny.Replay.Batch, tiny.Replay.Length, tiny.Replay.Lag, tiny.Replay.TrainRatio, tiny.Run.Steps, tiny.Environment.Count));
        Assert.Equal((4L, 10_000L), (tiny.Replay.Prefill, tiny.Replay.Capacity)); // the task's prefill over the agent's
        Assert.Equal((11, 7, 21), (other.Replay.Length, other.Replay.Lag, ((DreamerSettings)other.Agent).Units));
        Assert.Equal((1, 11, 22), (copied.Replay.Batch, copied.Replay.Length, ((DreamerSettings)copied.Agent).Units));
        Assert.Equal(5, reader.Fresh([ConfigurationReader.Parse("dreamer.run.agent=dreamer-v3-2023"), ConfigurationReader.Parse("dreamer.replay.lag=5")]).Replay.Lag);
    }

    [Theory]
    [InlineData("task.catch.at-agent.dreamer-v5.replay.lag = 3", "there is no agent 'dreamer-v5'; did you mean 'dreamer-v3'?")]
    [InlineData("task.catch.at-agent.dreamer-v3.lag = 3", "write at-agent { NAME { section { settings } } }")]
    [InlineData("task.catch.at-agent.dreamer-v3.at-agent.dreamer-v3.replay.lag = 3", "at-agent says nothing here; the agent is known already")]
    [InlineData("size.tiny.at-size.tiny.replay.lag = 3", "at-size says nothing here; the size is known already")]
    [InlineData("task.catch.at-agent.dreamer-v3.run.size = 1m", "a preset cannot choose dreamer.run.size")]
    public void A_condition_that_cannot_hold_is_refused_with_its_line(string line, string expected)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Reader(Layers + "\ndreamer.presets." + line));
        Assert.Contains("(akka.hocon line 12)", refused.Message);
        Assert.Contains(expected, refused.Message);
    }

    [Theory]
    [InlineData("dreamer.run.task=ctach", "--set dreamer.run.task=ctach: There is no task 'ctach'; did you mean 'catch'?")]
    [InlineData("dreamer.run.size=2m", "there is no size '2m'; did you mean '1m'?")]
    [InlineData("dreamer.run.agent=planet", "there is no agent 'planet'")]
    [InlineData("dreamer.run.schedule=both", "allowed is overlapped, lockstep")]
    [InlineData("dreamer.task.observation=smell", "allowed is vector, image, both")]
    [InlineData("dreamer.agent.behaviour.horison=3", "did you mean dreamer.agent.behaviour.horizon?")]
    public void A_wrong_choice_is_refused_with_what_there_is(string set, string expected)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Reader().Fresh([ConfigurationReader.Parse(set)]));
        Assert.Contains(expected, refused.Message);
    }

    [Fact]
    public void A_mistake_in_a_preset_names_the_preset_and_its_line()
    {
        var reader = Reader(Layers.Replace("length = 22", "length = long"));
        Assert.StartsWith("agent preset 'dreamer-v3' (akka.hocon line 6): dreamer.replay.length = long is refused", Assert.Throws<ConfigurationException>(() => reader.Fresh([])).Message);
    }

    [Fact]
    public void A_task_without_that_observation_is_refused()
    {
        var refused = Assert.Throws<ConfigurationException>(() => Reader().Fresh([ConfigurationReader.Parse("dreamer.run.task=counter"), ConfigurationReader.Parse("dreamer.task.observation=image")]));
        Assert.Contains("it has vector", refused.Message);
    }

    [Theory]
    [InlineData("replay.capacity=3")]
    [InlineData("dreamer.replay.capacity")]
    [InlineData("=3")]
    public void What_is_no_setting_is_refused(string text) => Assert.StartsWith($"--set {text}: ", Assert.Throws<ConfigurationException>(() => ConfigurationReader.Parse(text)).Message);

    [Fact]
    public void Settings_of_akka_are_handed_on_with_those_of_the_command_line()
    {
        var setup = Reader().Resolve([ConfigurationReader.Parse("akka.loglevel=DEBUG")], Folder("new"));
        Assert.Contains("\"akka\".\"loglevel\" = \"DEBUG\"", setup.Akka);
        Assert.DoesNotContain("dreamer", setup.Akka);
    }

    [Fact]
    public void A_run_without_a_folder_gets_one_that_the_same_command_finds_again() =>
        Assert.Equal(Path.GetFullPath("runs/catch-dreamer-v3-tiny-seed7"), Reader().Resolve([ConfigurationReader.Parse("dreamer.run.seed=7")], null).Folder.Path);

    [Fact]
    public void A_folder_alone_resumes_what_it_says()
    {
        var began = Begin("dreamer.run.seed=7", "dreamer.replay.capacity=2e6", "dreamer.environment.step-deadline=90s", "dreamer.agent.lambda=0.9", "dreamer.replay.tolerance=12.5");
        var resumed = Reader(Layers.Replace("lag = 3", "lag = 9")).Resolve([], began.Folder);
        Assert.True(resumed.Resumes);
        Assert.Equal(began.Configuration, resumed.Configuration);
    }

    [Theory]
    [InlineData("dreamer.run.steps=999999")]
    [InlineData("dreamer.evaluation.episodes=3")]
    [InlineData("dreamer.metrics.every=1s")]
    [InlineData("dreamer.run.seed=0")]
    public void What_does_not_change_the_run_may_be_changed_on_resume(string set) => Assert.True(Reader().Resolve([ConfigurationReader.Parse(set)], Begin().Folder).Resumes);

    [Theory]
    [InlineData("dreamer.run.seed=1", "runs with dreamer.run.seed = 0, which cannot change to 1 on resume")]
    [InlineData("dreamer.run.size=1m", "cannot change to 1m on resume")]
    [InlineData("dreamer.replay.train-ratio=3", "cannot change to 3 on resume")]
    [InlineData("dreamer.run.steps=5", "may only grow")]
    public void What_decides_the_run_is_refused_on_resume(string set, string expected)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Reader().Resolve([ConfigurationReader.Parse(set)], Begin().Folder));
        Assert.StartsWith($"--set {set}: ", refused.Message);
        Assert.Contains(expected, refused.Message);
    }

    [Theory]
    [InlineData("{ torn", "cannot be read")]
    [InlineData("{}", "is not a configuration of AkkaDreamer")]
    [InlineData("[1]", "is not a configuration of AkkaDreamer")]
    [InlineData("""{ "format": 9, "dreamer": {} }""", "has format 9; this version reads format 1")]
    [InlineData("""{ "format": 1, "dreamer": { "run": { "seed": -3 } } }""", "config.json: dreamer.run.seed = -3 is refused")]
    public void A_damaged_or_foreign_config_json_is_refused_in_one_line(string text, string expected)
    {
        var setup = Begin();
        File.WriteAllText(setup.Folder.Config, text);
        var refused = Assert.Throws<ConfigurationException>(() => Reader().Resolve([], setup.Folder));
        Assert.Contains(expected, refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_folder_of_other_things_is_never_taken()
    {
        var other = Folder("photos");
        Directory.CreateDirectory(other.Path);
        File.WriteAllText(Path.Combine(other.Path, "holiday.jpg"), "");
        Assert.Contains("holds no run", Assert.Throws<ConfigurationException>(() => Reader().Resolve([], other)).Message);
    }

    [Fact]
    public void A_start_that_was_killed_before_config_json_can_be_made_again()
    {
        var folder = Folder("begun");
        RunFolderLock.Take(folder).Dispose();
        JournalFile.Prepare(folder);
        JournalName.Of(folder, new JournalOptions { Database = JournalDatabase.Postgresql });
        Assert.False(Reader().Resolve([], folder).Resumes);
        Directory.CreateDirectory(folder.Segments); // there are steps: without config.json nobody knows of what
        Assert.Contains("holds no run", Assert.Throws<ConfigurationException>(() => Reader().Resolve([], folder)).Message);
    }

    [Fact]
    public void Passwords_are_not_written_into_the_run_folder()
    {
        var setup = Begin("dreamer.journal.connection=Host=db;Password=secret");
        Assert.DoesNotContain("secret", File.ReadAllText(setup.Folder.Config));
    }

    [Fact]
    public void Every_preset_of_akka_hocon_has_its_line_of_help_and_is_one_of_an_agent_a_size_a_family_or_a_task()
    {
        var presets = new ConfigurationReader(ConfigurationReader.DefaultFile).Presets;
        Assert.All(presets, preset => Assert.True(preset.Help.Length > 10, $"{preset.Kind} preset {preset.Name} has no help"));
        string[] Names(string kind) => [.. presets.Where(preset => preset.Kind == kind).Select(preset => preset.Name).Order()];
        Assert.Equal(AgentCatalog.All.Select(agent => agent.Name).Order(), Names("agent"));
        Assert.Equal(AgentCatalog.All.SelectMany(agent => agent.Sizes).Distinct().Order(), Names("size"));
        Assert.All(Names("family"), family => Assert.Contains(family, TaskCatalog.Families.Select(known => known.Name)));
        Assert.All(Names("task"), task => TaskCatalog.Find(task));
    }

    public static TheoryData<string> Agents => [.. AgentCatalog.All.Select(agent => agent.Name)];

    [Theory]
    [MemberData(nameof(Agents))]
    public void An_agent_can_be_had_at_each_of_its_sizes_on_every_task_that_it_can_take_and_at_no_other_size(string name)
    {
        var (reader, agent) = (new ConfigurationReader(ConfigurationReader.DefaultFile), AgentCatalog.Find(name));
        RunConfiguration At(string size, string task) => reader.Fresh([Choice("agent", name), Choice("size", size), Choice("task", task)]);
        foreach (var task in new[] { "catch", "cartpole-swingup", "cartpole-balance", "counter" })
        {
            var spaces = Spaces(task);
            if (agent.Reach.Fault(spaces, task) is not null) continue;
            foreach (var size in agent.Sizes) AgentCatalog.Create(At(size, task), spaces);
        }

        foreach (var size in reader.Presets.Where(preset => preset.Kind == "size" && !agent.Sizes.Contains(preset.Name)))
            Assert.StartsWith($"test: {name} has no size '{size.Name}'; it has debug, tiny", Assert.Throws<ConfigurationException>(() => At(size.Name, "cartpole-balance")).Message);
    }

    private static Setting Choice(string kind, string name) => new(["dreamer", "run", kind], [name], false, "test");

    private static AkkaDreamer.Models.AgentSpaces Spaces(string task)
    {
        using var environment = TaskCatalog.Open(task, new TaskOptions());
        return AkkaDreamer.Actors.Acting.AgentSpacesOf.Environment(environment.Spaces);
    }

    [Fact]
    public void Every_option_of_the_agent_has_its_line_of_help()
    {
        foreach (var option in OptionDescription.Of(new ConfigurationReader(ConfigurationReader.DefaultFile).Fresh([]), "dreamer"))
            Assert.True(option.Help.Length is > 5 and < 220, $"{option.Key} has no line of help");
    }

    private static ConfigurationReader Reader(string text = Layers) => new(HoconSettings.Read(text, "akka.hocon", "."));

    private RunFolder Folder(string name) => new(Path.Combine(folder.FullName, name));

    private RunSetup Begin(params string[] sets)
    {
        var setup = Reader().Resolve([.. sets.Select(ConfigurationReader.Parse)], Folder("run"));
        Assert.False(setup.Resumes);
        Assert.Equal(Schedule.Overlapped, setup.Configuration.Run.Schedule);
        ConfigurationFile.Write(setup.Folder, setup.Configuration);
        return setup;
    }
}
