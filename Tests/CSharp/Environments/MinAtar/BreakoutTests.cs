using AkkaDreamer.Environments;
using AkkaDreamer.Environments.MinAtar;
using Xunit;

namespace AkkaDreamer.Tests.Environments.MinAtar;

public sealed class BreakoutTests
{
    private readonly Breakout game = Begun(0);

    [Fact]
    public void The_ball_starts_at_either_edge_and_goes_down_and_inwards()
    {
        var starts = Enumerable.Range(0, 100).Select(seed => Begun((ulong)seed)).GroupBy(one => (one.Ball, one.Direction)).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(2, starts.Count);
        Assert.InRange(starts[((0, 3), (1, 1))], 30, 70);
        Assert.InRange(starts[((9, 3), (-1, 1))], 30, 70);
        Assert.Equal(4, game.Paddle);
        Assert.Equal(30, game.Bricks.Cast<bool>().Count(brick => brick));
        Assert.All(Enumerable.Range(0, 10), x => Assert.True(game.Bricks[1, x] && game.Bricks[3, x] && !game.Bricks[0, x] && !game.Bricks[4, x]));
    }

    [Fact]
    public void The_ball_goes_one_cell_diagonally_and_leaves_a_trail()
    {
        Put((3, 5), (1, 1));
        Assert.Equal((0, false), game.Play(MinAtarAction.None));
        Assert.Equal(((4, 6), (3, 5)), (game.Ball, game.Trail));
    }

    [Theory]
    [InlineData(9, 1, 9, -1)]
    [InlineData(0, -1, 0, 1)]
    public void At_a_side_the_ball_stays_in_its_column_and_turns_around(int x, int right, int expected, int then)
    {
        Put((x, 5), (right, 1));
        game.Play(MinAtarAction.None);
        Assert.Equal(((expected, 6), (then, 1)), (game.Ball, game.Direction));
    }

    [Fact]
    public void Above_the_top_row_the_ball_turns_down()
    {
        Put((3, 0), (1, -1));
        game.Play(MinAtarAction.None);
        Assert.Equal(((4, 0), (1, 1)), (game.Ball, game.Direction));
    }

    [Fact]
    public void A_brick_pays_is_gone_and_turns_the_ball_which_keeps_its_row()
    {
        Put((3, 4), (1, -1));
        Assert.Equal((1, false), game.Play(MinAtarAction.None));
        Assert.Equal(((4, 4), (1, 1)), (game.Ball, game.Direction));
        Assert.False(game.Bricks[3, 4]);
        Assert.True(game.IsStriking);
    }

    [Fact]
    public void No_second_brick_is_hit_in_the_frame_after_one()
    {
        Put((3, 0), (1, 1));
        game.IsStriking = true;
        Assert.Equal((0, false), game.Play(MinAtarAction.None));
        Assert.Equal(((4, 1), (1, 1)), (game.Ball, game.Direction)); // goes through
        Assert.True(game.Bricks[1, 4] && game.IsStriking);
        game.Bricks[2, 5] = false;
        game.Play(MinAtarAction.None);
        Assert.False(game.IsStriking); // a frame without a brick in the way
        Assert.Equal((1, false), game.Play(MinAtarAction.None));
        Assert.False(game.Bricks[3, 6]);
    }

    [Theory]
    [InlineData(5, 5, 6, 1, false)] // the paddle under where the ball comes from turns it up
    [InlineData(6, 5, 6, -1, false)] // where it arrives turns it back
    [InlineData(4, 5, 6, 1, true)]
    public void The_paddle_decides_in_the_last_row(int paddle, int from, int to, int then, bool ends)
    {
        Put((from, 8), (1, 1));
        game.Paddle = paddle;
        Assert.Equal((0, ends), game.Play(MinAtarAction.None));
        if (!ends) Assert.Equal(((to, 8), (then, -1)), (game.Ball, game.Direction));
    }

    [Fact]
    public void The_paddle_moves_before_the_ball_and_not_beyond_the_board()
    {
        Put((5, 8), (1, 1));
        game.Paddle = 4;
        Assert.False(game.Play(MinAtarAction.Right).Ends);
        game.Paddle = 9;
        Put((3, 5), (1, 1));
        game.Play(MinAtarAction.Right);
        Assert.Equal(9, game.Paddle);
    }

    [Fact]
    public void Bricks_come_back_when_all_are_gone_and_the_ball_is_down()
    {
        Array.Clear(game.Bricks);
        Put((5, 7), (1, 1));
        game.Play(MinAtarAction.None);
        Assert.DoesNotContain(true, game.Bricks.Cast<bool>());
        game.Play(MinAtarAction.None);
        Assert.Equal(30, game.Bricks.Cast<bool>().Count(brick => brick));
    }

    private static Breakout Begun(ulong seed)
    {
        var game = new Breakout();
        game.Start(new EpisodeRandom(seed));
        return game;
    }

    private void Put((int, int) ball, (int, int) direction) => (game.Ball, game.Direction) = (ball, direction);
}
