using System.Collections.Immutable;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc.Tasks;

/// <summary>A finger of two links beside a spinner: keep it spinning, or turn its end to a target and hold it there.</summary>
internal sealed class FingerTask : SuiteTask
{
    private const double SpinDamping = 0.03;
    private const double SpinVelocity = 15;
    private readonly double? radius;
    private readonly int goal;
    private readonly int end;
    private readonly int spin;
    private readonly int angles;
    private readonly int rates;
    private readonly int touch;
    private readonly int endPlace;
    private readonly int goalPlace;
    private readonly int centre;

    /// <summary><paramref name="radius"/> of the target to turn to, in metres; null: spin.</summary>
    public FingerTask(MuJoCoWorld world, double? radius) : base(world)
    {
        this.radius = radius;
        (goal, end, spin) = (world.Find(MuJoCoKind.Site, "goal"), world.Find(MuJoCoKind.Site, "end"), world.Find(MuJoCoKind.Joint, "spin"));
        (angles, rates, touch) = (world.FindSensor("angles"), world.FindSensor("rates"), world.FindSensor("touch"));
        (endPlace, goalPlace, centre) = (world.FindSensor("end"), world.FindSensor("goal"), world.FindSensor("centre"));
        Readings =
        [
            new Reading("position", 4, numbers =>
            {
                var sensors = World[MuJoCoArray.Sensors];
                (numbers[0], numbers[1]) = (sensors[angles], sensors[angles + 1]);
                (numbers[2], numbers[3]) = FromCentre(endPlace);
            }),
            new Reading("velocity", 3, numbers => World[MuJoCoArray.Sensors].Slice(rates, 3).CopyTo(numbers)),
            new Reading("touch", 2, numbers =>
            {
                for (var i = 0; i < 2; i++) numbers[i] = Math.Log(1 + World[MuJoCoArray.Sensors][touch + i]);
            }),
        ];
        if (radius is null) return;
        Readings =
        [
            .. Readings,
            new Reading("target_position", 2, numbers => (numbers[0], numbers[1]) = FromCentre(goalPlace)),
            new Reading("dist_to_target", 1, numbers => numbers[0] = DistanceToTarget()),
        ];
    }

    public override int PhysicsSteps => 2;

    public override ImmutableArray<Reading> Readings { get; }

    public override void Begin(EpisodeRandom random)
    {
        if (radius is { } size)
        {
            var angle = random.Uniform(-Math.PI, Math.PI);
            var half = World[MuJoCoArray.GeomSizes].Slice(3 * World.Find(MuJoCoKind.Geom, "half"), 3);
            var reach = half[0] + half[1] + half[2];
            var anchor = World[MuJoCoArray.JointAnchors].Slice(3 * spin, 3);
            var place = World[MuJoCoArray.SiteOffsets].Slice(3 * goal, 3);
            (place[0], place[2]) = (anchor[0] + (reach * Math.Sin(angle)), anchor[2] + (reach * Math.Cos(angle)));
            World[MuJoCoArray.SiteSizes][3 * goal] = size;
        }
        else
        {
            World.HideSite(goal);
            World.HideSite(end);
            World[MuJoCoArray.Dampings][^1] = SpinDamping;
        }

        UntilApart(() => RandomJoints(random));
    }

    public override double Reward() => radius is null
        ? World[MuJoCoArray.Sensors][rates + 2] <= -SpinVelocity ? 1 : 0
        : DistanceToTarget() <= 0 ? 1 : 0;

    private (double X, double Z) FromCentre(int place)
    {
        var sensors = World[MuJoCoArray.Sensors];
        return (sensors[place] - sensors[centre], sensors[place + 2] - sensors[centre + 2]);
    }

    private double DistanceToTarget()
    {
        var ((goalX, goalZ), (endX, endZ)) = (FromCentre(goalPlace), FromCentre(endPlace));
        return Math.Sqrt(Math.Pow(goalX - endX, 2) + Math.Pow(goalZ - endZ, 2)) - World[MuJoCoArray.SiteSizes][3 * goal];
    }
}
