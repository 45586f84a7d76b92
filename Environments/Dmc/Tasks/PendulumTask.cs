using System.Collections.Immutable;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc.Tasks;

/// <summary>A weak motor on a pendulum: swing it up and hold it within 8 degrees.</summary>
internal sealed class PendulumTask : SuiteTask
{
    private static readonly double CosineBound = Math.Cos(8 * Math.PI / 180);
    private readonly int rod;

    public PendulumTask(MuJoCoWorld world) : base(world)
    {
        rod = world.Find(MuJoCoKind.Body, "rod");
        Readings = [new Reading("orientation", 2, numbers => (numbers[0], numbers[1]) = (Rotation(rod, Axis.ZZ), Rotation(rod, Axis.XZ))), VelocityReading];
    }

    public override int PhysicsSteps => 1;

    public override ImmutableArray<Reading> Readings { get; }

    public override void Begin(EpisodeRandom random) => World.Positions[0] = random.Uniform(-Math.PI, Math.PI);

    public override double Reward() => Tolerance.Within(Rotation(rod, Axis.ZZ), CosineBound, 1);
}
