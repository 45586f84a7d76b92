using AkkaDreamer.Environments;
using AkkaDreamer.Environments.Dmc;
using AkkaDreamer.Environments.MuJoCo;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Dmc;

/// <summary>How episodes begin, by the suite's rules: what random play returns says little of it where rewards are seldom. And where the sparsest rewards begin.</summary>
public sealed class StartTests
{
    private const int Seeds = 60;

    [MuJoCoTheory]
    [InlineData("cartpole-balance", 0, 0.1, 0.034)]
    [InlineData("cartpole-balance-sparse", 0, 0.1, 0.034)]
    [InlineData("cartpole-swingup", Math.PI, 0.05, 0.05)]
    [InlineData("cartpole-swingup-sparse", Math.PI, 0.05, 0.05)]
    public void A_pole_starts_nearly_upright_or_nearly_hanging(string name, double angle, double mostX, double mostTilt)
    {
        var starts = Starts(name, (_, world) => (X: world.Positions[0], Tilt: world.Positions[1] - angle, Fastest: Math.Max(Math.Abs(world.Velocities[0]), Math.Abs(world.Velocities[1]))));
        Assert.InRange(starts.Max(start => Math.Abs(start.X)), mostX / 3, mostX);
        Assert.InRange(starts.Max(start => Math.Abs(start.Tilt)), mostTilt / 3, mostTilt);
        Assert.InRange(starts.Max(start => start.Fastest), 0.01, 0.06);
    }

    [MuJoCoTheory]
    [InlineData("pendulum-swingup", 1)]
    [InlineData("acrobot-swingup", 2)]
    public void A_pendulum_starts_anywhere(string name, int joints)
    {
        for (var joint = 0; joint < joints; joint++)
        {
            var angles = Starts(name, (_, world) => world.Positions[joint]);
            Assert.InRange(angles.Min(), -Math.PI, -2);
            Assert.InRange(angles.Max(), 2, Math.PI);
        }
    }

    [MuJoCoFact]
    public void A_ball_starts_below_its_cup_where_it_touches_nothing()
    {
        var balls = Starts("ball-in-cup-catch", (_, world) => (X: world.Positions[2], Z: world.Positions[3], world.Contacts));
        Assert.All(balls, ball => Assert.Equal(0, ball.Contacts));
        Assert.True(balls.All(ball => ball is { X: > -0.2 and < 0.2, Z: > 0.2 and < 0.5 }) && balls.Min(ball => ball.X) < -0.1 && balls.Max(ball => ball.X) > 0.1);
    }

    [MuJoCoTheory]
    [InlineData("hopper-stand", 2, 3)]
    [InlineData("hopper-hop", 2, 3)]
    [InlineData("walker-stand", 2, 3)]
    [InlineData("walker-walk", 2, 3)]
    [InlineData("walker-run", 2, 3)]
    public void What_stands_on_legs_starts_where_it_is_turned_anyhow_with_its_joints_anywhere_in_their_ranges(string name, int slides, int joints)
    {
        var starts = Starts(name, (_, world) => (Positions: world.Positions.ToArray(), Ranges: world[MuJoCoArray.JointRanges].ToArray()));
        foreach (var (positions, ranges) in starts)
        {
            Assert.All(positions[..slides], place => Assert.Equal(0, place));
            for (var joint = slides + 1; joint < positions.Length; joint++) Assert.InRange(positions[joint], ranges[2 * joint], ranges[(2 * joint) + 1]);
        }

        Assert.True(starts.Min(start => start.Positions[slides]) < -2 && starts.Max(start => start.Positions[slides]) > 2);
        Assert.True(starts.Select(start => start.Positions[joints]).Distinct().Count() == Seeds);
    }

    [MuJoCoTheory]
    [InlineData("quadruped-walk")]
    [InlineData("quadruped-run")]
    public void A_quadruped_starts_turned_anyhow_as_low_as_it_touches_nothing(string name)
    {
        var starts = Starts(name, (_, world) =>
        {
            var (place, apart) = (world.Positions.ToArray(), world.Contacts);
            world.Positions[2] -= 0.01;
            world.Forward(tolerant: true);
            return (Place: place, Apart: apart, Lower: world.Contacts);
        });
        Assert.All(starts, start =>
        {
            Assert.Equal(0, start.Apart);
            Assert.True(start.Lower > 0 || start.Place[2] == 0);
            Assert.Equal((0, 0), (start.Place[0], start.Place[1]));
            Assert.Equal(1, start.Place[3..7].Sum(part => part * part), 1e-9);
            Assert.All(start.Place[7..], hinge => Assert.Equal(0, hinge));
        });
        Assert.True(starts.Any(start => start.Place[3] < 0) && starts.Any(start => start.Place[4] < 0));
    }

