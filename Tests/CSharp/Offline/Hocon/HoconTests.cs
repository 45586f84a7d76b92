using Hocon;
using Xunit;

namespace AkkaDreamer.Tests.Offline;

/// <summary>The HOCON reader, as published: its kinds, its order of winning, its errors.</summary>
public sealed class HoconTests
{
    [Fact]
    public void A_json_document_is_hocon_too()
    {
        var root = HoconParser.Parse("""{ "a": { "b": [1, 2.5, -3e2], "c": null, "d": "x\ty\u0041" }, "e": true }""");

        Assert.Equal([1, 2.5, -300], root.GetDoubleList("a.b"));
        Assert.Null(root.GetString("a.c"));
        Assert.Equal("x\tyA", root.GetString("a.d"));
        Assert.True(root.GetBoolean("e"));
    }

    [Theory]
    [InlineData("1", HoconType.Number, "1")]
    [InlineData("0x1f", HoconType.Number, "0x1f")]
    [InlineData("1e6", HoconType.Number, "1e6")]
    [InlineData("-1.5e-3", HoconType.Number, "-1.5e-3")]
    [InlineData("Infinity", HoconType.Number, "Infinity")]
    [InlineData("0.5", HoconType.String, "0.5")] // upstream's tokens are "0" and ".5", joined
    [InlineData("10s", HoconType.String, "10s")]
    [InlineData("true", HoconType.Boolean, "true")]
    [InlineData("off", HoconType.Boolean, "off")]
    [InlineData("truely", HoconType.String, "truely")]
    [InlineData("two  words # not this", HoconType.String, "two  words")]
    [InlineData("\"q \\\"q\\\" \\\\\"", HoconType.String, "\"q \"q\" \\\\\"")]
    [InlineData("'single'", HoconType.String, "\"single\"")]
    [InlineData("null", HoconType.String, "null")]
    public void Values_have_a_kind_and_a_raw_text(string text, HoconType kind, string raw)
    {
        var value = HoconParser.Parse($"a = {text}\nb = 1").GetValue("a");

        Assert.Equal((kind, raw), (value.Type, value.Raw));
    }

