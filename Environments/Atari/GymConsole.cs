using System.Text.Json.Nodes;

namespace AkkaDreamer.Environments;

/// <summary>A console in a Python process: ale_py's environment, one frame a step, with everything of its own switched off.</summary>
internal sealed class GymConsole : IAtariConsole
{
    // In the order of ALE's numbers.
    private static readonly string[] Meanings =
    [
        "NOOP", "FIRE", "UP", "RIGHT", "LEFT", "DOWN", "UPRIGHT", "UPLEFT", "DOWNRIGHT", "DOWNLEFT", "UPFIRE", "RIGHTFIRE", "LEFTFIRE", "DOWNFIRE", "UPRIGHTFIRE", "UPLEFTFIRE", "DOWNRIGHTFIRE", "DOWNLEFTFIRE",
    ];

    private readonly ProcessEnvironment environment;
    private ulong seeded;
    private EnvironmentStep? now;

    /// <summary>Opens it; throws as every environment of Gymnasium does, and <see cref="EnvironmentFaultException"/> when it is no Atari game.</summary>
    public GymConsole(AtariGame game, TaskOptions options, AtariPreprocessing preprocessing)
    {
        var gym = options.Gym.Import.Split(',', StringSplitOptions.TrimEntries).Contains("ale_py") ? options.Gym : options.Gym with { Import = string.Join(',', new[] { "ale_py", options.Gym.Import }.Where(name => name.Length > 0)) };
        environment = GymEnvironment.Make(gym, options.Limits, new JsonObject
        {
            ["id"] = game.GymId,
            ["arguments"] = new JsonObject
            {
                ["frameskip"] = 1, ["repeat_action_probability"] = preprocessing.Sticky, ["full_action_space"] = preprocessing.AllActions, ["obs_type"] = "rgb", ["max_num_frames_per_episode"] = null,
            },
            ["observation"] = nameof(ObservationKind.Native),
            ["action_bound"] = 0,
            ["most_choices"] = 2,
        });
        var space = environment.Spaces.Observations[0];
        Actions = [.. environment.Meanings.Select(meaning => Array.IndexOf(Meanings, meaning))];
        if (!space.IsImage || space.Shape[2] != 3 || Actions.Count != environment.Spaces.Actions.Size || Actions.Contains(-1))
        {
            var shown = environment.Spaces.Observations[0];
            environment.Dispose();
            throw new EnvironmentFaultException($"gym:{game.GymId} is no Atari game: it shows {shown} and its actions mean [{string.Join(", ", environment.Meanings)}]");
        }

        Screen = (space.Shape[0], space.Shape[1]);
    }

    /// <inheritdoc/>
    public (int Height, int Width) Screen { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Actions { get; }

    /// <inheritdoc/>
    public bool IsOver => now?.IsLast != false;

    /// <inheritdoc/>
    public bool LifeLost => now?.LifeLost == true;

    /// <inheritdoc/>
    public void Reset(ulong? seed)
    {
        // Its environment knows no reset that goes on with the draws: another seed does as well.
        seeded = seed ?? new EpisodeRandom(seeded).NextUInt64();
        now = environment.Reset(seeded);
    }

    /// <inheritdoc/>
    public float Act(int choice)
    {
        now = environment.Step(ActionVector.OneHot(choice, Actions.Count));
        return now.Reward;
    }

    /// <inheritdoc/>
    public byte[] Look() => (byte[])now!.Observation.Arrays[0];

    /// <inheritdoc/>
    public void Dispose() => environment.Dispose();
}