    [MuJoCoFact]
    public void A_humanoid_starts_turned_by_four_numbers_that_are_never_negative_and_touches_nothing()
    {
        var starts = Starts("humanoid-walk", (_, world) => (Place: world.Positions.ToArray(), world.Contacts));
        Assert.All(starts, start =>
        {
            Assert.Equal(0, start.Contacts);
            Assert.All(start.Place[3..7], part => Assert.InRange(part, 0, 1));
            Assert.Equal(1, start.Place[3..7].Sum(part => part * part), 1e-9);
        });
    }

    [MuJoCoTheory]
    [InlineData("reacher-easy", 0.05)]
    [InlineData("reacher-hard", 0.015)]
    public void A_target_for_the_arm_lies_in_reach_and_is_met_within_its_radius_and_the_fingers(string name, double radius)
    {
        var distances = Starts(name, (task, world) =>
        {
            var (goal, finger) = (world.Find(MuJoCoKind.Geom, "goal"), world.Find(MuJoCoKind.Geom, "finger"));
            var distance = Math.Sqrt(world[MuJoCoArray.GeomOffsets].Slice(3 * goal, 2).ToArray().Sum(part => part * part));
            foreach (var (apart, reward) in new[] { (radius + 0.01 - 1e-6, 1.0), (radius + 0.01 + 1e-6, 0.0) })
            {
                for (var axis = 0; axis < 2; axis++) world[MuJoCoArray.GeomOffsets][(3 * goal) + axis] = world[MuJoCoArray.GeomPositions][(3 * finger) + axis] + (axis == 0 ? apart : 0);
                world.Forward();
                Assert.Equal(reward, task.Reward());
            }

            Assert.InRange(world.Positions[1], -160 * Math.PI / 180, 160 * Math.PI / 180);
            return distance;
        });
        Assert.InRange(distances.Min(), 0.05, 0.07);
        Assert.InRange(distances.Max(), 0.18, 0.20);
    }

    [MuJoCoTheory]
    [InlineData("finger-turn-easy", 0.07)]
    [InlineData("finger-turn-hard", 0.03)]
    public void A_target_for_the_spinner_lies_where_its_end_can_be_and_is_met_within_its_radius(string name, double radius) => Starts(name, (task, world) =>
    {
        var (goal, end, spin) = (world.Find(MuJoCoKind.Site, "goal"), world.Find(MuJoCoKind.Site, "end"), world.Find(MuJoCoKind.Joint, "spin"));
        var place = world[MuJoCoArray.SiteOffsets].Slice(3 * goal, 3);
        var anchor = world[MuJoCoArray.JointAnchors].Slice(3 * spin, 3);
        Assert.Equal(0.13, Math.Sqrt(Math.Pow(place[0] - anchor[0], 2) + Math.Pow(place[2] - anchor[2], 2)), 1e-9);
        Assert.Equal((0.5, 0), (world[MuJoCoArray.Dampings][^1], world.Contacts));
        foreach (var (apart, reward) in new[] { (radius - 1e-6, 1.0), (radius + 1e-6, 0.0) })
        {
            (place[0], place[2]) = (world[MuJoCoArray.SitePositions][3 * end], world[MuJoCoArray.SitePositions][(3 * end) + 2] + apart);
            world.Forward();
            Assert.Equal(reward, task.Reward());
        }

        return 0;
    });

    // Something of the world at the start of many episodes.
    private static List<T> Starts<T>(string name, Func<SuiteTask, MuJoCoWorld, T> look)
    {
        using var world = new MuJoCoWorld(DmcFamily.Model(name));
        var task = DmcFamily.Rules(name, world);
        var seen = new List<T>();
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            world.Reset();
            world.Forward();
            task.Begin(new EpisodeRandom(seed));
            world.Forward();
            seen.Add(look(task, world));
        }

        return seen;
    }
}
