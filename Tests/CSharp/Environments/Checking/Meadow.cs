using AkkaDreamer.Environments;

namespace AkkaDreamer.Tests.Environments.Checking;

/// <summary>A world that keeps the contract, until a test changes one thing: somebody walks on a line with a continuous action; an episode ends after 12 steps or beyond 3.</summary>
internal class Meadow : IEnvironment
{
    private EpisodeRandom random = new(0);
    private bool playing;

    /// <summary>Where the walker is.</summary>
    protected double Place { get; set; }

    /// <summary>Steps of the episode.</summary>
    protected int Time { get; private set; }

    public virtual EnvironmentSpaces Spaces { get; } = EnvironmentSpaces.Of(new ContinuousActions([-2], [2]), ObservationSpace.Vector("place", 2), ObservationSpace.Image("picture", 2, 2, 3));

    public virtual EnvironmentStep Reset(ulong seed)
    {
        random = new EpisodeRandom(seed);
        (Place, Time, playing) = (random.Uniform(-1, 1), 0, true);
        return EnvironmentStep.First(See());
    }

    public virtual EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        if (!playing) throw new InvalidOperationException("The episode has ended or was never begun; call Reset first.");
        Place += (0.3 * action[0]) + (0.1 * random.NextNormal());
        Time++;
        var ends = Time == 12 || Math.Abs(Place) > 3;
        playing = !ends;
        return ends ? EnvironmentStep.End(See(), 1) : EnvironmentStep.Next(See(), (float)-Math.Abs(Place));
    }

    public virtual void Dispose() { }

    protected virtual Observation See() => Observation.OfAll(new[] { (float)Place, Time / 12f }, Picture());

    private byte[] Picture()
    {
        var picture = new byte[12];
        picture[0] = (byte)(128 + (30 * Math.Clamp(Place, -3, 3)));
        return picture;
    }
}
