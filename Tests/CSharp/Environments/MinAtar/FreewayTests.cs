using AkkaDreamer.Environments;
using AkkaDreamer.Environments.MinAtar;
using Xunit;

namespace AkkaDreamer.Tests.Environments.MinAtar;

public sealed class FreewayTests
{
    private readonly Freeway game = Begun(0);

    [Fact]
    public void Cars_start_at_the_left_with_speeds_1_to_5_either_way()
    {
        var cars = Enumerable.Range(0, 200).SelectMany(seed => Begun((ulong)seed).Cars).ToArray();
        Assert.All(cars, car => Assert.Equal((0, Math.Abs(car.Speed)), (car.X, car.Timer)));
        var speeds = cars.GroupBy(car => car.Speed).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal([-5, -4, -3, -2, -1, 1, 2, 3, 4, 5], speeds.Keys.Order());
        Assert.All(speeds.Values, count => Assert.InRange(count, 120, 200));
        Assert.Equal(9, game.Chicken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_car_of_speed_k_moves_every_k_plus_1_frames_and_wraps_around(int speed)
    {
        game.Cars[0] = new Freeway.Car(8, speed, speed);
        game.Cars[1] = new Freeway.Car(1, speed, -speed);
        var (right, left) = (new List<int>(), new List<int>());
        for (var frame = 1; frame <= 3 * (speed + 1); frame++)
        {
            game.Play(MinAtarAction.None);
            if (frame % (speed + 1) == speed) Assert.Equal((8 + right.Count) % 10, game.Cars[0].X); // not yet
            if (frame % (speed + 1) != 0) continue;
            right.Add(game.Cars[0].X);
            left.Add(game.Cars[1].X);
        }

        Assert.Equal([9, 0, 1], right);
        Assert.Equal([0, 9, 8], left);
    }

    [Fact]
    public void The_chicken_moves_every_third_frame_at_most()
    {
        Clear();
        var rows = new List<int>();
        for (var frame = 0; frame < 10; frame++)
        {
            game.Play(MinAtarAction.Up);
            rows.Add(game.Chicken);
        }

        Assert.Equal([9, 9, 9, 8, 8, 8, 7, 7, 7, 6], rows);
        game.Play(MinAtarAction.None);
        game.Play(MinAtarAction.None);
        game.Play(MinAtarAction.None);
        game.Play(MinAtarAction.Down);
        Assert.Equal(7, game.Chicken);
    }

    [Fact]
    public void The_other_side_pays_and_draws_new_speeds_where_the_cars_are()
    {
        for (var i = 0; i < 8; i++) game.Cars[i] = new Freeway.Car(7, 5, 9); // a speed that is never drawn
        (game.Chicken, game.MoveTimer) = (1, 0);
        Assert.Equal((1, false), game.Play(MinAtarAction.Up));
        Assert.Equal(9, game.Chicken);
        Assert.All(game.Cars, car => Assert.InRange(Math.Abs(car.Speed), 1, 5));
        Assert.All(game.Cars, car => Assert.Equal(7, car.X));
    }

    [Theory]
    [InlineData(4, 3)] // it walks into the car
    [InlineData(3, 0)] // the car drives into it
    public void A_car_sends_the_chicken_back(int car, int timer)
    {
        Clear();
        game.Cars[4] = new Freeway.Car(car, timer, 3); // row 5
        (game.Chicken, game.MoveTimer) = (6, 0);
        Assert.Equal((0, false), game.Play(MinAtarAction.Up));
        Assert.Equal(9, game.Chicken);
    }

    [Fact]
    public void A_game_has_2501_frames()
    {
        var frames = 1;
        while (!game.Play(MinAtarAction.None).Ends) frames++;
        Assert.Equal(2501, frames);
    }

    [Fact]
    public void A_car_is_followed_by_a_mark_in_the_plane_of_its_speed()
    {
        Clear();
        game.Cars[0] = new Freeway.Car(3, 2, 2);
        game.Cars[7] = new Freeway.Car(9, 5, -5);
        var board = new Board(7);
        game.Show(board);
        Assert.True(board.Has(0, 4, 9) && board.Has(1, 3, 1) && board.Has(3, 2, 1) && board.Has(1, 9, 8) && board.Has(6, 0, 8));
        Assert.Equal(17, board.Cells.Sum());
    }

    // Every car stands where it does no harm.
    private void Clear()
    {
        for (var i = 0; i < 8; i++) game.Cars[i] = new Freeway.Car(7, 1000, 1);
    }

    private static Freeway Begun(ulong seed)
    {
        var game = new Freeway();
        game.Start(new EpisodeRandom(seed));
        return game;
    }
}
