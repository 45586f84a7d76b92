using AkkaDreamer.Actors.Configuration;
using Xunit;

namespace AkkaDreamer.Tests.Configuration;

public sealed class HoconSettingsTests
{
    private const string Text = """
        # a comment with braces { and = signs
        akka { loglevel = INFO, actor.provider = cluster }
        dreamer {
          run {
            seed = 3 // another comment
            task : "dmc:walker-walk"
          }
          replay.capacity = 2e6
          lists {
            units = [
              1, 2,
              3
            ]
            after = yes
          }
          copy = ${dreamer.run.seed}
        }
        """;

    [Fact]
    public void Every_value_knows_the_line_it_stands_in()
    {
        var settings = HoconSettings.Read(Text, "akka.hocon", ".").ToDictionary(setting => setting.Key);
        Assert.Equal(("3", "akka.hocon line 5"), (settings["dreamer.run.seed"].Text, settings["dreamer.run.seed"].Source));
        Assert.Equal(("dmc:walker-walk", "akka.hocon line 6"), (settings["dreamer.run.task"].Text, settings["dreamer.run.task"].Source));
        Assert.Equal(("2e6", "akka.hocon line 8"), (settings["dreamer.replay.capacity"].Text, settings["dreamer.replay.capacity"].Source));
        Assert.Equal(("cluster", "akka.hocon line 2"), (settings["akka.actor.provider"].Text, settings["akka.actor.provider"].Source));
        Assert.Equal(("[1, 2, 3]", "akka.hocon line 10"), (settings["dreamer.lists.units"].Text, settings["dreamer.lists.units"].Source));
        Assert.Equal("akka.hocon line 14", settings["dreamer.lists.after"].Source);
        Assert.Equal("3", settings["dreamer.copy"].Text);
    }

    [Fact]
    public void Includes_are_read_from_beside_the_file_and_environment_variables_are_put_in()
    {
        var folder = Directory.CreateTempSubdirectory("dreamer");
        try
        {
            Environment.SetEnvironmentVariable("DREAMER_TEST_SEED", "41");
            File.WriteAllText(Path.Combine(folder.FullName, "more.hocon"), "dreamer.run.size = tiny");
            var file = Path.Combine(folder.FullName, "main.hocon");
            File.WriteAllText(file, "include \"more.hocon\"\ndreamer.run.seed = ${DREAMER_TEST_SEED}\ndreamer.run.steps = ${?DREAMER_TEST_NOTHING}\n");
            var settings = HoconSettings.ReadFile(file).ToDictionary(setting => setting.Key, setting => setting.Text);
            Assert.Equal("41", settings["dreamer.run.seed"]);
            Assert.Equal("tiny", settings["dreamer.run.size"]);
            Assert.DoesNotContain("dreamer.run.steps", settings.Keys);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("dreamer { run { seed = 1 }")]
    [InlineData("dreamer.run.seed = ${nowhere.to.be.found}")]
    public void A_text_that_is_not_HOCON_is_refused_in_one_line(string text)
    {
        var refused = Assert.Throws<ConfigurationException>(() => HoconSettings.Read(text, "akka.hocon", "."));
        Assert.StartsWith("akka.hocon: ", refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Settings_written_as_text_are_read_back_the_same()
    {
        var settings = HoconSettings.Read("a { b = \"x \\\"y\\\" z\", \"with.dot, and comma\" = v, c = [1, two] }", "t", ".");
        var again = HoconSettings.Read(HoconSettings.Write(settings), "t", ".");
        Assert.Equal(settings.Select(setting => (setting.Key, setting.Text)).Order(), again.Select(setting => (setting.Key, setting.Text)).Order());
    }
}
