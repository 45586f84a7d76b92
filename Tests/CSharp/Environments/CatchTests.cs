using AkkaDreamer.Environments;
using Xunit;

namespace AkkaDreamer.Tests.Environments;

public sealed class CatchTests
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, -1)]
    public void The_ball_falls_a_row_a_step_and_the_end_pays_for_where_the_paddle_is(bool follow, float reward)
    {
        using var environment = new Catch();
        for (ulong seed = 0; seed < 20; seed++)
        {
            var step = environment.Reset(seed);
            Assert.True(step is { IsFirst: true, IsLast: false, Reward: 0 });
            for (var row = 0; row < 9; row++)
            {
                Assert.False(step.IsLast);
                var (ball, paddle) = Read(step, row);
                var choice = follow ? Math.Sign(ball - paddle) + 1 : ball >= 2 ? 0 : 2;
                step = environment.Step(ActionVector.OneHot(choice, 3));
                if (row < 8) Assert.Equal(0, step.Reward);
            }

            Assert.True(step is { IsLast: true, IsTerminal: true });
            Assert.Equal(reward, step.Reward);
            Assert.Throws<InvalidOperationException>(() => environment.Step(ActionVector.OneHot(1, 3)));
        }
    }

    [Fact]
    public void Random_play_returns_what_the_catalog_says()
    {
        using var environment = TaskCatalog.Open("catch", new TaskOptions());
        var random = new EpisodeRandom(5);
        var mean = Enumerable.Range(0, 4000).Average(episode => CartpoleTests.Play(environment, (ulong)episode, random));
        Assert.InRange(mean, TaskCatalog.Find("catch").RandomReturn - 0.05, TaskCatalog.Find("catch").RandomReturn + 0.05);
    }

    [Fact]
    public void Every_column_is_a_start_of_the_ball()
    {
        using var environment = new Catch();
        var starts = Enumerable.Range(0, 1000).Select(seed => Read(environment.Reset((ulong)seed), 0).Ball).GroupBy(column => column).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(5, starts.Count);
        Assert.All(starts.Values, count => Assert.InRange(count, 150, 250));
    }

    [Fact]
    public void The_picture_differs_for_every_position_of_ball_and_paddle()
    {
        using var environment = new Catch(ObservationKind.Both);
        var pictures = new Dictionary<string, string>();
        var random = new EpisodeRandom(1);
        for (ulong seed = 0; seed < 200; seed++)
        {
            for (var step = environment.Reset(seed); ; step = environment.Step(ActionVector.OneHot(random.NextInt32(3), 3)))
            {
                var board = string.Join(',', ((float[])step.Observation.Arrays[0]).Select((cell, i) => (cell, i)).Where(pair => pair.cell > 0).Select(pair => pair.i));
                var picture = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData((byte[])step.Observation.Arrays[1]));
                Assert.Equal(board, pictures.GetValueOrDefault(picture, board));
                pictures[picture] = board;
                if (step.IsLast) break;
            }
        }

        Assert.True(pictures.Count > 200);
    }

    private static (int Ball, int Paddle) Read(EnvironmentStep step, int row)
    {
        var board = (float[])step.Observation.Arrays[0];
        return (Array.IndexOf(board, 1f, row * 5, 5) - (row * 5), Array.IndexOf(board, 1f, 45, 5) - 45);
    }
}
