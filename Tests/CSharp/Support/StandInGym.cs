using AkkaDreamer.Environments;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>Gymnasium as tests have it: the stand-in of Environments/Gym/StandIn in the system's Python, with worlds that behave and worlds that do not.</summary>
public static class StandInGym
{
    /// <summary>The interpreter.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>Where the stand-in lies.</summary>
    public static string Folder { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Environments", "Gym", "StandIn");

    /// <summary>Why there is none on this machine; null when there is.</summary>
    public static string? Missing { get; } =
        !File.Exists(Python) ? $"no {Python} here"
        : !Directory.Exists("/usr/lib/python3/dist-packages/numpy") ? "python3-numpy is not installed (./setup.sh installs it)"
        : null;

    /// <summary>Options of the stand-in.</summary>
    public static GymOptions Options { get; } = new() { Python = Python, Path = Folder, Import = "worlds" };

    /// <summary>The same for a command line.</summary>
    public static IReadOnlyList<string> Settings { get; } = [$"dreamer.task.gym.python={Python}", $"dreamer.task.gym.path={Folder}", "dreamer.task.gym.import=worlds"];

    /// <summary>Opens a task of it.</summary>
    public static IEnvironment Open(string id, GymOptions? gym = null, ProcessLimits? limits = null, ObservationKind observed = ObservationKind.Native) =>
        TaskCatalog.Open($"gym:{id}", new TaskOptions { Observation = observed, Gym = gym ?? Options }, limits ?? ProcessLimits.Default);
}

/// <summary>A fact that needs Python with numpy, and says so where there is none.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute() => Skip = StandInGym.Missing;
}

/// <summary>A theory that needs Python with numpy, and says so where there is none.</summary>
public sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute() => Skip = StandInGym.Missing;
}
