using System.Globalization;
using AkkaDreamer.Environments;
using AkkaDreamer.Environments.Dmc;
using AkkaDreamer.Environments.MuJoCo;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Dmc;

/// <summary>
/// Golden/trajectories.csv was made from the suite's own models with Golden/trajectories.c: two starts a task, a hundred control steps of given controls, compared after 1, 20 and 100.
/// </summary>
public sealed class TrajectoryTests
{
    private const double Tolerated = 1e-6;

    private static readonly Lazy<ILookup<string, Row>> Golden = new(() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Environments", "Dmc", "Golden", "trajectories.csv"))
        .Select(line => line.Split(','))
        .Select(cells => new Row(cells[0], int.Parse(cells[1]), int.Parse(cells[2]), cells[3], [.. cells[4..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))]))
        .ToLookup(row => row.Task));

    public static TheoryData<string> Tasks => [.. DmcFamily.Family.Tasks.Select(task => task.Name["dmc:".Length..])];

    [MuJoCoTheory("2.2.2")]
    [MemberData(nameof(Tasks))]
    public void A_task_moves_shows_and_rewards_as_in_the_suite(string name)
    {
        using var world = new MuJoCoWorld(DmcFamily.Model(name));
        var task = DmcFamily.Rules(name, world);
        var compared = 0;
        foreach (var episode in Golden.Value[name].GroupBy(row => row.Episode))
        {
            Start(task, name, episode.Single(row => row.Kind == "start").Numbers);
            var ranges = world[MuJoCoArray.ControlRanges].ToArray();
            for (var t = 0; t <= 100; t++)
            {
                if (t > 0)
                {
                    for (var i = 0; i < world.Controls.Length; i++) world.Controls[i] = ranges[2 * i] + ((ranges[(2 * i) + 1] - ranges[2 * i]) * (Fraction(t, i, episode.Key) + 1) / 2);
                    world.Step(task.PhysicsSteps);
                }

                foreach (var row in episode.Where(row => row.Step == t && row.Kind != "start")) compared += Compare(row, row.Kind switch
                {
                    "state" => [.. world.Positions, .. world.Velocities, .. world[MuJoCoArray.Activations]],
                    "seen" => Seen(task),
                    _ => [task.Reward()],
                });
            }
        }

        Assert.Equal(Golden.Value[name].Where(row => row.Kind != "start").Sum(row => row.Numbers.Length), compared);
        Assert.True(compared > 30, $"{compared} numbers");
    }

    private static void Start(SuiteTask task, string name, double[] start)
    {
        var world = task.World;
        world.Reset();
        world.Forward();
        task.Begin(new EpisodeRandom(1)); // what it sets in the model stays
        world.Reset();
        world.Forward();
        var (positions, velocities) = (world.Positions.Length, world.Velocities.Length);
        start.AsSpan(0, positions).CopyTo(world.Positions);
        start.AsSpan(positions, velocities).CopyTo(world.Velocities);
        var rest = start.AsSpan(positions + velocities);
        if (name.StartsWith("finger-turn"))
        {
            var place = world[MuJoCoArray.SiteOffsets].Slice(3 * world.Find(MuJoCoKind.Site, "goal"), 3);
            place[0] = rest[0];
            place[2] = rest[1];
        }
        else if (name.StartsWith("reacher"))
        {
            rest.CopyTo(world[MuJoCoArray.GeomOffsets].Slice(3 * world.Find(MuJoCoKind.Geom, "goal"), 2));
        }

        world.Forward();
    }

    private static double[] Seen(SuiteTask task) => [.. task.Readings.SelectMany(reading =>
    {
        var numbers = new double[reading.Size];
        reading.Write(numbers);
        return numbers;
    })];

    private static int Compare(Row row, double[] actual)
    {
        Assert.Equal(row.Numbers.Length, actual.Length);
        for (var i = 0; i < actual.Length; i++)
            Assert.True(Math.Abs(row.Numbers[i] - actual[i]) <= Tolerated * Math.Max(1, Math.Abs(row.Numbers[i])), $"episode {row.Episode}, step {row.Step}, {row.Kind} {i}: the suite {row.Numbers[i]}, here {actual[i]}");
        return actual.Length;
    }

    private static double Fraction(int a, int b, int c) => (((a * 7919L) + (b * 104729L) + (c * 1299721L) + 31337L) % 2001 / 1000.0) - 1;

    private sealed record Row(string Task, int Episode, int Step, string Kind, double[] Numbers);
}
