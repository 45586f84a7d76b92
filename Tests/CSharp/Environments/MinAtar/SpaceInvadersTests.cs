using AkkaDreamer.Environments;
using AkkaDreamer.Environments.MinAtar;
using Xunit;

namespace AkkaDreamer.Tests.Environments.MinAtar;

public sealed class SpaceInvadersTests
{
    private readonly SpaceInvaders game = Begun(ramping: true);

    [Fact]
    public void Twenty_four_aliens_start_above_and_go_left()
    {
        Assert.Equal(24, Count(game.Aliens));
        Assert.True(game.Aliens[0, 2] && game.Aliens[3, 7] && !game.Aliens[4, 4] && !game.Aliens[0, 1]);
        Assert.Equal((5, -1), (game.Cannon, game.Direction));
        var board = new Board(6);
        game.Show(board);
        Assert.True(board.Has(0, 5, 9) && board.Has(1, 2, 0) && board.Has(2, 2, 0));
        Assert.Equal(1 + 24 + 24, board.Cells.Sum());
    }

    [Fact]
    public void Aliens_move_every_12_frames_while_there_are_that_many()
    {
        var lefts = new List<int>();
        for (var frame = 1; frame <= 37; frame++)
        {
            Disarm();
            game.Play(MinAtarAction.None);
            lefts.Add(Enumerable.Range(0, 10).First(x => Enumerable.Range(0, 10).Any(y => game.Aliens[y, x])));
        }

        Assert.Equal([12, 24], [lefts.IndexOf(1), lefts.IndexOf(0)]); // at the 13th and 25th frame
        Assert.True(game.Aliens[4, 0] && !game.Aliens[0, 0] && game.Direction == 1); // at the wall: down and the other way
    }

    [Fact]
    public void Few_aliens_move_as_often_as_there_are_aliens()
    {
        Only((2, 4), (2, 5), (2, 6));
        game.MoveTimer = 0;
        Disarm();
        game.Play(MinAtarAction.None);
        Assert.Equal(2, game.MoveTimer); // 3, and one frame has passed
    }

    [Fact]
    public void Aliens_in_the_last_row_at_a_wall_end_the_game()
    {
        Only((9, 0));
        game.MoveTimer = 0;
        Disarm();
        Assert.Equal((0, true), game.Play(MinAtarAction.None));
    }

    [Theory]
    [InlineData(9, 6)] // it moves onto the cannon
    [InlineData(9, 5)] // it is on it
    public void An_alien_on_the_cannon_ends_the_game(int y, int x)
    {
        Only((y, x));
        game.MoveTimer = x == 5 ? 4 : 0;
        Disarm();
        Assert.True(game.Play(MinAtarAction.None).Ends);
    }

    [Fact]
    public void A_bullet_goes_up_a_row_a_frame_from_the_one_in_which_it_is_fired_and_kills()
    {
        for (var frame = 1; frame <= 5; frame++)
        {
            Disarm();
            Assert.Equal(0, game.Play(frame == 1 ? MinAtarAction.Fire : MinAtarAction.None).Reward);
            Assert.True(game.Friendly[9 - frame, 5]);
        }

        Disarm();
        Assert.Equal(1, game.Play(MinAtarAction.None).Reward); // row 3
        Assert.False(game.Aliens[3, 5] || game.Friendly[3, 5]);
    }

    [Fact]
    public void The_cannon_fires_every_fifth_frame_at_most()
    {
        Only((0, 0));
        var fired = new List<int>();
        for (var frame = 1; frame <= 11; frame++)
        {
            Disarm();
            game.Play(MinAtarAction.Fire);
            if (game.Friendly[8, 5]) fired.Add(frame);
        }

        Assert.Equal([1, 6, 11], fired);
    }

    [Fact]
    public void The_lowest_alien_of_the_nearest_column_fires_every_tenth_frame_onto_its_own_cell()
    {
        Only((0, 3), (2, 3), (1, 8));
        var fired = new List<int>();
        game.MoveTimer = 1000;
        for (var frame = 1; frame <= 31; frame++)
        {
            game.Cannon = 4;
            Array.Clear(game.Hostile);
            game.Play(MinAtarAction.None);
            if (game.Hostile[2, 3]) fired.Add(frame);
        }

        Assert.Equal([11, 21, 31], fired);
    }

    [Fact]
    public void A_bullet_that_comes_down_on_the_cannon_ends_the_game()
    {
        game.Hostile[7, 5] = true;
        Assert.False(game.Play(MinAtarAction.None).Ends);
        Assert.True(game.Hostile[8, 5]);
        Assert.True(game.Play(MinAtarAction.None).Ends);
    }

    [Fact]
    public void The_cannon_moves_out_of_the_way_first()
    {
        game.Hostile[8, 5] = true;
        Assert.False(game.Play(MinAtarAction.Left).Ends);
        Assert.False(game.Play(MinAtarAction.Right).Ends); // the bullet has left the board
    }

    [Theory]
    [InlineData(true, new[] { 11, 10, 9, 8, 7, 6, 6 })]
    [InlineData(false, new[] { 12, 12, 12, 12, 12, 12, 12 })]
    public void A_new_wave_goes_on_in_the_same_direction_and_moves_sooner_down_to_6(bool ramping, int[] periods)
    {
        var waves = Begun(ramping);
        waves.Direction = 1;
        foreach (var period in periods)
        {
            Array.Clear(waves.Aliens);
            (waves.Aliens[2, 7], waves.Friendly[3, 7]) = (true, true);
            (waves.MoveTimer, waves.AlienShotTimer) = (5, 5);
            Assert.Equal((1, false), waves.Play(MinAtarAction.None));
            Assert.Equal((24, 1, period), (Count(waves.Aliens), waves.Direction, waves.MovePeriod));
        }

        waves.Start(new EpisodeRandom(1));
        Assert.Equal(12, waves.MovePeriod);
    }

    private static SpaceInvaders Begun(bool ramping)
    {
        var game = new SpaceInvaders(ramping);
        game.Start(new EpisodeRandom(0));
        return game;
    }

    private static int Count(bool[,] cells) => cells.Cast<bool>().Count(cell => cell);

    private void Only(params (int Y, int X)[] aliens)
    {
        Array.Clear(game.Aliens);
        foreach (var (y, x) in aliens) game.Aliens[y, x] = true;
    }

    private void Disarm() => game.AlienShotTimer = 5;
}
