using System.Collections.Immutable;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc.Tasks;

/// <summary>Two legs in a plane: stand, walk or run.</summary>
internal sealed class WalkerTask : SuiteTask
{
    private const double StandHeight = 1.2;
    private readonly double speed;
    private readonly int torso;
    private readonly int velocity;

    /// <summary><paramref name="speed"/> in m/s; 0: stand.</summary>
    public WalkerTask(MuJoCoWorld world, double speed) : base(world)
    {
        (this.speed, torso, velocity) = (speed, world.Find(MuJoCoKind.Body, "torso"), world.FindSensor("velocity"));
        var bodies = (world[MuJoCoArray.BodyPositions].Length / 3) - 1; // without the world itself, the first
        Readings =
        [
            new Reading("orientations", 2 * bodies, numbers =>
            {
                for (var body = 0; body < bodies; body++) (numbers[2 * body], numbers[(2 * body) + 1]) = (Rotation(body + 1, Axis.XX), Rotation(body + 1, Axis.XZ));
            }),
            new Reading("height", 1, numbers => numbers[0] = Height),
            VelocityReading,
        ];
    }

    public override int PhysicsSteps => 10;

    public override ImmutableArray<Reading> Readings { get; }

    private double Height => World[MuJoCoArray.BodyPositions][(3 * torso) + 2];

    public override void Begin(EpisodeRandom random) => RandomJoints(random);

    public override double Reward()
    {
        var standing = Tolerance.Gaussian(Height, StandHeight, double.PositiveInfinity, StandHeight / 2);
        var upright = (1 + Rotation(torso, Axis.ZZ)) / 2;
        var stand = ((3 * standing) + upright) / 4;
        return speed == 0 ? stand : stand * ((5 * Tolerance.Linear(World[MuJoCoArray.Sensors][velocity], speed, speed / 2, valueAtMargin: 0.5)) + 1) / 6;
    }
}
