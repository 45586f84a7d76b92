using System.Collections.Immutable;

namespace AkkaDreamer.Environments.MinAtar;

/// <summary>
/// Freeway. A chicken in column 4 starts in row 9; a car drives in each of rows 1 to 8, all from x = 0, with speed 1 to 5 and direction drawn uniformly; one of speed k moves every k + 1 frames and wraps around.
/// A frame: the chicken moves if it moved three frames ago or longer; in row 0 it gets +1 and is back in row 9, and every car gets a new speed and direction where it is; each car that is on the chicken, before or
/// after its own move, sends it back to row 9; after 2501 frames the game ends. There is no other end.
/// </summary>
internal sealed class Freeway : MinAtarGame
{
    private const int Column = 4;
    private const int Patience = 3;
    private const int LastFrame = 2500;

    /// <summary>A car: where it is, frames until it moves, its speed (negative to the left).</summary>
    internal record struct Car(int X, int Timer, int Speed);

    public override ImmutableArray<string> Planes { get; } = ["chicken", "car", "speed1", "speed2", "speed3", "speed4", "speed5"];

    public override ImmutableArray<MinAtarAction> Actions { get; } = [MinAtarAction.None, MinAtarAction.Up, MinAtarAction.Down];

    public override ImmutableArray<BoardLook> Looks { get; } =
    [
        .. Enumerable.Range(0, 5).Select(k => new BoardLook(2 + k, new Colour((byte)(190 - (30 * k)), (byte)(60 + (30 * k)), 40), 0.7)),
        new(1, new Colour(225, 225, 210)), new(0, new Colour(255, 215, 70), 0.8),
    ];

    /// <summary>Row of the chicken.</summary>
    public int Chicken { get; set; }

    /// <summary>The cars of rows 1 to 8.</summary>
    public Car[] Cars { get; } = new Car[8];

    /// <summary>Frames until the chicken may move.</summary>
    public int MoveTimer { get; set; }

    /// <summary>Frames that are left.</summary>
    public int FramesLeft { get; set; }

    public override (float Reward, bool Ends) Play(MinAtarAction action)
    {
        if (MoveTimer == 0 && action is MinAtarAction.Up or MinAtarAction.Down)
        {
            Chicken = Clamp(Chicken + (action == MinAtarAction.Up ? -1 : 1));
            MoveTimer = Patience;
        }

        var reward = 0f;
        if (Chicken == 0)
        {
            reward = 1;
            DrawSpeeds();
            Chicken = Size - 1;
        }

        for (var i = 0; i < Cars.Length; i++)
        {
            ref var car = ref Cars[i];
            SendBack(car, i + 1);
            if (car.Timer == 0)
            {
                car.Timer = Math.Abs(car.Speed);
                car.X = (car.X + Math.Sign(car.Speed) + Size) % Size;
                SendBack(car, i + 1);
            }
            else
            {
                car.Timer--;
            }
        }

        if (MoveTimer > 0) MoveTimer--;
        FramesLeft--;
        return (reward, FramesLeft < 0);
    }

    public override void Show(Board board)
    {
        board.Mark(0, Column, Chicken);
        for (var i = 0; i < Cars.Length; i++)
        {
            var car = Cars[i];
            board.Mark(1, car.X, i + 1);
            board.Mark(1 + Math.Abs(car.Speed), (car.X - Math.Sign(car.Speed) + Size) % Size, i + 1);
        }
    }

    protected override void Start()
    {
        Chicken = Size - 1;
        Array.Clear(Cars);
        DrawSpeeds();
        (MoveTimer, FramesLeft) = (Patience, LastFrame);
    }

    private void SendBack(Car car, int row)
    {
        if (car.X == Column && row == Chicken) Chicken = Size - 1;
    }

    private void DrawSpeeds()
    {
        for (var i = 0; i < Cars.Length; i++)
        {
            var speed = 1 + Random.NextInt32(5);
            Cars[i] = Cars[i] with { Timer = speed, Speed = Toss() ? speed : -speed };
        }
    }
}
