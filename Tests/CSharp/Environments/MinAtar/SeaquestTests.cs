using AkkaDreamer.Environments;
using AkkaDreamer.Environments.MinAtar;
using Xunit;

namespace AkkaDreamer.Tests.Environments.MinAtar;

public sealed class SeaquestTests
{
    private readonly Seaquest game = Begun(ramping: true);

    [Fact]
    public void Enemies_appear_every_20_frames_and_divers_every_30_at_an_edge()
    {
        var (enemies, divers) = (new List<int>(), new List<int>());
        for (var frame = 1; frame <= 91; frame++)
        {
            var (swimming, diving) = (game.Fish.Count + game.Enemies.Count, game.Divers.Count);
            game.Play(MinAtarAction.None);
            if (game.Divers.Count > diving) divers.Add(frame);
            if (game.Fish.Count + game.Enemies.Count > swimming) enemies.Add(frame);
            game.Fish.Clear();
            game.Enemies.Clear();
            game.Divers.Clear();
            game.EnemyBullets.Clear();
        }

        Assert.Equal([21, 41, 61, 81], enemies);
        Assert.Equal([31, 61, 91], divers);
    }

    [Fact]
    public void A_third_of_the_enemies_are_submarines_and_rows_and_sides_are_drawn_alike()
    {
        var seen = new List<(SeaquestSwimmer Swimmer, bool IsFish)>();
        for (ulong seed = 0; seed < 600; seed++)
        {
            var fresh = Begun(ramping: true, seed);
            fresh.SpawnTimer = 0;
            fresh.Play(MinAtarAction.None);
            seen.Add((fresh.Fish.Concat(fresh.Enemies).Single(), fresh.Fish.Count == 1));
        }

        Assert.InRange(seen.Count(one => !one.IsFish), 160, 240);
        Assert.InRange(seen.Count(one => one.Swimmer.GoesRight), 250, 350);
        Assert.All(seen, one => Assert.Equal(one.Swimmer.GoesRight ? 0 : 9, one.Swimmer.X));
        Assert.Equal(Enumerable.Range(1, 8), seen.Select(one => one.Swimmer.Y).Distinct().Order());
    }

