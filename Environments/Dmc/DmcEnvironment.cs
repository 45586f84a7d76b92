using System.Collections.Immutable;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc;

/// <summary>
/// A task of the DeepMind Control Suite in MuJoCo: continuous actions in the range of its actuators, reward in [0, 1] a control step, never an end of its own (1000 control steps are its time limit).
/// Shows the suite's vectors, float32, by the suite's names; <c>image</c> uint8 [64, 64, 3]; or both. Equal seeds and actions give equal episodes.
/// </summary>
internal sealed class DmcEnvironment : IEnvironment
{
    private readonly MuJoCoWorld world;
    private readonly SuiteTask task;
    private readonly ImmutableArray<Reading> readings;
    private readonly MuJoCoRenderer? renderer;
    private readonly int widest;
    private bool playing;

    /// <summary>Compiles the model. Throws <see cref="ArgumentException"/> with one line where MuJoCo, or a way to draw, is missing.</summary>
    public DmcEnvironment(string model, Func<MuJoCoWorld, SuiteTask> rules, TaskOptions options)
    {
        world = new MuJoCoWorld(model);
        try
        {
            task = rules(world);
            readings = options.Observation == ObservationKind.Image ? [] : task.Readings;
            widest = readings.Select(reading => reading.Size).DefaultIfEmpty().Max();
            if (options.Observation != ObservationKind.Vector) renderer = new MuJoCoRenderer(world, options.Dmc.Renderer, Canvas.Size, Canvas.Size, options.Dmc.FastPictures);
            var shown = readings.Select(reading => ObservationSpace.Vector(reading.Name, reading.Size));
            Spaces = new EnvironmentSpaces([.. renderer is null ? shown : shown.Append(Canvas.Space)], Actions(world));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public EnvironmentSpaces Spaces { get; }

    /// <inheritdoc/>
    public EnvironmentStep Reset(ulong seed)
    {
        world.Reset();
        world.Forward();
        task.Begin(new EpisodeRandom(seed));
        world.Forward();
        playing = true;
        return EnvironmentStep.First(Observe());
    }

    /// <inheritdoc/>
    public EnvironmentStep Step(ReadOnlySpan<float> action) => Repeat(action, 1);

    /// <inheritdoc/>
    public EnvironmentStep Repeat(ReadOnlySpan<float> action, int times)
    {
        if (!playing) throw new InvalidOperationException("no episode was begun; call Reset first.");
        var controls = world.Controls;
        for (var i = 0; i < controls.Length; i++) controls[i] = action[i];
        playing = false; // a state that went wrong is not gone on from
        var reward = 0.0;
        for (var i = 0; i < times; i++)
        {
            world.Step(task.PhysicsSteps);
            reward += task.Reward();
        }

        playing = true;
        return EnvironmentStep.Next(Observe(), (float)reward); // what is not looked at is not drawn
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        renderer?.Dispose();
        world.Dispose();
    }

    private static ContinuousActions Actions(MuJoCoWorld world)
    {
        var ranges = world[MuJoCoArray.ControlRanges].ToArray();
        return new ContinuousActions([.. ranges.Where((_, i) => i % 2 == 0).Select(low => (float)low)], [.. ranges.Where((_, i) => i % 2 == 1).Select(high => (float)high)]);
    }

    private Observation Observe()
    {
        var arrays = ImmutableArray.CreateBuilder<Array>(Spaces.Observations.Length);
        Span<double> exact = stackalloc double[widest];
        foreach (var reading in readings)
        {
            var numbers = exact[..reading.Size];
            reading.Write(numbers);
            var shown = new float[reading.Size];
            for (var i = 0; i < shown.Length; i++) shown[i] = (float)numbers[i];
            arrays.Add(shown);
        }

        if (renderer is not null) arrays.Add(renderer.Draw(task.Camera));
        return new Observation(arrays.MoveToImmutable());
    }
}
