using System.Collections.Immutable;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc.Tasks;

/// <summary>Four legs, twelve position actuators with first-order lag: get up and walk or run where it faces.</summary>
internal sealed class QuadrupedTask : SuiteTask
{
    private const int Root = 7; // numbers of the free joint's position; its velocity has one less
    private readonly double speed;
    private readonly int torso;
    private readonly int velocity;

    public QuadrupedTask(MuJoCoWorld world, double speed) : base(world)
    {
        (this.speed, torso, velocity) = (speed, world.Find(MuJoCoKind.Body, "torso"), world.FindSensor("velocity"));
        var (imu, forces, hinges) = (world.FindSensor("imu"), world.FindSensor("forces"), world.Positions.Length - Root);
        Readings =
        [
            new Reading("egocentric_state", (2 * hinges) + world[MuJoCoArray.Activations].Length, numbers =>
            {
                World.Positions[Root..].CopyTo(numbers);
                World.Velocities[(Root - 1)..].CopyTo(numbers[hinges..]);
                World[MuJoCoArray.Activations].CopyTo(numbers[(2 * hinges)..]);
            }),
            new Reading("torso_velocity", 3, numbers => World[MuJoCoArray.Sensors].Slice(velocity, 3).CopyTo(numbers)),
            new Reading("torso_upright", 1, numbers => numbers[0] = Rotation(torso, Axis.ZZ)),
            new Reading("imu", 6, numbers => World[MuJoCoArray.Sensors].Slice(imu, 6).CopyTo(numbers)),
            new Reading("force_torque", 24, numbers =>
            {
                for (var i = 0; i < numbers.Length; i++) numbers[i] = Math.Asinh(World[MuJoCoArray.Sensors][forces + i]);
            }),
        ];
    }

    public override int PhysicsSteps => 4;

    public override int Camera => 2;

    public override ImmutableArray<Reading> Readings { get; }

    // Turned anyhow, and as low as it is without touching the floor.
    public override void Begin(EpisodeRandom random)
    {
        Span<double> turn = stackalloc double[4];
        RandomTurn(turn, random.NextNormal);
        var height = 0.0;
        for (var attempt = 0; attempt < 10_000; attempt++, height += 0.01)
        {
            World.Reset();
            World.Forward();
            var root = World.Positions[..Root];
            (root[0], root[1], root[2]) = (0, 0, height);
            turn.CopyTo(root[3..]);
            World.Forward(tolerant: true); // deep in the floor there may be too many contacts
            if (World.Contacts == 0) return;
        }

        throw new EnvironmentFaultException("No height without contacts was found.");
    }

    public override double Reward() =>
        Tolerance.Linear(Rotation(torso, Axis.ZZ), 1, margin: 2, valueAtMargin: 0) * Tolerance.Linear(World[MuJoCoArray.Sensors][velocity], speed, margin: speed, valueAtMargin: 0.5);
}
