using System.Collections.Immutable;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc;

/// <summary>Writes what a <see cref="Reading"/> shows into numbers of its size.</summary>
internal delegate void ReadingWriter(Span<double> numbers);

/// <summary>One named vector that a task shows, in the suite's name and order.</summary>
internal sealed record Reading(string Name, int Size, ReadingWriter Write);

/// <summary>The rules of a task over a world of its own: how an episode starts, what is shown, what is rewarded. It holds no state beside the world's.</summary>
internal abstract class SuiteTask(MuJoCoWorld world)
{
    /// <summary>The world that it is played in.</summary>
    public MuJoCoWorld World { get; } = world;

    /// <summary>Physics steps of one control step.</summary>
    public abstract int PhysicsSteps { get; }

    /// <summary>The camera of its pictures.</summary>
    public virtual int Camera => 0;

    /// <summary>What is shown as vectors.</summary>
    public abstract ImmutableArray<Reading> Readings { get; }

    /// <summary>Sets positions, velocities and what else differs by episode in a world that was reset.</summary>
    public abstract void Begin(EpisodeRandom random);

    /// <summary>In [0, 1], for the state that was reached and the controls that led there.</summary>
    public abstract double Reward();

    /// <summary>All generalised velocities.</summary>
    protected Reading VelocityReading => new("velocity", World.Velocities.Length, numbers => World.Velocities.CopyTo(numbers));

    /// <summary>Generalised positions from <paramref name="first"/> on.</summary>
    protected Reading PositionReading(int first = 0) => new("position", World.Positions.Length - first, numbers => World.Positions[first..].CopyTo(numbers));

    /// <summary>Limited hinges and slides uniform in their ranges, other hinges anywhere, other slides where they are, free bodies turned by four uniform numbers, normalised (sic).</summary>
    protected void RandomJoints(EpisodeRandom random)
    {
        const int Free = 0, Ball = 1, Slide = 2;
        var positions = World.Positions;
        var ranges = World[MuJoCoArray.JointRanges];
        for (var joint = 0; joint < World.Count(MuJoCoCount.Joints); joint++)
        {
            var (type, at) = (World.Count(MuJoCoCount.JointType, joint), World.Count(MuJoCoCount.JointPosition, joint));
            if (type == Ball) throw new NotSupportedException("No task of the family has a ball joint.");
            if (type == Free) RandomTurn(positions.Slice(at + 3, 4), random.NextDouble);
            else if (World.Count(MuJoCoCount.JointLimited, joint) != 0) positions[at] = random.Uniform(ranges[2 * joint], ranges[(2 * joint) + 1]);
            else if (type != Slide) positions[at] = random.Uniform(-Math.PI, Math.PI);
        }
    }

    /// <summary>Draws a start again and again until nothing touches; throws <see cref="EnvironmentFaultException"/> after a thousand.</summary>
    protected void UntilApart(Action draw)
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            draw();
            World.Forward();
            if (World.Contacts == 0) return;
        }

        throw new EnvironmentFaultException("No start without contacts was found in 1000 draws.");
    }

    /// <summary>A quaternion of four draws, normalised.</summary>
    protected static void RandomTurn(Span<double> quaternion, Func<double> draw)
    {
        var square = 0.0;
        for (var i = 0; i < 4; i++)
        {
            quaternion[i] = draw();
            square += quaternion[i] * quaternion[i];
        }

        for (var i = 0; i < 4; i++) quaternion[i] /= Math.Sqrt(square);
    }

    /// <summary>An entry of a body's 3 x 3 rotation, row by row.</summary>
    protected double Rotation(int body, int entry) => World[MuJoCoArray.BodyRotations][(9 * body) + entry];

    /// <summary>Entries of a rotation by axis: the z axis of the body along x, and so on.</summary>
    protected static class Axis
    {
        public const int XX = 0;
        public const int XZ = 2;
        public const int ZX = 6;
        public const int ZY = 7;
        public const int ZZ = 8;
    }
}
