using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace AkkaDreamer.Environments;

/// <summary>Opens environments of Gymnasium in Python processes.</summary>
internal static class GymEnvironment
{
    private static readonly Lazy<string> Script = new(() =>
    {
        using var stream = typeof(GymEnvironment).Assembly.GetManifestResourceStream("gym_child.py")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    private static readonly Dictionary<Key, List<(EnvironmentProcess Process, int Users)>> Shared = [];

    /// <summary>
    /// The environment of an ID. Throws <see cref="ArgumentException"/> when there is no such interpreter, ID or module, or its spaces are out of reach, <see cref="EnvironmentFaultException"/> when it breaks.
    /// </summary>
    public static IEnvironment Open(string id, TaskOptions options)
    {
        var gym = options.Gym;
        var environment = Make(gym, options.Limits, new JsonObject
        {
            ["id"] = id,
            ["arguments"] = Arguments(gym),
            ["observation"] = options.Observation.ToString(),
            ["action_bound"] = gym.ActionBound,
            ["most_choices"] = gym.MostChoices,
        });
        return gym.ImageSize > 0 && environment.Spaces.Observations.Any(space => space.IsImage) ? new ImageResize(environment, gym.ImageSize, gym.ImageSize) : environment;
    }

    /// <summary>An environment in a Python process, which may be shared with others of the same options.</summary>
    internal static ProcessEnvironment Make(GymOptions gym, ProcessLimits limits, JsonObject what)
    {
        var key = new Key(gym.Python, gym.Path, gym.Import, gym.SharedMemory, limits.Step, limits.Memory);
        var process = Take(key, gym, limits);
        try
        {
            var (number, spaces) = process.Make(what);
            return new ProcessEnvironment(process, number, spaces, limits.GivenUp, process => LetGo(key, process));
        }
        catch
        {
            LetGo(key, process);
            throw;
        }
    }

    /// <summary>Starts Python with our script.</summary>
    internal static EnvironmentProcess Start(GymOptions gym, ProcessLimits limits)
    {
        var arguments = new JsonObject { ["protocol"] = Wire.Version, ["path"] = gym.Path, ["import"] = gym.Import, ["parent"] = Environment.ProcessId };
        var command = new ProcessCommand(gym.Python, ["-u", "-c", Script.Value, arguments.ToJsonString()])
        {
            Name = $"Python ({gym.Python})",
            // Simulators that compute in threads of their own are told to leave the cores to the others, unless somebody says otherwise.
            Defaults = ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("OMP_NUM_THREADS", "1"), KeyValuePair.Create("OPENBLAS_NUM_THREADS", "1")]),
        };
        try
        {
            return EnvironmentProcess.Start(command, limits, gym.SharedMemory);
        }
        catch (ArgumentException refused)
        {
            var known = refused.Message.Contains("dreamer.task.gym", StringComparison.Ordinal) ? "" : " Set dreamer.task.gym.python to an interpreter that has gymnasium and numpy.";
            throw new ArgumentException(refused.Message + known);
        }
    }

    private static EnvironmentProcess Take(Key key, GymOptions gym, ProcessLimits limits)
    {
        lock (Shared)
        {
            if (!Shared.TryGetValue(key, out var processes)) Shared[key] = processes = [];
            var free = processes.FindIndex(one => one.Users < gym.PerProcess && one.Process.IsAlive);
            if (free >= 0)
            {
                processes[free] = (processes[free].Process, processes[free].Users + 1);
                return processes[free].Process;
            }

            if (gym.PerProcess > 1)
            {
                // Under the lock, so that environments that begin at once meet in one process.
                processes.Add((Start(gym, limits), 1));
                return processes[^1].Process;
            }
        }

        var own = Start(gym, limits);
        lock (Shared) Shared[key].Add((own, int.MaxValue));
        return own;
    }

    private static void LetGo(Key key, EnvironmentProcess process)
    {
        lock (Shared)
        {
            var processes = Shared[key];
            var index = processes.FindIndex(one => one.Process == process);
            if (processes[index].Users is > 1 and < int.MaxValue and var users)
            {
                processes[index] = (process, users - 1);
                return;
            }

            processes.RemoveAt(index);
        }

        process.Dispose();
    }

    private static JsonObject Arguments(GymOptions gym)
    {
        try
        {
            if (JsonNode.Parse(gym.Arguments) is JsonObject arguments) return arguments;
        }
        catch (System.Text.Json.JsonException)
        {
            // Said below.
        }

        throw new ArgumentException($"dreamer.task.gym.arguments = {gym.Arguments} is refused; allowed is a JSON object of arguments of gymnasium.make: {{\"gravity\": -9.8}}.");
    }

    private sealed record Key(string Python, string Path, string Import, bool SharedMemory, TimeSpan Deadline, long? Memory);
}