    [Fact]
    public void Numbers_are_read_in_their_forms()
    {
        var root = HoconParser.Parse("hex = 0x1f, octal = 010, exponent = 1e6, half = 0.5, negative = -7, none = NaN, endless = -Infinity");

        Assert.Equal((31, 31L, 8), (root.GetInt("hex"), root.GetLong("hex"), root.GetInt("octal")));
        Assert.Equal((1e6, 0.5f, -7.0), (root.GetDouble("exponent"), root.GetFloat("half"), root.GetDouble("negative")));
        Assert.Equal((double.NaN, double.NegativeInfinity), (root.GetDouble("none"), root.GetDouble("endless")));
        Assert.Equal("exponent", Assert.Throws<HoconValueException>(() => root.GetInt("exponent")).FailPath);
    }

    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("1.5 hours", 5_400_000)]
    [InlineData("2 minutes", 120_000)]
    [InlineData("100", 100)]
    [InlineData("infinite", -1)]
    public void Durations_are_read_with_their_unit(string text, double milliseconds) =>
        Assert.Equal(milliseconds, HoconParser.Parse($"a = {text}").GetTimeSpan("a").TotalMilliseconds);

    [Theory]
    [InlineData("2kB", 2000)]
    [InlineData("2 KiB", 2048)]
    [InlineData("1.5 MB", 1_500_000)]
    [InlineData("8G", 8L << 30)]
    [InlineData("42", 42)]
    public void Byte_sizes_are_read_with_their_unit(string text, long bytes) =>
        Assert.Equal(bytes, HoconParser.Parse($"a = {text}").GetByteSize("a"));

    [Fact]
    public void The_last_value_wins_objects_merge_and_arrays_join()
    {
        var root = HoconParser.Parse("""
            a.b = 1
            a { c = 2, b = 3 }
            l = [1] [2]
            l += 3
            path = x
            path = ${path}y
            o { p = 1 }
            o = ${o} { q = 2 }
            """);

        Assert.Equal((3, 2), (root.GetInt("a.b"), root.GetInt("a.c")));
        Assert.Equal([1, 2, 3], root.GetIntList("l"));
        Assert.Equal("xy", root.GetString("path"));
        Assert.Equal((1, 2), (root.GetInt("o.p"), root.GetInt("o.q")));
    }

    [Fact]
    public void Substitutions_look_at_the_finished_text_then_at_the_environment()
    {
        Environment.SetEnvironmentVariable("AKKADREAMER_HOCON", "from outside");
        var root = HoconParser.Parse("""
            a = ${b.c}
            b { c = 5 }
            b.c = 6
            e = ${AKKADREAMER_HOCON}
            f = x${?nowhere}y
            g = ${?nowhere}
            h = 1
            h = ${?nowhere}
            derived = ${b} { d = 7 }
            """);

        Assert.Equal(6, root.GetInt("a"));
        Assert.Equal("from outside", root.GetString("e"));
        Assert.Equal("xy", root.GetString("f"));
        Assert.False(root.HasPath("g"));
        Assert.Equal(1, root.GetInt("h"));
        Assert.Equal((6, 7), (root.GetInt("derived.c"), root.GetInt("derived.d")));
    }

    [Fact]
    public void Quoted_keys_keep_their_dots_and_walk_the_tree_in_order()
    {
        var root = HoconParser.Parse("\"x.y\".z = 1, \"k k\" = 2, plain { deep { er = [a, b] } }");

        Assert.Equal(1, root.GetInt("\"x.y\".z"));
        Assert.Equal(["x.y", "k k", "plain"], root.AsEnumerable().Select(entry => entry.Key));
        var field = root.Value.GetObject().GetField("plain.deep.er");
        Assert.Equal(("plain.deep.er", "er", HoconType.Array), (field.Path.Value, field.Key, field.Type));
        Assert.Equal(["a", "b"], field.GetArray().Select(item => item.GetString()));
    }

    [Fact]
    public void Includes_are_merged_and_win_over_the_object_they_stand_in()
    {
        Task<string> Include(HoconCallbackType kind, string name) =>
            Task.FromResult(name == "part" ? "b = 1\nc = ${b}" : "");

        var root = HoconParser.Parse("a { include file(\"part\")\n b = 2, d = 3 }\na { b = 4 }\ninclude \"nothing\"", Include);

        Assert.Equal((4, 3), (root.GetInt("a.b"), root.GetInt("a.d")));
        Assert.Equal(1, HoconParser.Parse("a { include \"part\"\n b = 2 }", Include).GetInt("a.b"));
        var error = Assert.Throws<HoconParserException>(() => HoconParser.Parse("x = 1\ninclude required(\"nothing\")", Include));
        Assert.Contains("required", error.Message);
    }

    [Theory]
    [InlineData("a = 1\nb = ${nowhere}", 2, "nowhere")]
    [InlineData("a = 1\nb = [1,,2]", 2, "valid value")]
    [InlineData("a = 1\n\nb = \"open", 3, "quoted string")]
    [InlineData("a = \"\\q\"", 1, "escape")]
    [InlineData("a = {x = 1} 5", 1, "merge")]
    [InlineData("a = @x", 1, "token")]
    [InlineData("a = 1 }", 1, "EndOfFile")]
    public void Errors_say_what_and_on_which_line(string text, int line, string what)
    {
        var error = Assert.Throws<HoconParserException>(() => HoconParser.Parse(text));

        Assert.Contains(what, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(line, error.LineNumber);
        Assert.Contains($"line {line}", error.Message);
    }

    [Theory]
    [InlineData("a = ${b}\nb = ${a}", "cyclic")]
    [InlineData("a = ${a}", "Unresolved")]
    [InlineData("a = [1, {b = 1}]", "type")]
    [InlineData(" ", "empty")]
    public void What_makes_no_sense_is_refused(string text, string what) =>
        Assert.Contains(what, Assert.Throws<HoconParserException>(() => HoconParser.Parse(text)).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_missing_path_gives_the_default_or_an_exception_that_names_it()
    {
        var root = HoconParser.Parse("a.b = text");

        Assert.Equal(7, root.GetInt("a.c", 7));
        Assert.Equal(7, root.GetInt("a.b", 7));
        Assert.Equal("d", root.GetString("x", "d"));
        Assert.Contains("a.c", Assert.Throws<HoconValueException>(() => root.GetString("a.c")).Message);
        Assert.False(root.HasPath("a.b.c"));
    }

    [Fact]
    public void What_it_prints_can_be_parsed_again()
    {
        var root = HoconParser.Parse("a { b = \"x: y\", c = [1, two, \"th ree\"], d { e = on, f = [{x = 1}, {x = 2}] } }\nt = 10s");

        var again = HoconParser.Parse(root.ToString());

        Assert.Equal(root, again);
        Assert.Equal(root.ToString(), again.PrettyPrint(2));
        Assert.Equal("x: y", again.GetString("a.b"));
        Assert.Equal([1, 2], again.GetObjectList("a.d.f").Select(item => item["x"].Value.GetInt()));
    }

    [Fact]
    public void A_fallback_fills_what_is_missing()
    {
        var config = HoconConfigurationFactory.ParseString("a { b = 1 }")
            .WithFallback(HoconConfigurationFactory.ParseString("a { b = 2, c = 3 }\nd = 4"));

        Assert.Equal((1, 3, 4), (config.GetInt("a.b"), config.GetInt("a.c"), config.GetInt("d")));
        Assert.Equal((1, 3), (config.GetConfig("a").GetInt("b"), config.GetConfig("a").GetInt("c")));
        Assert.True(config.GetConfig("nowhere").IsEmpty);
        Assert.Equal(["a", "d"], config.AsEnumerable().Select(entry => entry.Key).Order());
    }

    [Fact]
    public void A_file_is_read_and_a_missing_one_named()
    {
        var file = Path.GetTempFileName() + ".conf";
        File.WriteAllText(file, "a = 1");
        Assert.Equal(1, HoconConfigurationFactory.FromFile(file).GetInt("a"));
        Assert.Equal(1, HoconConfigurationFactory.FromFile(file[..^5] + ".conf").GetInt("a"));
        File.Delete(file);

        Assert.Contains(file, Assert.Throws<ConfigurationException>(() => HoconConfigurationFactory.FromFile(file)).Message);
    }
}
