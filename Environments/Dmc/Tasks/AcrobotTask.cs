using System.Collections.Immutable;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc.Tasks;

/// <summary>Two links of which only the joint between them is driven: hold the end near a point above.</summary>
internal sealed class AcrobotTask : SuiteTask
{
    private readonly int goal;
    private readonly int hand;

    public AcrobotTask(MuJoCoWorld world) : base(world)
    {
        (goal, hand) = (world.Find(MuJoCoKind.Site, "goal"), world.Find(MuJoCoKind.Site, "hand"));
        var (upper, lower) = (world.Find(MuJoCoKind.Body, "upper"), world.Find(MuJoCoKind.Body, "lower"));
        Readings =
        [
            new Reading("orientations", 4, numbers =>
            {
                (numbers[0], numbers[1]) = (Rotation(upper, Axis.XZ), Rotation(lower, Axis.XZ));
                (numbers[2], numbers[3]) = (Rotation(upper, Axis.ZZ), Rotation(lower, Axis.ZZ));
            }),
            VelocityReading,
        ];
    }

    public override int PhysicsSteps => 1;

    public override ImmutableArray<Reading> Readings { get; }

    public override void Begin(EpisodeRandom random)
    {
        var positions = World.Positions;
        for (var i = 0; i < positions.Length; i++) positions[i] = random.Uniform(-Math.PI, Math.PI);
    }

    public override double Reward()
    {
        var sites = World[MuJoCoArray.SitePositions];
        var square = 0.0;
        for (var i = 0; i < 3; i++) square += Math.Pow(sites[(3 * goal) + i] - sites[(3 * hand) + i], 2);
        return Tolerance.Gaussian(Math.Sqrt(square), 0, World[MuJoCoArray.SiteSizes][3 * goal], 1);
    }
}
