using System.Collections.Immutable;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc.Tasks;

/// <summary>A pole on a cart: swing it up, or keep it up.</summary>
internal sealed class CartpoleTask : SuiteTask
{
    private readonly bool swingUp;
    private readonly bool sparse;
    private readonly int pole;

    public CartpoleTask(MuJoCoWorld world, bool swingUp, bool sparse) : base(world)
    {
        (this.swingUp, this.sparse, pole) = (swingUp, sparse, world.Find(MuJoCoKind.Body, "pole"));
        Readings =
        [
            new Reading("position", 3, numbers => (numbers[0], numbers[1], numbers[2]) = (World.Positions[0], Rotation(pole, Axis.ZZ), Rotation(pole, Axis.XZ))),
            VelocityReading,
        ];
    }

    public override int PhysicsSteps => 1;

    public override ImmutableArray<Reading> Readings { get; }

    public override void Begin(EpisodeRandom random)
    {
        var positions = World.Positions;
        var velocities = World.Velocities;
        (positions[0], positions[1]) = swingUp
            ? (0.01 * random.NextNormal(), Math.PI + (0.01 * random.NextNormal()))
            : (random.Uniform(-0.1, 0.1), random.Uniform(-0.034, 0.034));
        (velocities[0], velocities[1]) = (0.01 * random.NextNormal(), 0.01 * random.NextNormal());
    }

    public override double Reward()
    {
        var (position, cosine) = (World.Positions[0], Rotation(pole, Axis.ZZ));
        if (sparse) return Tolerance.Within(position, -0.25, 0.25) * Tolerance.Within(cosine, 0.995, 1);
        var upright = (cosine + 1) / 2;
        var centred = (1 + Tolerance.Gaussian(position, 0, 0, 2)) / 2;
        var smallControl = (4 + Tolerance.SmallControls(World.Controls)) / 5;
        var smallVelocity = (1 + Tolerance.Gaussian(World.Velocities[1], 0, 0, 5)) / 2;
        return upright * smallControl * smallVelocity * centred;
    }
}
