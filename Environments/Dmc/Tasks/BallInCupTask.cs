using System.Collections.Immutable;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc.Tasks;

/// <summary>A ball on a string below a cup: have it in the cup.</summary>
internal sealed class BallInCupTask : SuiteTask
{
    private readonly int inside;
    private readonly int ball;
    private readonly int ballGeom;

    public BallInCupTask(MuJoCoWorld world) : base(world)
    {
        (inside, ball, ballGeom) = (world.Find(MuJoCoKind.Site, "inside"), world.Find(MuJoCoKind.Body, "ball"), world.Find(MuJoCoKind.Geom, "ball"));
        Readings = [PositionReading(), VelocityReading];
    }

    public override int PhysicsSteps => 10;

    public override ImmutableArray<Reading> Readings { get; }

    public override void Begin(EpisodeRandom random) => UntilApart(() => (World.Positions[2], World.Positions[3]) = (random.Uniform(-0.2, 0.2), random.Uniform(0.2, 0.5)));

    public override double Reward()
    {
        var sites = World[MuJoCoArray.SitePositions];
        var bodies = World[MuJoCoArray.BodyPositions];
        var sizes = World[MuJoCoArray.SiteSizes];
        var radius = World[MuJoCoArray.GeomSizes][3 * ballGeom];
        var caught = true;
        foreach (var axis in (ReadOnlySpan<int>)[0, 2]) caught &= Math.Abs(sites[(3 * inside) + axis] - bodies[(3 * ball) + axis]) < sizes[(3 * inside) + axis] - radius;
        return caught ? 1 : 0;
    }
}
