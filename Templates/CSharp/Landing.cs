using AkkaDreamer.Environments;

namespace YourWorlds;

/// <summary>
/// A lander falls to the ground and may fire its engine, one step at a time (actions: 0 nothing, 1 engine; 40 steps of fuel). It ends on the ground, with 1 when it comes to rest there down to -1 when it is fast;
/// each step of engine costs 0.01.
/// Shows <c>lander</c> float32 [3]: height, speed (times 10), fuel left, all about -1 to 1.
/// </summary>
public sealed class Landing : IEnvironment
{
    private const double Gravity = 0.01;
    private const double Engine = 0.016;
    private const double Fast = 0.08;
    private const int FullTank = 40;

    private double height;
    private double speed;
    private int fuel;
    private bool playing;

    /// <inheritdoc/>
    public EnvironmentSpaces Spaces { get; } = EnvironmentSpaces.Of(new DiscreteActions(2), ObservationSpace.Vector("lander", 3));

    /// <inheritdoc/>
    public EnvironmentStep Reset(ulong seed)
    {
        var random = new EpisodeRandom(seed); // every draw of the episode comes from here
        (height, speed, fuel, playing) = (random.Uniform(0.6, 1), random.Uniform(-0.02, 0), FullTank, true);
        return EnvironmentStep.First(See());
    }

    /// <inheritdoc/>
    public EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        if (!playing) throw new InvalidOperationException("landing: the episode has ended or was never begun; call Reset first.");
        var fires = ActionVector.Choice(action, 2) == 1 && fuel > 0;
        speed += (fires ? Engine : 0) - Gravity;
        if (fires) fuel--;
        height = Math.Min(1.2, height + speed);
        var cost = fires ? 0.01f : 0;
        if (height > 0) return EnvironmentStep.Next(See(), -cost);
        playing = false;
        return EnvironmentStep.End(See(), 1 - (2 * (float)Math.Min(1, -speed / Fast)) - cost);
    }

    /// <inheritdoc/>
    public void Dispose() { }

    private Observation See() => Observation.Of([(float)height, (float)(10 * speed), fuel / (float)FullTank]); // a new array at every step
}
