using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>Tasks of one simulator, named <c>family:task</c>.</summary>
/// <param name="Name">What stands before the colon.</param>
/// <param name="Help">One line: what it is and what the machine must have for it.</param>
/// <param name="Tasks">Those that can be listed without asking the simulator.</param>
/// <param name="Find">
/// The task of a whole name (<c>gym:CartPole-v1</c>) that is not listed, asking the simulator if need be; null when there is none. Throws <see cref="ArgumentException"/> with one line when the simulator is missing.
/// </param>
public sealed record TaskFamily(string Name, string Help, ImmutableArray<TaskDescription> Tasks, Func<string, TaskDescription?> Find)
{
    /// <summary>A family of which every task is listed.</summary>
    public static TaskFamily Listed(string name, string help, params ReadOnlySpan<TaskDescription> tasks) => new(name, help, [.. tasks], static _ => null);
}
