using System.Collections.Immutable;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc.Tasks;

/// <summary>A human figure of 21 joints: get up and walk, in any direction.</summary>
internal sealed class HumanoidTask : SuiteTask
{
    private const int Root = 7; // numbers of the free joint
    private const double StandHeight = 1.4;
    private readonly double speed;
    private readonly int torso;
    private readonly int head;
    private readonly int velocity;

    public HumanoidTask(MuJoCoWorld world, double speed) : base(world)
    {
        (this.speed, torso, head, velocity) = (speed, world.Find(MuJoCoKind.Body, "torso"), world.Find(MuJoCoKind.Body, "head"), world.FindSensor("velocity"));
        int[] limbs = [.. new[] { "left-hand", "left-foot", "right-hand", "right-foot" }.Select(limb => world.Find(MuJoCoKind.Body, limb))];
        Readings =
        [
            new Reading("joint_angles", world.Positions.Length - Root, numbers => World.Positions[Root..].CopyTo(numbers)),
            new Reading("head_height", 1, numbers => numbers[0] = HeadHeight),
            new Reading("extremities", 3 * limbs.Length, numbers =>
            {
                for (var i = 0; i < limbs.Length; i++) FromTorso(limbs[i], numbers.Slice(3 * i, 3));
            }),
            new Reading("torso_vertical", 3, numbers => (numbers[0], numbers[1], numbers[2]) = (Rotation(torso, Axis.ZX), Rotation(torso, Axis.ZY), Rotation(torso, Axis.ZZ))),
            new Reading("com_velocity", 3, numbers => World[MuJoCoArray.Sensors].Slice(velocity, 3).CopyTo(numbers)),
            VelocityReading,
        ];
    }

    public override int PhysicsSteps => 5;

    public override ImmutableArray<Reading> Readings { get; }

    private double HeadHeight => World[MuJoCoArray.BodyPositions][(3 * head) + 2];

    public override void Begin(EpisodeRandom random) => UntilApart(() => RandomJoints(random));

    public override double Reward()
    {
        var standing = Tolerance.Gaussian(HeadHeight, StandHeight, double.PositiveInfinity, StandHeight / 4);
        var upright = Tolerance.Linear(Rotation(torso, Axis.ZZ), 0.9, margin: 1.9, valueAtMargin: 0);
        var smallControl = (4 + Tolerance.SmallControls(World.Controls)) / 5;
        var mean = World[MuJoCoArray.Sensors].Slice(velocity, 3);
        var move = Tolerance.Linear(Math.Sqrt((mean[0] * mean[0]) + (mean[1] * mean[1])), speed, margin: speed, valueAtMargin: 0);
        return smallControl * standing * upright * ((5 * move) + 1) / 6;
    }

    // Where a body is, in the torso's own axes.
    private void FromTorso(int body, Span<double> place)
    {
        var places = World[MuJoCoArray.BodyPositions];
        for (var axis = 0; axis < 3; axis++)
        {
            place[axis] = 0;
            for (var i = 0; i < 3; i++) place[axis] += (places[(3 * body) + i] - places[(3 * torso) + i]) * Rotation(torso, (3 * i) + axis);
        }
    }
}
