using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AkkaDreamer.Actors.Configuration;
using Xunit;

namespace AkkaDreamer.Tests.Configuration;

public sealed class OptionBinderTests
{
    [Theory]
    [InlineData("t.count", "2e1", "20")]
    [InlineData("t.count", "7", "7")]
    [InlineData("t.ratio", "0.25", "0.25")]
    [InlineData("t.wait-time", "90s", "90s")]
    [InlineData("t.wait-time", "2 minutes", "2m")]
    [InlineData("t.wait-time", "250", "250ms")]
    [InlineData("t.patience", "infinite", "infinite")]
    [InlineData("t.patience", "90d", "2160h")]
    [InlineData("t.memory-bytes", "2 GiB", "2147483648")]
    [InlineData("t.on", "yes", "true")]
    [InlineData("t.kind", "second-one", "second-one")]
    [InlineData("t.perhaps", "3.5", "3.5")]
    [InlineData("t.perhaps", "none", "none")]
    [InlineData("t.units", "1,2,3", "[1, 2, 3]")]
    [InlineData("t.inner.depth", "5", "5")]
    public void A_text_becomes_the_value_of_its_option(string key, string text, string expected)
    {
        var bound = Bind(key, text);
        Assert.Equal(expected, OptionText.Format(OptionDescription.Of(bound, "t").Single(option => option.Key == key).Value));
    }

    [Theory]
    [InlineData("t.count", "0", "--set t.count=0 is refused; allowed is a whole number from 1 to 64")]
    [InlineData("t.count", "1.5", "allowed is a whole number from 1 to 64")]
    [InlineData("t.count", "99999999999", "allowed is a whole number from 1 to 64")]
    [InlineData("t.ratio", "NaN", "allowed is a number from 0 to 1")]
    [InlineData("t.kind", "third", "allowed is first, second-one")]
    [InlineData("t.on", "maybe", "allowed is true, false")]
    [InlineData("t.wait-time", "1ms", "from 100ms to 1h")]
    [InlineData("t.wait-time", "infinite", "from 100ms to 1h")]
    [InlineData("t.patience", "-1s", "allowed is a duration such as 500ms, 30s, 5 minutes, 0s or more, or infinite")]
    [InlineData("t.cuont", "3", "there is no option t.cuont; did you mean t.count?")]
    [InlineData("t.depth", "3", "did you mean t.inner.depth?")]
    [InlineData("t.count.more", "3", "there is no option t.count.more")]
    [InlineData("t.low", "9", "low must be below high")]
    public void What_is_not_allowed_is_refused_with_where_it_was_set_and_what_is_allowed(string key, string text, string expected)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Bind(key, text));
        Assert.Contains(expected, refused.Message);
        Assert.StartsWith($"--set {key}={text}", refused.Message);
    }

    [Fact]
    public void The_record_that_was_given_stays_as_it_was()
    {
        var record = new Options();
        OptionBinder.Bind(record, "t", Settings("t.inner.depth", "5"));
        Assert.Equal(1, record.Inner.Depth);
    }

    [Fact]
    public void Every_option_of_every_section_has_its_line_of_help_and_a_default_within_its_range()
    {
        foreach (var option in OptionDescription.Of(new RunConfiguration(), "dreamer"))
        {
            Assert.True(option.Help.Length is > 10 and < 160, $"{option.Key} has no line of help");
            Assert.True(option.Range is null || OptionText.Within(option.Range, option.Value), $"{option.Key}: its default {option.Value} is out of its range");
        }
    }

    private static Options Bind(string key, string text) => OptionBinder.Bind(new Options(), "t", Settings(key, text));

    private static ImmutableDictionary<string, Setting> Settings(string key, string text) =>
        Setting.Merge([new Setting([.. key.Split('.')], [text], false, $"--set {key}={text}")]);

    private enum Kind
    {
        First,
        SecondOne,
    }

    private sealed record Inner
    {
        public int Depth { get; init; } = 1;
    }

    private sealed record Options : IValidatableObject
    {
        [Description("How many.")]
        [Range(1, 64)]
        public int Count { get; init; } = 3;

        [Range(0.0, 1.0)]
        public double Ratio { get; init; }

        [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
        public TimeSpan WaitTime { get; init; } = TimeSpan.FromSeconds(1);

        [Range(typeof(TimeSpan), "00:00:00", "10675199.02:48:05.4775807")]
        public TimeSpan Patience { get; init; }

        public long MemoryBytes { get; init; }

        public bool On { get; init; }

        public Kind Kind { get; init; }

        public double? Perhaps { get; init; }

        public ImmutableArray<int> Units { get; init; } = [];

        public Inner Inner { get; init; } = new();

        public int Low { get; init; } = 1;

        public int High { get; init; } = 2;

        public IEnumerable<ValidationResult> Validate(ValidationContext context)
        {
            if (Low >= High) yield return new ValidationResult("low must be below high", [nameof(Low), nameof(High)]);
        }
    }
}
