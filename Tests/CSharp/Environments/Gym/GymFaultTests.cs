using System.Diagnostics;
using AkkaDreamer.Environments;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments;

/// <summary>What goes wrong in a Python process, by real processes and real signals: the rows of docs/environments/faults.md.</summary>
public sealed class GymFaultTests
{
    private static readonly ProcessLimits Quick = new() { Step = TimeSpan.FromSeconds(1), Start = TimeSpan.FromSeconds(60) };

    [PythonTheory]
    [InlineData("throws", "ValueError: the wheel came off")]
    [InlineData("shape", "observation 'image' has the shape (8, 8, 3); its space says (16, 16, 3)")]
    [InlineData("dtype", "observation 'image' is float32; its space says uint8")]
    [InlineData("nan", "gave the reward NaN; it must be finite")]
    public void A_fault_of_the_environment_is_said_and_the_process_lives(string how, string expected)
    {
        using var world = Trouble(how);
        var fault = Assert.Throws<EnvironmentFaultException>(() => Play(world));
        Assert.Contains(expected, fault.Message);
        Assert.False(fault.IsHang);
        Assert.True(world.Reset(1).IsFirst);
    }

    [PythonTheory]
    [InlineData("crashes", "it ended with signal 11 (segmentation fault); it said last: ")]
    [InlineData("crashes", "about to crash")]
    [InlineData("exits", "it ended with exit code 7; it said last: ")]
    [InlineData("exits", "the simulator says goodbye")]
    public void A_process_that_dies_is_reported_with_its_signal_and_what_it_said_last(string how, string expected)
    {
        using var world = Trouble(how);
        Assert.Contains(expected, Assert.Throws<EnvironmentFaultException>(() => Play(world)).Message);
        Assert.Contains(expected, Assert.Throws<EnvironmentFaultException>(() => world.Reset(1)).Message); // and every later call says the same
    }

