using System.Collections.Immutable;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc.Tasks;

/// <summary>An arm of two links in a plane: keep its finger in a disc that lies elsewhere in every episode.</summary>
internal sealed class ReacherTask : SuiteTask
{
    private readonly double radius;
    private readonly int goal;
    private readonly int finger;

    public ReacherTask(MuJoCoWorld world, double radius) : base(world)
    {
        (this.radius, goal, finger) = (radius, world.Find(MuJoCoKind.Geom, "goal"), world.Find(MuJoCoKind.Geom, "finger"));
        Readings = [PositionReading(), new Reading("to_target", 2, numbers => (numbers[0], numbers[1]) = ToTarget()), VelocityReading];
    }

    public override int PhysicsSteps => 1;

    public override ImmutableArray<Reading> Readings { get; }

    public override void Begin(EpisodeRandom random)
    {
        World[MuJoCoArray.GeomSizes][3 * goal] = radius;
        RandomJoints(random);
        var (angle, distance) = (random.Uniform(0, 2 * Math.PI), random.Uniform(0.05, 0.20));
        var place = World[MuJoCoArray.GeomOffsets].Slice(3 * goal, 2);
        (place[0], place[1]) = (distance * Math.Sin(angle), distance * Math.Cos(angle));
    }

    public override double Reward()
    {
        var (x, y) = ToTarget();
        return Tolerance.Within(Math.Sqrt((x * x) + (y * y)), 0, radius + World[MuJoCoArray.GeomSizes][3 * finger]);
    }

    private (double X, double Y) ToTarget()
    {
        var places = World[MuJoCoArray.GeomPositions];
        return (places[3 * goal] - places[3 * finger], places[(3 * goal) + 1] - places[(3 * finger) + 1]);
    }
}
