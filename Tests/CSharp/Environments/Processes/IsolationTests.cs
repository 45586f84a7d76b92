using AkkaDreamer.Environments;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments;

/// <summary>Environments of .NET in child processes of their own: the test assembly started again as a child.</summary>
public sealed class IsolationTests
{
    private static readonly ProcessLimits Limits = new() { Step = TimeSpan.FromSeconds(2) };

    public IsolationTests() => Isolated.Prepare();

    [Fact]
    public void A_task_is_played_in_another_process_as_it_is_played_here()
    {
        using var here = TaskCatalog.Open("cartpole-swingup", new TaskOptions { Observation = ObservationKind.Both, Noise = 3, Repeat = 4 });
        using var there = IsolatedEnvironment.Open("cartpole-swingup", new TaskOptions { Observation = ObservationKind.Both, Noise = 3, Repeat = 4 }, ProcessLimits.Default);
        Assert.Equal(here.Spaces.Observations.AsEnumerable(), there.Spaces.Observations);
        Assert.Equal(here.Spaces.Actions, there.Spaces.Actions);
        Same(here, there, 3);
        Same(here, there, 4);
    }

    [Fact]
    public void Choices_are_carried_as_they_were_made()
    {
        using var here = TaskCatalog.Open("counter", new TaskOptions());
        using var there = IsolatedEnvironment.Open("counter", new TaskOptions(), ProcessLimits.Default);
        for (ulong seed = 0; seed < 5; seed++) Same(here, there, seed);
    }

    [Fact]
    public void Isolation_keeps_the_whole_contract()
    {
        var report = EnvironmentCheck.Run("isolated catch", () => IsolatedEnvironment.Open("catch", new TaskOptions(), ProcessLimits.Default), new EnvironmentCheckOptions { Episodes = 2 });
        Assert.True(report.IsInOrder, report.Wrong);
    }

    [Fact]
    public void It_is_another_process_and_ends_with_its_environment()
    {
        var world = Open(TroubledWorld.Prints);
        var id = (int)((float[])world.Reset(1).Observation.Arrays[0])[1];
        Assert.NotEqual(Environment.ProcessId, id);
        for (var i = 0; i < 5; i++) Assert.Equal(0.5f, world.Step([0.5f, -1]).Reward); // its prints stay out of the wire
        world.Dispose();
        Assert.False(Directory.Exists($"/proc/{id}"));
    }

    [Fact]
    public void A_fault_is_said_as_it_is_here()
    {
        using var world = Open(TroubledWorld.Throws);
        Assert.Contains("failed in Step: the rope tore", Fault(world).Message);
        Assert.True(world.Reset(1).IsFirst);
    }

    [Theory]
    [InlineData(TroubledWorld.NaN, "gave a number that is not finite in 'echo'")]
    [InlineData(TroubledWorld.Length, "gave 3 numbers for 'echo: float32 [2]'; it must be 2")]
    [InlineData(TroubledWorld.Flags, "says IsFirst after a step; only a reset may")]
    public void What_breaks_the_contract_in_a_step_is_refused_and_the_process_lives(string task, string expected)
    {
        using var world = Open(task);
        Assert.Contains(expected, Fault(world).Message);
        Assert.True(world.Reset(2).IsFirst);
    }

    [Fact]
    public void Spaces_that_change_are_refused_at_the_next_reset()
    {
        using var world = Open(TroubledWorld.Spaced);
        world.Reset(1);
        for (var i = 0; i < 3; i++) world.Step([0, 0]);
        Assert.Contains("changed its spaces to echo: float32 [3]", Assert.Throws<EnvironmentFaultException>(() => world.Reset(2)).Message);
    }

    [Fact]
    public void A_world_that_cannot_be_made_or_reset_says_why()
    {
        Assert.Contains("no licence for this simulator", Assert.Throws<EnvironmentFaultException>(() => Open(TroubledWorld.Make)).Message);
        using var world = Open(TroubledWorld.Resets);
        Assert.Contains("failed in Reset: the track is closed", Assert.Throws<EnvironmentFaultException>(() => world.Reset(1)).Message);
    }

    [Fact]
    public void A_stray_write_ends_the_child_alone()
    {
        using var world = Open(TroubledWorld.Crashes);
        Assert.Contains("it ended with signal 6 (aborted); it said last: ", Fault(world).Message);
    }

    [Fact]
    public void Shared_memory_is_set_aside_at_once_and_looked_for_elsewhere_where_there_is_none()
    {
        using var memory = SharedFrames.Create(1 << 20, 1 << 20, "/nowhere", Path.GetTempPath());
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%b", memory.Path]) { RedirectStandardOutput = true })!;
        Assert.True(512 * long.Parse(stat.StandardOutput.ReadToEnd()) >= 2 << 20); // blocks of the file, into which nothing has been written
        File.Delete(memory.Path);
        Assert.Contains("there is no room for 384 bytes", Assert.Throws<EnvironmentFaultException>(() => SharedFrames.Create(128, 128, "/nowhere")).Message);
    }

