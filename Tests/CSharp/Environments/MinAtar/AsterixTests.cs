using AkkaDreamer.Environments;
using AkkaDreamer.Environments.MinAtar;
using Xunit;

namespace AkkaDreamer.Tests.Environments.MinAtar;

public sealed class AsterixTests
{
    private readonly Asterix game = Begun(ramping: true);

    [Fact]
    public void Something_appears_every_tenth_frame_at_an_edge_gold_a_third_of_the_time()
    {
        var appeared = new List<(int Row, Asterix.Thing Thing)>();
        for (ulong seed = 0; seed < 600; seed++)
        {
            var fresh = Begun(ramping: true, seed);
            for (var frame = 1; frame <= 10; frame++)
            {
                fresh.Play(MinAtarAction.None);
                Assert.All(fresh.Things, thing => Assert.Null(thing));
            }

            fresh.MoveTimer = 9; // so that what appears is seen where it appears
            fresh.Play(MinAtarAction.None);
            var row = Assert.Single(Enumerable.Range(0, 8), i => fresh.Things[i] is not null);
            appeared.Add((row, fresh.Things[row]!.Value));
        }

        Assert.All(appeared, one => Assert.Equal(one.Thing.GoesRight ? 0 : 9, one.Thing.X));
        Assert.InRange(appeared.Count(one => one.Thing.IsGold), 160, 240);
        Assert.InRange(appeared.Count(one => one.Thing.GoesRight), 250, 350);
        Assert.All(appeared.GroupBy(one => one.Row), row => Assert.InRange(row.Count(), 45, 105));
        Assert.Equal(8, appeared.Select(one => one.Row).Distinct().Count());
    }

    [Fact]
    public void Where_no_row_is_empty_nothing_appears_and_the_timer_starts_again()
    {
        for (var i = 0; i < 8; i++) game.Things[i] = new Asterix.Thing(9, true, IsGold: true);
        (game.SpawnTimer, game.MoveTimer) = (0, 3);
        game.Play(MinAtarAction.None);
        Assert.Equal(9, game.SpawnTimer);
        Assert.All(game.Things, thing => Assert.Equal(9, thing!.Value.X));
    }

    [Theory]
    [InlineData(true, 1, false)]
    [InlineData(false, 0, true)]
    public void Walking_into_gold_pays_and_into_an_enemy_ends(bool isGold, float reward, bool ends)
    {
        game.Things[4] = new Asterix.Thing(6, true, isGold);
        game.MoveTimer = 3;
        Assert.Equal((reward, ends), game.Play(MinAtarAction.Right));
        Assert.Equal(isGold, game.Things[4] is null);
    }

    [Theory]
    [InlineData(true, 1, false)]
    [InlineData(false, 0, true)]
    public void What_moves_onto_the_player_counts_in_the_same_frame(bool isGold, float reward, bool ends)
    {
        game.Things[4] = new Asterix.Thing(6, false, isGold);
        game.MoveTimer = 0;
        Assert.Equal((reward, ends), game.Play(MinAtarAction.None));
    }

    [Fact]
    public void Everything_moves_every_fifth_frame_and_leaves_at_the_edge()
    {
        game.Things[0] = new Asterix.Thing(7, true, IsGold: true);
        var places = new List<int?>();
        for (var frame = 1; frame <= 16; frame++)
        {
            game.SpawnTimer = 5;
            game.Play(MinAtarAction.None);
            places.Add(game.Things[0]?.X);
        }

        Assert.Equal([7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 9, 9, 9, 9, 9, null], places);
    }

    [Fact]
    public void The_player_stays_in_the_rows_between_the_first_and_the_last()
    {
        foreach (var (action, end) in new[] { (MinAtarAction.Up, (5, 1)), (MinAtarAction.Left, (0, 1)), (MinAtarAction.Down, (0, 8)), (MinAtarAction.Right, (9, 8)) })
        {
            for (var frame = 0; frame < 12; frame++)
            {
                game.SpawnTimer = 5;
                game.Play(action);
            }

            Assert.Equal(end, game.Player);
        }
    }

    [Fact]
    public void Every_102_frames_it_becomes_harder_until_both_periods_are_1()
    {
        var easy = Begun(ramping: false);
        var changes = new List<(int Frame, int Spawn, int Move)>();
        for (var frame = 1; frame <= 1200; frame++)
        {
            var before = (game.SpawnPeriod, game.MovePeriod);
            foreach (var one in new[] { game, easy })
            {
                one.SpawnTimer = 5;
                one.Play(MinAtarAction.None);
            }

            if (before != (game.SpawnPeriod, game.MovePeriod)) changes.Add((frame, game.SpawnPeriod, game.MovePeriod));
        }

        Assert.Equal([(102, 9, 5), (204, 8, 4), (306, 7, 4), (408, 6, 3), (510, 5, 3), (612, 4, 2), (714, 3, 2), (816, 2, 1), (918, 1, 1)], changes);
        Assert.Equal((10, 5), (easy.SpawnPeriod, easy.MovePeriod));
    }

    [Fact]
    public void Planes_show_the_player_what_is_where_and_the_cell_behind_it()
    {
        game.Things[0] = new Asterix.Thing(3, true, IsGold: true);
        game.Things[7] = new Asterix.Thing(9, false, IsGold: false); // its trail would be beside the board
        var board = new Board(4);
        game.Show(board);
        Assert.True(board.Has(0, 5, 5) && board.Has(3, 3, 1) && board.Has(2, 2, 1) && board.Has(1, 9, 8));
        Assert.Equal(4, board.Cells.Sum());
    }

    private static Asterix Begun(bool ramping, ulong seed = 0)
    {
        var game = new Asterix(ramping);
        game.Start(new EpisodeRandom(seed));
        return game;
    }
}