    [PythonFact]
    public void A_hang_is_killed_at_its_deadline()
    {
        using var world = Trouble("hangs", out var process);
        var clock = Stopwatch.StartNew();
        var fault = Assert.Throws<EnvironmentFaultException>(() => Play(world));
        Assert.True(fault.IsHang);
        Assert.Contains("it gave no answer within 1 s and was killed", fault.Message);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 10);
        Assert.False(Directory.Exists($"/proc/{process}"));
    }

    [PythonFact]
    public void A_hang_is_killed_when_nobody_waits_for_it_any_more()
    {
        using var givenUp = new CancellationTokenSource();
        using var world = Trouble("hangs", out _, Quick with { Step = TimeSpan.FromMinutes(5), GivenUp = givenUp.Token });
        givenUp.CancelAfter(TimeSpan.FromMilliseconds(300));
        Assert.Contains("it was given up in the middle of a call", Assert.Throws<EnvironmentFaultException>(() => Play(world)).Message);
    }

    [PythonFact]
    public void A_leak_is_killed_at_its_memory_limit()
    {
        using var world = Trouble("leaks", out _, Quick with { Step = TimeSpan.FromMinutes(1), Memory = 200L << 20 });
        Assert.Contains("more than the 200 MiB that it may (dreamer.environment.memory-limit), and was killed", Assert.Throws<EnvironmentFaultException>(() => Play(world)).Message);
    }

    [PythonFact]
    public void Nonsense_on_the_wire_is_reported_with_what_it_said()
    {
        using var world = Trouble("nonsense");
        var fault = Assert.Throws<EnvironmentFaultException>(() => Play(world));
        Assert.Contains("it answered nonsense: a frame of", fault.Message);
        Assert.Contains("'hell' as text, followed by 'o, this is no frame.hello", fault.Message);
    }

    [PythonFact]
    public void Numbers_that_are_not_finite_are_a_fault()
    {
        using var world = StandInGym.Open("NotFinite-v0");
        world.Reset(1);
        Assert.Contains("gave a number that is not finite in 'observation'", Assert.Throws<EnvironmentFaultException>(() => world.Step([0])).Message);
    }

    [PythonTheory]
    [InlineData("make", "gym:Trouble-v0 could not be made: RuntimeError: no licence for this simulator")]
    public void An_environment_that_cannot_be_made_says_why(string how, string expected) =>
        Assert.Contains(expected, Assert.Throws<EnvironmentFaultException>(() => Trouble(how)).Message);

    [PythonFact]
    public void A_reset_that_throws_is_said()
    {
        using var world = Trouble("reset");
        Assert.Contains("RuntimeError: the track is closed", Assert.Throws<EnvironmentFaultException>(() => world.Reset(1)).Message);
    }

    [PythonFact]
    public void A_world_that_cannot_be_closed_in_order_leaves_the_others_of_its_process_alone()
    {
        using var process = GymEnvironment.Start(StandInGym.Options, Quick);
        var asked = GymBridgeTests.Asked("Trouble-v0");
        asked["arguments"] = new System.Text.Json.Nodes.JsonObject { ["how"] = "close" };
        var (stuck, other) = (process.Make(asked).Number, process.Make(GymBridgeTests.Asked("Walk-v0")).Number);
        process.Close(stuck);
        Assert.Equal(1, process.Count);
        Assert.True(process.Reset(other, 1).IsFirst);
    }

    [PythonTheory]
    [InlineData("nowhere/python", "worlds", "cannot be started: 'nowhere/python'", "Set dreamer.task.gym.python")]
    [InlineData(StandInGym.Python, "no_such_worlds", "has no module 'no_such_worlds'", "dreamer.task.gym.import")]
    public void A_missing_interpreter_or_module_is_refused_with_what_to_set(string python, string import, params string[] expected)
    {
        var refused = Assert.Throws<ArgumentException>(() => StandInGym.Open("Walk-v0", StandInGym.Options with { Python = python, Import = import }));
        Assert.All(expected, part => Assert.Contains(part, refused.Message));
        Assert.DoesNotContain('\n', refused.Message);
    }

    [PythonFact]
    public void Python_without_Gymnasium_is_refused_with_what_to_set()
    {
        var refused = Assert.Throws<ArgumentException>(() => StandInGym.Open("Walk-v0", StandInGym.Options with { Path = "" }));
        Assert.Contains("has no module 'gymnasium'", refused.Message);
        Assert.Contains("Set dreamer.task.gym.python to an interpreter that has gymnasium and numpy", refused.Message);
    }

    [PythonTheory]
    [InlineData("broken", "it ended with exit code 1; it said last: ", "RuntimeError: this module is broken")]
    [InlineData("dies", "it ended with signal 6 (aborted); it said last: ", "dying while imported")]
    public void A_process_that_dies_while_it_imports_is_reported(string import, params string[] expected)
    {
        var fault = Assert.Throws<EnvironmentFaultException>(() => StandInGym.Open("Walk-v0", StandInGym.Options with { Import = import }));
        Assert.All(expected, part => Assert.Contains(part, fault.Message));
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData("/bin/echo", "nonsense: a frame of")]
    [InlineData("/bin/false", "it ended with exit code 1")]
    public void A_program_that_is_no_Python_is_reported(string program, string expected) =>
        Assert.Contains(expected, Assert.Throws<EnvironmentFaultException>(() => StandInGym.Open("Walk-v0", StandInGym.Options with { Python = program })).Message);

    private static IEnvironment Trouble(string how) => Trouble(how, out _);

    private static IEnvironment Trouble(string how, out int process, ProcessLimits? limits = null)
    {
        var before = Children();
        var world = StandInGym.Open("Trouble-v0", StandInGym.Options with { Arguments = $"{{\"how\": \"{how}\"}}" }, limits ?? Quick);
        process = Children().Except(before).FirstOrDefault();
        return world;
    }

    private static int[] Children() => [.. Process.GetProcessesByName("python3").Select(process => process.Id)];

    private static void Play(IEnvironment world)
    {
        world.Reset(1);
        for (var i = 0; i < 4; i++) world.Step([1, 0, 0, 0]);
    }
}
