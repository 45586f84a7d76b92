using System.Globalization;
using AkkaDreamer.Environments;
using Xunit;

namespace AkkaDreamer.Tests.Environments;

public sealed class CartpoleTests
{
    /// <summary>Golden/cartpole.csv was made by MuJoCo 2.2.2 itself with Golden/cartpole.c: free swing, driven swing, force into either limit, bang-bang.</summary>
    [Fact]
    public void Cartpole_moves_as_MuJoCo_moves_it_over_whole_episodes_with_its_limits()
    {
        var physics = new CartpolePhysics();
        var rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Environments", "Golden", "cartpole.csv"))[1..]
            .Select(line => line.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        var compared = 0;
        foreach (var scenario in rows.GroupBy(row => (int)row[0]))
        {
            var state = default(CartpoleState);
            var t = 0;
            foreach (var row in scenario)
            {
                if (row[1] == 0) state = new CartpoleState(row[3], row[4], row[5], row[6]);
                for (; t < (int)row[1]; t++) state = physics.Step(state, Control(scenario.Key, t));
                double[] expected = row[3..], actual = [state.Position, state.Angle, state.Velocity, state.AngularVelocity];
                for (var i = 0; i < 4; i++)
                {
                    Assert.True(Math.Abs(expected[i] - actual[i]) < 1e-9, $"scenario {scenario.Key}, step {t}, number {i}: MuJoCo {expected[i]}, here {actual[i]}");
                    compared++;
                }
            }
        }

        Assert.Equal(5 * 41 * 4, compared);
    }

    [Fact]
    public void Energy_is_kept_when_nothing_damps_and_nothing_pushes()
    {
        var physics = new CartpolePhysics { SliderDamping = 0, HingeDamping = 0 };
        var state = new CartpoleState(0, 1.0, 0, 0.5);
        var energy = CartpolePhysics.Energy(state);
        for (var t = 0; t < 1000; t++)
        {
            state = physics.Step(state, 0);
            Assert.InRange(CartpolePhysics.Energy(state), energy - 1e-5, energy + 1e-5);
        }
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 1)]
    [InlineData(0, Math.PI, 0, 0, 0)]
    [InlineData(2, 0, 0, 0, 0.55)] // tol = 0.1 at the margin
    [InlineData(0, 0, 5, 0, 0.55)]
    [InlineData(0, 0, 0, 1, 0.8)]
    [InlineData(0, 0, 0, 0.5, 0.95)]
    [InlineData(0, Math.PI / 2, 0, 0, 0.5)]
    public void Smooth_reward_follows_the_suites_formula(double position, double angle, double angularVelocity, double control, double expected) =>
        Assert.Equal(expected, Cartpole.SmoothReward(new CartpoleState(position, angle, 0, angularVelocity), control), 12);

    [Theory]
    [InlineData(0.25, 0, 1)]
    [InlineData(0.2501, 0, 0)]
    [InlineData(0, 0.1, 1)]
    [InlineData(0, 0.1001, 0)] // cos 0.1001 = 0.99499
    public void Sparse_reward_is_one_only_in_the_middle_and_upright(double position, double angle, double expected) =>
        Assert.Equal(expected, Cartpole.SparseReward(new CartpoleState(position, angle, 9, 9)));

    [Theory]
    [InlineData("cartpole-swingup", 50, 20)]
    [InlineData("cartpole-balance", 320, 45)]
    [InlineData("cartpole-balance-sparse", 42, 16)]
    [InlineData("cartpole-swingup-sparse", 0, 0.5)]
    public void Random_play_scores_what_it_scores_in_the_suite(string task, double expected, double tolerance)
    {
        using var environment = TaskCatalog.Open(task, new TaskOptions());
        var random = new EpisodeRandom(11);
        var mean = Enumerable.Range(0, 60).Average(episode => Play(environment, (ulong)episode, random));
        Assert.InRange(mean, expected - tolerance, expected + tolerance);
    }

    [Fact]
    public void An_episode_has_1000_simulator_steps_and_ends_by_its_time_limit_alone()
    {
        using var environment = TaskCatalog.Open("cartpole-balance", new TaskOptions());
        environment.Reset(1);
        for (var decision = 1; decision < 500; decision++) Assert.False(environment.Step([0.1f]).IsLast);
        var last = environment.Step([0.1f]);
        Assert.True(last.IsLast);
        Assert.False(last.IsTerminal);
    }

    [Fact]
    public void Starts_follow_the_suites_distributions()
    {
        var swingUp = new Cartpole(swingUp: true, sparse: false);
        var balance = new Cartpole(swingUp: false, sparse: false);
        CartpoleState[] Starts(Cartpole task) => [.. Enumerable.Range(0, 2000).Select(seed => { task.Reset((ulong)seed); return task.State; })];
        static double Deviation(IEnumerable<double> numbers) => Math.Sqrt(numbers.Average(number => number * number));

        var up = Starts(swingUp);
        Assert.InRange(Deviation(up.Select(state => state.Position)), 0.0093, 0.0107);
        Assert.InRange(Deviation(up.Select(state => state.Angle - Math.PI)), 0.0093, 0.0107);
        Assert.InRange(Deviation(up.Select(state => state.AngularVelocity)), 0.0093, 0.0107);
        var upright = Starts(balance);
        Assert.All(upright, state => Assert.InRange(state.Position, -0.1, 0.1));
        Assert.All(upright, state => Assert.InRange(state.Angle, -0.034, 0.034));
        Assert.InRange(Deviation(upright.Select(state => state.Position)), 0.054, 0.061); // 0.1 / sqrt 3
        Assert.InRange(Deviation(upright.Select(state => state.Velocity)), 0.0093, 0.0107);
    }

    [Fact]
    public void The_picture_shows_the_cart_where_it_is_and_the_pole_where_it_points()
    {
        using var environment = new Cartpole(swingUp: false, sparse: false, ObservationKind.Both);
        var step = environment.Reset(3);
        for (var t = 0; t < 40; t++) step = environment.Step([1f]);
        var image = (byte[])step.Observation.Arrays[2];
        // The cart is the only ochre thing below the rail: its mean column must be where the state says, 19.3 pixels a metre.
        var columns = Enumerable.Range(0, 64).Where(x => image[3 * ((33 * 64) + x)] > 150).ToArray();
        Assert.InRange(columns.Average() + 0.5, 32 + (19.314 * environment.State.Position) - 0.6, 32 + (19.314 * environment.State.Position) + 0.6);
        // And the pole's tip, one metre from the hinge (which lies a little above the middle of the drawn capsule's end).
        var tipX = (int)(32 + (19.314 * (environment.State.Position + Math.Sin(environment.State.Angle))));
        var tipY = (int)(32 - (19.314 * Math.Cos(environment.State.Angle)));
        Assert.True(image[3 * ((tipY * 64) + tipX)] > 150, "no pole where it should end");
    }

    internal static double Play(IEnvironment environment, ulong seed, EpisodeRandom random)
    {
        var step = environment.Reset(seed);
        var sum = 0.0;
        while (!step.IsLast)
        {
            step = environment.Step(ActionVector.Random(environment.Spaces.Actions, random));
            sum += step.Reward;
        }

        return sum;
    }

    private static double Control(int scenario, int t) => scenario switch
    {
        0 => 0,
        1 => Math.Sin(0.07 * t) + (0.3 * Math.Sin(0.31 * t)),
        2 => 1,
        3 => t % 40 < 20 ? -1 : 1,
        _ => -0.8,
    };
}
