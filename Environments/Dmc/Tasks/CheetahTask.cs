using System.Collections.Immutable;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc.Tasks;

/// <summary>A two-legged animal in a plane: run, up to 10 m/s.</summary>
internal sealed class CheetahTask : SuiteTask
{
    private const double Speed = 10;
    private const int SettlingSteps = 200;
    private readonly int velocity;

    public CheetahTask(MuJoCoWorld world) : base(world)
    {
        velocity = world.FindSensor("velocity");
        Readings = [PositionReading(first: 1), VelocityReading];
    }

    public override int PhysicsSteps => 1;

    public override ImmutableArray<Reading> Readings { get; }

    public override void Begin(EpisodeRandom random)
    {
        var positions = World.Positions;
        var ranges = World[MuJoCoArray.JointRanges];
        for (var joint = 0; joint < positions.Length; joint++)
            if (World.Count(MuJoCoCount.JointLimited, joint) != 0) positions[joint] = random.Uniform(ranges[2 * joint], ranges[(2 * joint) + 1]);
        World.Step(SettlingSteps);
        World.SetTime(0);
    }

    public override double Reward() => Tolerance.Linear(World[MuJoCoArray.Sensors][velocity], Speed, margin: Speed, valueAtMargin: 0);
}