    [Fact]
    public void A_hang_is_killed_at_its_deadline()
    {
        using var world = Open(TroubledWorld.Hangs);
        var fault = Fault(world);
        Assert.True(fault.IsHang);
        Assert.Contains("The process of 'troubled-hangs': it gave no answer within 2 s and was killed", fault.Message);
    }

    [Fact]
    public void A_leak_is_killed_at_its_memory_limit()
    {
        using var world = Open(TroubledWorld.Leaks, Limits with { Step = TimeSpan.FromMinutes(1), Memory = 256L << 20 });
        Assert.Contains("more than the 256 MiB that it may", Fault(world).Message);
    }

    [Fact]
    public void A_process_that_ends_is_reported_with_what_it_said_last()
    {
        using var world = Open(TroubledWorld.Dies);
        Assert.Contains("it ended with exit code 9; it said last: the last words", Fault(world).Message);
    }

    [Fact]
    public void A_task_that_the_child_does_not_know_is_refused_with_the_reason()
    {
        var name = $"known-here-only-{Guid.NewGuid():N}";
        TaskCatalog.Register(TroubledWorld.Describe(name, TroubledWorld.Prints));
        var refused = Assert.Throws<ArgumentException>(() => IsolatedEnvironment.Open(name, new TaskOptions(), ProcessLimits.Default));
        Assert.Contains($"There is no task '{name}'", refused.Message);
        Assert.Contains("which knows the tasks that its program registers before it calls EnvironmentChild.Serve", refused.Message);
    }

    [Fact]
    public void Options_that_the_task_refuses_are_refused_here()
    {
        var refused = Assert.Throws<ArgumentException>(() => IsolatedEnvironment.Open("counter", new TaskOptions { Observation = ObservationKind.Image }, ProcessLimits.Default));
        Assert.Contains("has no observation 'image'", refused.Message);
    }

    [Fact]
    public async Task Children_that_hang_do_not_outlive_a_parent_that_is_killed()
    {
        using var program = new ChildProcess("hanging-worlds");
        int[] processes = [.. (await program.ReadLine(TimeSpan.FromSeconds(60)))!.Split(' ').Select(int.Parse)];
        Assert.True(processes.Length >= 2);
        using (var parent = System.Diagnostics.Process.GetProcessById(processes[0])) parent.Kill(); // SIGKILL, and it alone
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (processes.Any(id => HangingWorlds.ParentOf(id) != 0 && IsAlive(id)) && clock.Elapsed < TimeSpan.FromSeconds(30)) await Task.Yield();
        Assert.All(processes[1..], id => Assert.False(IsAlive(id)));
    }

    [Fact]
    public void A_world_written_in_FSharp_lives_in_a_process_of_its_own_program()
    {
        var program = EnvironmentChild.Of("dotnet", "exec", typeof(AkkaDreamer.Experiments.Shipped.Corridor).Assembly.Location, EnvironmentChild.Command);
        using var world = IsolatedEnvironment.Open("corridor", new TaskOptions(), Limits, program);
        for (var step = world.Reset(1); !step.IsLast;) step = world.Step(ActionVector.OneHot(1, world.Spaces.Actions.Size));
    }

    [Fact]
    public void An_interrupt_from_the_terminal_is_left_to_the_parent()
    {
        using var world = Open(TroubledWorld.Prints);
        var id = (int)((float[])world.Reset(1).Observation.Arrays[0])[1];
        using (var kill = System.Diagnostics.Process.Start("kill", $"-INT {id}")) kill.WaitForExit();
        for (var i = 0; i < 5; i++) Assert.Equal(0.5f, world.Step([0.5f, -1]).Reward);
    }

    private static bool IsAlive(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].StartsWith(" Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // it went between two looks
        }
    }

    private static IEnvironment Open(string task, ProcessLimits? limits = null) => IsolatedEnvironment.Open(task, new TaskOptions(), limits ?? Limits);

    private static EnvironmentFaultException Fault(IEnvironment world) => Assert.Throws<EnvironmentFaultException>(() =>
    {
        world.Reset(1);
        for (var i = 0; i < 4; i++) world.Step([0, 0]);
    });

    private static void Same(IEnvironment here, IEnvironment there, ulong seed)
    {
        var random = new EpisodeRandom(seed);
        var (one, other) = (here.Reset(seed), there.Reset(seed));
        for (var i = 0; ; i++)
        {
            Assert.Equal((one.Reward, one.IsFirst, one.IsLast, one.IsTerminal, one.LifeLost), (other.Reward, other.IsFirst, other.IsLast, other.IsTerminal, other.LifeLost));
            for (var array = 0; array < one.Observation.Arrays.Length; array++) Assert.Equal(one.Observation.Arrays[array], other.Observation.Arrays[array]);
            if (one.IsLast || i == 60) return;
            var action = ActionVector.Random(here.Spaces.Actions, random);
            (one, other) = (here.Step(action), there.Step(action));
        }
    }
}