    [Fact]
    public void No_enemy_appears_in_a_row_where_one_goes_the_other_way()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            var fresh = Begun(ramping: true, seed);
            for (var y = 1; y <= 8; y++) fresh.Fish.Add(new SeaquestSwimmer(4, y, GoesRight: true) { MoveTimer = 3 });
            fresh.SpawnTimer = 0;
            fresh.Play(MinAtarAction.None);
            Assert.All(fresh.Fish.Concat(fresh.Enemies), one => Assert.True(one.GoesRight));
            Assert.Equal(19, fresh.SpawnTimer);
        }
    }

    [Fact]
    public void Divers_and_enemies_move_every_6_frames_and_enemy_submarines_fire_every_11()
    {
        game.Divers.Add(new SeaquestSwimmer(0, 8, true) { MoveTimer = 5 });
        game.Fish.Add(new SeaquestSwimmer(9, 7, false) { MoveTimer = 5 });
        game.Enemies.Add(new SeaquestSwimmer(0, 6, true) { MoveTimer = 5, ShotTimer = 10 });
        var (diver, fish, enemy, shots) = (new List<int>(), new List<int>(), new List<int>(), new List<int>());
        for (var frame = 1; frame <= 33; frame++)
        {
            (game.SpawnTimer, game.DiverTimer) = (5, 5);
            var before = (game.Divers[0].X, game.Fish[0].X, game.Enemies[0].X);
            game.EnemyBullets.Clear();
            game.Play(MinAtarAction.None);
            if (game.Divers[0].X == before.Item1 + 1) diver.Add(frame);
            if (game.Fish[0].X == before.Item2 - 1) fish.Add(frame);
            if (game.Enemies[0].X == before.Item3 + 1) enemy.Add(frame);
            if (game.EnemyBullets.Count == 1)
            {
                shots.Add(frame);
                Assert.Equal(new SeaquestSwimmer(game.Enemies[0].X + 1, 6, true), game.EnemyBullets[0]); // it has moved already
            }
        }

        Assert.Equal([6, 12, 18, 24, 30], diver);
        Assert.Equal(diver, fish);
        Assert.Equal(diver, enemy);
        Assert.Equal([11, 22, 33], shots);
    }

    [Fact]
    public void Bullets_go_the_way_the_submarine_faces_from_the_frame_in_which_they_are_fired()
    {
        Put(5, 4);
        Play(MinAtarAction.Fire);
        Assert.Equal((4, 4, false), (game.Bullets[0].X, game.Bullets[0].Y, game.Bullets[0].GoesRight)); // it starts facing left
        Play(MinAtarAction.Right);
        Play(MinAtarAction.Fire); // too soon
        Assert.Single(game.Bullets);
        Play(MinAtarAction.None);
        Play(MinAtarAction.None);
        Assert.Equal(0, game.Bullets[0].X);
        Play(MinAtarAction.Fire);
        Assert.Equal((7, 4, true), (game.Bullets[0].X, game.Bullets[0].Y, game.Bullets[0].GoesRight)); // the first one has left the board
    }

    [Fact]
    public void A_bullet_kills_fish_before_submarines_and_is_gone()
    {
        Put(5, 4);
        game.Fish.Add(new SeaquestSwimmer(4, 4, true) { MoveTimer = 4 });
        game.Enemies.Add(new SeaquestSwimmer(4, 4, true) { MoveTimer = 4 });
        Assert.Equal(1, Play(MinAtarAction.Fire).Reward);
        Assert.Empty(game.Fish);
        Assert.Empty(game.Bullets);
        Assert.Single(game.Enemies);
    }

    [Theory]
    [InlineData(5, 3)] // there already
    [InlineData(4, 0)] // moves onto the submarine
    public void Fish_and_enemy_submarines_end_the_game_by_touch(int x, int timer)
    {
        foreach (var isFish in new[] { true, false })
        {
            var fresh = Begun(ramping: true);
            (fresh.Submarine, fresh.IsAtSurface) = ((5, 4), false);
            (isFish ? fresh.Fish : fresh.Enemies).Add(new SeaquestSwimmer(x, 4, true) { MoveTimer = timer });
            Assert.True(fresh.Play(MinAtarAction.None).Ends);
        }
    }

    [Theory]
    [InlineData(5)] // before it moves
    [InlineData(4)] // after
    public void Enemy_bullets_end_the_game_before_and_after_they_move(int x)
    {
        Put(5, 4);
        game.EnemyBullets.Add(new SeaquestSwimmer(x, 4, true));
        Assert.True(Play(MinAtarAction.None).Ends);
    }

    [Fact]
    public void Six_divers_are_picked_up_and_no_more()
    {
        Put(5, 4);
        for (var i = 0; i < 8; i++) game.Divers.Add(new SeaquestSwimmer(5, 4, true) { MoveTimer = 3 });
        Play(MinAtarAction.None);
        Assert.Equal((6, 2), (game.Load, game.Divers.Count));
    }

    [Fact]
    public void A_diver_that_swims_into_the_submarine_is_picked_up()
    {
        Put(5, 4);
        game.Divers.Add(new SeaquestSwimmer(4, 4, true) { MoveTimer = 0 });
        Play(MinAtarAction.None);
        Assert.Equal((1, 0), (game.Load, game.Divers.Count));
    }

    [Fact]
    public void Below_the_surface_a_frame_costs_oxygen_and_the_lack_of_it_ends_the_game()
    {
        Play(MinAtarAction.None);
        Assert.Equal(200, game.Oxygen);
        Assert.False(Play(MinAtarAction.Down).Ends);
        for (var frame = 0; frame < 199; frame++) Assert.False(Play(MinAtarAction.None).Ends);
        Assert.Equal(0, game.Oxygen);
        Assert.True(Play(MinAtarAction.None).Ends);
    }

    [Fact]
    public void Surfacing_without_a_diver_ends_the_game()
    {
        Assert.False(Play(MinAtarAction.Down).Ends);
        Assert.True(Play(MinAtarAction.Up).Ends);
    }

    [Fact]
    public void Surfacing_with_divers_costs_one_and_fills_the_oxygen()
    {
        Put(5, 1);
        (game.Load, game.Oxygen) = (3, 77);
        Assert.Equal((0, false), Play(MinAtarAction.Up));
        Assert.Equal((2, 200), (game.Load, game.Oxygen));
        Play(MinAtarAction.None);
        Assert.Equal(2, game.Load); // only once
    }

    [Theory]
    [InlineData(200, 10)]
    [InlineData(199, 9)]
    [InlineData(59, 2)]
    [InlineData(19, 0)]
    public void Six_divers_pay_by_the_oxygen_that_is_left_and_leave_minus_one(int oxygen, float reward)
    {
        Put(5, 1);
        (game.Load, game.Oxygen) = (6, oxygen);
        Assert.Equal((reward, false), Play(MinAtarAction.Up));
        Assert.Equal(-1, game.Load);
        Play(MinAtarAction.Down);
        Assert.False(Play(MinAtarAction.Up).Ends); // the quirk's other half: with -1 it may surface once more
    }

    [Fact]
    public void Each_surfacing_makes_it_harder_down_to_1_and_2()
    {
        var easy = Begun(ramping: false);
        var periods = new List<(int, int)>();
        for (var i = 0; i < 22; i++)
        {
            foreach (var one in new[] { game, easy })
            {
                (one.Submarine, one.IsAtSurface, one.Load) = ((5, 1), false, 3);
                (one.SpawnTimer, one.DiverTimer) = (5, 5);
                one.Play(MinAtarAction.Up);
            }

            periods.Add((game.SpawnPeriod, game.MovePeriod));
        }

        Assert.Equal([(19, 5), (18, 4), (17, 4), (16, 3), (15, 3), (14, 2), (13, 2)], periods[..7]);
        Assert.Equal((1, 2), periods[^1]);
        Assert.Equal((20, 5), (easy.SpawnPeriod, easy.MovePeriod));
    }

    [Fact]
    public void Planes_show_who_swims_where_and_the_gauges()
    {
        (game.Submarine, game.Oxygen, game.Load) = ((5, 4), 59, 2);
        game.Divers.Add(new SeaquestSwimmer(3, 8, true));
        game.Fish.Add(new SeaquestSwimmer(0, 2, true)); // its trail would be beside the board
        game.EnemyBullets.Add(new SeaquestSwimmer(9, 1, true));
        var board = new Board(10);
        game.Show(board);
        Assert.True(board.Has(0, 5, 4) && board.Has(1, 6, 4) && board.Has(9, 3, 8) && board.Has(3, 2, 8) && board.Has(5, 0, 2) && board.Has(4, 9, 1));
        Assert.True(board.Has(7, 0, 9) && board.Has(7, 1, 9) && board.Has(8, 7, 9) && board.Has(8, 8, 9));
        Assert.Equal(10, board.Cells.Sum());
    }

    [Fact]
    public void The_submarine_stays_in_the_water()
    {
        foreach (var (action, end) in new[] { (MinAtarAction.Down, (5, 8)), (MinAtarAction.Left, (0, 8)), (MinAtarAction.Right, (9, 8)) })
        {
            for (var frame = 0; frame < 11; frame++) Play(action);
            Assert.Equal(end, game.Submarine);
        }
    }

    private static Seaquest Begun(bool ramping, ulong seed = 0)
    {
        var game = new Seaquest(ramping);
        game.Start(new EpisodeRandom(seed));
        return game;
    }

    private void Put(int x, int y) => (game.Submarine, game.IsAtSurface) = ((x, y), false);

    // A frame in which nobody appears.
    private (float Reward, bool Ends) Play(MinAtarAction action)
    {
        (game.SpawnTimer, game.DiverTimer) = (5, 5);
        return game.Play(action);
    }
}
