using Akka.Configuration;
using Xunit;

namespace AkkaDreamer.Tests.Offline;

/// <summary>Akka's own Config and the reader behind it.</summary>
public sealed class ConfigTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("1.5s", 1500)]
    [InlineData("2 minutes", 120_000)]
    [InlineData("3h", 10_800_000)]
    [InlineData("1 day", 86_400_000)]
    [InlineData("100", 100)]
    [InlineData("5000 micros", 5)]
    [InlineData("infinite", -1)]
    public void Durations_are_read_with_their_unit(string text, double milliseconds) =>
        Assert.Equal(milliseconds, ConfigurationFactory.ParseString($"a = {text}").GetTimeSpan("a").TotalMilliseconds);

    [Fact]
    public void Infinite_is_refused_where_it_is_not_allowed() =>
        Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString("a = infinite").GetTimeSpan("a", null, false));

    [Theory]
    [InlineData("1000b", 1000)]
    [InlineData("2kB", 2000)]
    [InlineData("2k", 2048)]
    [InlineData("2KiB", 2048)]
    [InlineData("3 MB", 3_000_000)]
    [InlineData("3m", 3 << 20)]
    [InlineData("1 gibibyte", 1 << 30)]
    [InlineData("42", 42)]
    public void Byte_sizes_are_read_with_their_unit(string text, long bytes) =>
        Assert.Equal(bytes, ConfigurationFactory.ParseString($"a = {text}").GetByteSize("a"));

    [Fact]
    public void An_unknown_unit_of_bytes_is_refused() =>
        Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString("a = 3 elephants").GetByteSize("a"));

    [Fact]
    public void Comments_nested_keys_quotes_and_lists_are_read()
    {
        var config = ConfigurationFactory.ParseString("""
            # a comment
            a.b { c = 1, d = "x y" } // another
            a.b.e = [ 1, 2,
              3 ]
            a."k.k" = on
            a.text = ""+"two
            lines""+"
            a.words = two words # not this
            """.Replace("\"\"+\"", "\"\"\""));

        Assert.Equal(1, config.GetInt("a.b.c"));
        Assert.Equal("x y", config.GetString("a.b.d"));
        Assert.Equal(["1", "2", "3"], config.GetStringList("a.b.e").Where(item => item != null));
        Assert.True(config.GetBoolean("a.\"k.k\""));
        Assert.Equal("two\nlines", config.GetString("a.text").ReplaceLineEndings("\n"));
        Assert.Equal("two words", config.GetString("a.words"));
    }

    [Fact]
    public void A_missing_path_gives_the_default_and_no_section()
    {
        var config = ConfigurationFactory.ParseString("a.b = 1");

        Assert.Equal(7, config.GetInt("a.x", 7));
        Assert.Equal("d", config.GetString("x.y", "d"));
        Assert.Null(config.GetString("x.y"));
        Assert.Null(config.GetByteSize("x"));
        Assert.Equal(9, config.GetByteSize("x", 9));
        Assert.Equal(TimeSpan.FromSeconds(3), config.GetTimeSpan("x", TimeSpan.FromSeconds(3)));
        Assert.Empty(config.GetStringList("x"));
        Assert.Null(config.GetConfig("x"));
        Assert.False(config.HasPath("a.x"));
        Assert.True(config.HasPath("a.b"));
    }

    [Fact]
    public void The_last_value_wins_and_objects_merge()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1, c = 2 }\na { b = 3 }\na.d = 4");

        Assert.Equal((3, 2, 4), (config.GetInt("a.b"), config.GetInt("a.c"), config.GetInt("a.d")));
    }

    [Fact]
    public void A_fallback_fills_what_is_missing()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1, l = [x] }")
            .WithFallback(ConfigurationFactory.ParseString("a { b = 2, c = 3, l = [y, z] }\nd = 4"))
            .WithFallback("d = 5, e = 6");

        Assert.Equal((1, 3, 4, 6), (config.GetInt("a.b"), config.GetInt("a.c"), config.GetInt("d"), config.GetInt("e")));
        Assert.Equal(["x"], config.GetStringList("a.l"));
        Assert.Equal((1, 3), (config.GetConfig("a").GetInt("b"), config.GetConfig("a").GetInt("c")));
        Assert.Equal(["a", "d", "e"], config.AsEnumerable().Select(entry => entry.Key).Order());
        Assert.Equal(2, config.Fallback.GetInt("a.b"));
    }

    [Fact]
    public void An_empty_configuration_is_its_fallback()
    {
        Assert.True(ConfigurationFactory.Empty.IsEmpty);
        Assert.True(((Config?)null).IsNullOrEmpty());
        Assert.Equal(1, Config.Empty.WithFallback("a = 1").GetInt("a"));
        Assert.Throws<ArgumentException>(() => Config.Empty.WithFallback(Config.Empty));
    }

    [Fact]
    public void Substitutions_take_the_value_at_their_path()
    {
        var config = ConfigurationFactory.ParseString("base { x = 1 }\nother = ${base}\ntext = n ${base.x}");

        Assert.Equal((1, "n 1"), (config.GetInt("other.x"), config.GetString("text")));
        Assert.Contains("nowhere", Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString("a = ${nowhere}")).Message);
    }

    [Fact]
    public void An_unquoted_text_with_a_colon_is_refused_with_advice() =>
        Assert.Contains("quotes", Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString("a = http://x")).Message);

    [Fact]
    public void An_include_is_merged_in_where_it_stands()
    {
        var config = ConfigurationFactory.ParseString(
            "a { include \"part\"\n b = 2 }", name => new Akka.Configuration.Hocon.HoconRoot(ConfigurationFactory.ParseString($"b = 1, c = {name}").Root));

        Assert.Equal((2, "part"), (config.GetInt("a.b"), config.GetString("a.c")));
    }

    [Fact]
    public void What_it_prints_can_be_parsed_again()
    {
        var config = ConfigurationFactory.ParseString("a { b = \"x y\", c = [1, 2], d { e = on } }");

        var again = ConfigurationFactory.ParseString(config.ToString());

        Assert.Equal(("x y", true), (again.GetString("a.b"), again.GetBoolean("a.d.e")));
        Assert.Equal([1, 2], again.GetIntList("a.c"));
    }

    [Fact]
    public void An_object_becomes_a_configuration() =>
        Assert.Equal(5, ConfigurationFactory.FromObject(new { a = new { b = 5 } }).GetInt("a.b"));
}
