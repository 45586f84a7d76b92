using AkkaDreamer.Environments;

namespace AkkaDreamer.Tests.Support;

/// <summary>A program whose children, one in .NET and, where there is Python, one of it, hang in the middle of a step. Prints its own number and theirs, and waits to be killed.</summary>
public static class HangingWorlds
{
    public static void Run()
    {
        Isolated.Prepare();
        var patient = ProcessLimits.Default with { Step = TimeSpan.FromMinutes(10) };
        var worlds = new List<IEnvironment> { IsolatedEnvironment.Open(TroubledWorld.Hangs, new TaskOptions(), patient) };
        if (StandInGym.Missing is null) worlds.Add(StandInGym.Open("Trouble-v0", StandInGym.Options with { Arguments = "{\"how\": \"hangs\"}" }, patient));
        var children = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out var id) && ParentOf(id) == Environment.ProcessId);
        Console.WriteLine($"{Environment.ProcessId} {string.Join(' ', children)}");
        Parallel.ForEach(worlds, new ParallelOptions { MaxDegreeOfParallelism = 4 }, world =>
        {
            world.Reset(1);
            var action = world.Spaces.Actions is DiscreteActions discrete ? ActionVector.OneHot(0, discrete.Count) : new float[world.Spaces.Actions.Size];
            for (var i = 0; i < 4; i++) world.Step(action);
        });
    }

    /// <summary>Who started a process; 0 when it is gone.</summary>
    public static int ParentOf(int process)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
