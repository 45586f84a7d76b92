using System.Runtime.CompilerServices;
using AkkaDreamer.Environments;
using AkkaDreamer.Hosts;
using AkkaDreamer.Hosts.Local;
using AkkaDreamer.Tests.Support;
using Xunit;
using YourWorlds;
using YourWorlds.FSharp;

namespace AkkaDreamer.Tests.Templates;

/// <summary>What docs/environments/your-own.md promises: the templates keep the contract, train by name, are checked from their assemblies; and the page says what they say.</summary>
public sealed class TemplateTests
{
    [Fact]
    public void The_CSharp_template_keeps_the_contract()
    {
        var report = EnvironmentCheck.Run("landing", () => new Landing());
        Assert.True(report.IsInOrder, report.Wrong);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public void The_FSharp_template_keeps_the_contract()
    {
        var report = EnvironmentCheck.Run(Thermostat.task, new TaskOptions());
        Assert.True(report.IsInOrder, report.Wrong);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public async Task An_agent_trains_by_name_in_both()
    {
        TaskCatalog.Register(TaskDescription.OfEnvironment("template-landing", "A lander.", () => new Landing(), -0.77, 0.5));
        TaskCatalog.Register(Thermostat.task);
        Assert.InRange((await SmallTraining.Run("template-landing", 600)).Evaluation!.Value, -1.4, 1);
        Assert.InRange((await SmallTraining.Run("thermostat", 600)).Evaluation!.Value, 0, 100);
    }

    [Theory]
    [InlineData("", "YourWorlds.Landing: lander: float32 [3]; 2 discrete actions")]
    [InlineData(":Landing", "YourWorlds.Landing: lander")]
    public async Task An_assembly_is_checked_by_its_path(string type, string expected)
    {
        var (code, output, _) = await Check(typeof(Landing).Assembly.Location + type);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains(expected, output);
        Assert.Contains("in order", output);
    }

    [Fact]
    public async Task Functions_of_an_FSharp_module_are_checked_by_the_path_of_their_assembly()
    {
        var (code, output, _) = await Check(typeof(Thermostat).Assembly.Location + ":create");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("YourWorlds.FSharp.Thermostat.create: degrees: float32 [2]; 1 continuous action", output);
        Assert.Contains("allowed: no episode ended within 3000 steps", output);
    }

    [Theory]
    [InlineData(":Maze", "has no environment 'Maze'; it has: YourWorlds.Landing.")]
    [InlineData(".missing.dll", "There is no file")]
    public async Task A_wrong_type_or_path_is_refused_with_one_line(string end, string expected)
    {
        var (code, _, error) = await Check(typeof(Landing).Assembly.Location + end);
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains(expected, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_task_that_breaks_the_contract_ends_with_code_1_and_everything_that_is_wrong()
    {
        TaskCatalog.Register(TaskDescription.OfEnvironment("careless-landing", "A lander that steps when it must not.", () => new Careless(), 0, 1));
        var (code, output, error) = await Check("careless-landing");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("wrong: a step before the first reset was carried out; it must throw InvalidOperationException", output);
        Assert.Contains("wrong: a step after the end of an episode was carried out", output);
        Assert.Equal("'careless-landing' does not keep the contract: 2 things are wrong.", error.Trim());
    }

    [Fact]
    public void Every_line_of_code_on_the_page_stands_in_a_file_that_compiles()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../.."));
        var compiled = Directory.EnumerateFiles(Path.Combine(root, "Templates"), "*.*s", SearchOption.AllDirectories).Append(Here()).SelectMany(File.ReadLines).Select(line => line.Trim()).ToHashSet();
        var (inside, shown) = (false, new List<string>());
        foreach (var line in File.ReadLines(Path.Combine(root, "docs/environments/your-own.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) inside = !inside;
            else if (inside && line.Trim().Length > 0) shown.Add(line.Trim());
        }

        Assert.True(shown.Count > 6);
        Assert.All(shown, line => Assert.Contains(line, compiled));
    }

    private static string Here([CallerFilePath] string path = "") => path;

    private static async Task<(int Code, string Output, string Error)> Check(string name)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(["check-environment", name], Terminal.Of(output, error));
        return (code, output.ToString(), error.ToString());
    }

    private sealed class Careless : IEnvironment
    {
        private readonly Landing landing = new();
        private EnvironmentStep last = null!;

        public EnvironmentSpaces Spaces => landing.Spaces;

        public EnvironmentStep Reset(ulong seed) => last = landing.Reset(seed);

        public EnvironmentStep Step(ReadOnlySpan<float> action)
        {
            if (last is null) Reset(0);
            return last = last!.IsLast ? EnvironmentStep.Next(Observation.Of(new float[3]), 0) : landing.Step(action);
        }

        public void Dispose() => landing.Dispose();
    }
}
