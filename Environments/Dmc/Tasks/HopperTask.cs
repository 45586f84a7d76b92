using System.Collections.Immutable;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc.Tasks;

/// <summary>One leg in a plane: stand, or hop forward.</summary>
internal sealed class HopperTask : SuiteTask
{
    private readonly bool hop;
    private readonly int torso;
    private readonly int foot;
    private readonly int velocity;

    public HopperTask(MuJoCoWorld world, bool hop) : base(world)
    {
        this.hop = hop;
        (torso, foot) = (world.Find(MuJoCoKind.Body, "torso"), world.Find(MuJoCoKind.Body, "foot"));
        velocity = world.FindSensor("velocity");
        var touch = world.FindSensor("touch");
        Readings =
        [
            PositionReading(first: 1), // where it is along the floor does not matter
            VelocityReading,
            new Reading("touch", 2, numbers =>
            {
                for (var i = 0; i < 2; i++) numbers[i] = Math.Log(1 + World[MuJoCoArray.Sensors][touch + i]);
            }),
        ];
    }

    public override int PhysicsSteps => 4;

    public override ImmutableArray<Reading> Readings { get; }

    public override void Begin(EpisodeRandom random) => RandomJoints(random);

    public override double Reward()
    {
        var centres = World[MuJoCoArray.BodyCentres];
        var standing = Tolerance.Within(centres[(3 * torso) + 2] - centres[(3 * foot) + 2], 0.6, 2);
        return standing * (hop
            ? Tolerance.Linear(World[MuJoCoArray.Sensors][velocity], 2, margin: 1, valueAtMargin: 0.5)
            : (Tolerance.SmallControls(World.Controls) + 4) / 5);
    }
}
