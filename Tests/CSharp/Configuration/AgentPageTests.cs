using System.Text;
using System.Text.RegularExpressions;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Agents.Planet;
using Xunit;

namespace AkkaDreamer.Tests.Configuration;

/// <summary>
/// The pages in docs/agents say what the presets say. Between two marks each has a table of settings; a test compares it with the presets, and writes it anew where the environment variable DREAMER_WRITE_DOCS is set.
/// </summary>
public sealed class AgentPageTests
{
    private const string Begin = "<!-- settings: generated from the presets, see Tests/CSharp/Configuration/AgentPageTests.cs -->", End = "<!-- end of settings -->";

    private static readonly string Docs = Path.Combine(Repository(AppContext.BaseDirectory), "docs", "agents");

    private static readonly ConfigurationReader Reader = new(ConfigurationReader.DefaultFile);

    public static TheoryData<string, string> Pages => new()
    {
        { "planet", "planet:paper planet:tiny" },
        { "dreamer-v1", "dreamer-v1:paper dreamer-v1-contrastive:paper dreamer-v1:tiny" },
        { "dreamer-v1-contrastive", "dreamer-v1-contrastive:paper dreamer-v1-contrastive:tiny" },
        { "dreamer-v2", "dreamer-v2:paper dreamer-v2:control dreamer-v2:tiny" },
        { "dreamer-v3", "dreamer-v3:12m dreamer-v3:tiny dreamer-v3-2023:s dreamer-v3-2023:tiny" },
        { "mudreamer", "mudreamer:s mudreamer:tiny" },
        { "repo", "repo:paper repo:tiny" },
        { "twm", "twm:paper twm:tiny" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_settings_on_an_agents_page_are_those_of_its_presets(string page, string columns)
    {
        var file = Path.Combine(Docs, page + ".md");
        var text = File.ReadAllText(file);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        Assert.True(end > begin && begin >= Begin.Length, $"{file} has no table of settings between '{Begin}' and '{End}'.");
        var table = Table(columns.Split(' '));
        if (Environment.GetEnvironmentVariable("DREAMER_WRITE_DOCS") is not null) File.WriteAllText(file, text = text[..begin] + table + text[end..]);
        Assert.Equal(table, text[begin..text.IndexOf(End, StringComparison.Ordinal)]);
    }

    public static TheoryData<string, string, string> Ablations
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var cells in File.ReadAllLines(Path.Combine(Docs, "ablations.md")).Where(line => line.Contains("`--set", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)))
                data.Add(cells[1], cells[2], string.Join(' ', Regex.Matches(cells[3], "--set ([^`]+)").Select(match => match.Groups[1].Value)));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ablations))]
    public void An_ablation_changes_the_options_that_it_names_and_no_other(string agent, string ablation, string lines)
    {
        var size = ablation.Contains("paper", StringComparison.Ordinal) ? "paper" : "tiny";
        var before = Options(agent, size, []);
        var after = Options(agent, size, lines.Split(' '));
        Assert.Equal(before.Keys, after.Keys);
        Assert.Equal(lines.Split(' ').Select(line => line[..line.IndexOf('=', StringComparison.Ordinal)]).Order(), before.Keys.Where(key => before[key] != after[key]).Order());
    }

    private static string Table(string[] columns)
    {
        var values = columns.Select(column => column.Split(':')).Select(parts => Options(parts[0], parts[1], [])).ToArray();
        // Options that no agent on the page sets otherwise are left out; TWM's defaults are its paper's, so all of its options are shown.
        var defaults = Defaults(columns[0].Split(':')[0] switch { "planet" => new PlanetSettings(), "twm" => new NoAgentOptions(), _ => new DreamerSettings() });
        var text = new StringBuilder("\n\n").Append("| `dreamer.` |").Append(string.Concat(columns.Select(column => $" {column.Replace(":", ", ", StringComparison.Ordinal)} |"))).Append('\n');
        text.Append('|').Append(string.Concat(Enumerable.Repeat("---|", columns.Length + 1))).Append('\n');
        var shown = values.SelectMany(value => value.Keys).Distinct()
            .Where(key => values.Any(value => value[key] != defaults.GetValueOrDefault(key)) && Regex.IsMatch(key, @"^dreamer\.(agent|replay|environment|task)\."));
        foreach (var key in shown) text.Append($"| {key["dreamer.".Length..]} |").Append(string.Concat(values.Select(value => $" {value[key]} |"))).Append('\n');
        return text.Append('\n').ToString();
    }

    // On a task that has no preset, so that nothing but agent and size speaks.
    private static Dictionary<string, string> Options(string agent, string size, string[] more) =>
        Described(Reader.Fresh([.. ((string[])[$"dreamer.run.agent={agent}", $"dreamer.run.size={size}", "dreamer.run.task=counter", .. more]).Select(ConfigurationReader.Parse)]));

    private static Dictionary<string, string> Defaults(object agent)
    {
        var all = Described(new RunConfiguration());
        foreach (var (key, value) in OptionDescription.Of(agent, "dreamer.agent").Select(option => (option.Key, OptionText.Format(option.Value)))) all[key] = value;
        return all;
    }

    private static Dictionary<string, string> Described(object configuration) => OptionDescription.Of(configuration, "dreamer").ToDictionary(option => option.Key, option => OptionText.Format(option.Value));

    private static string Repository(string folder) => File.Exists(Path.Combine(folder, "AkkaDreamer.sln")) ? folder : Repository(Path.GetDirectoryName(folder)!);
}
