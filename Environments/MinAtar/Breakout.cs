using System.Collections.Immutable;

namespace AkkaDreamer.Environments.MinAtar;

/// <summary>
/// Breakout. The ball starts in row 3 at the left edge (going down and right) or the right one (down and left), each with p = 1/2; the paddle starts at x = 4 in row 9; rows 1 to 3 are full of bricks.
/// A frame: the paddle moves; the ball goes one cell diagonally. At a side it turns around and stays in its column, above row 0 it turns down. A brick in its way is +1, is removed and turns it, unless it
/// was at a brick in the frame before, which it then passes through. At row 9: bricks are refilled when all are gone; the paddle under the column that the ball comes from turns it vertically, else the paddle
/// where it arrives turns it back the way it came, else the game ends.
/// </summary>
internal sealed class Breakout : MinAtarGame
{
    private readonly bool[,] bricks = new bool[Size, Size]; // y, x

    public override ImmutableArray<string> Planes { get; } = ["paddle", "ball", "trail", "brick"];

    public override ImmutableArray<MinAtarAction> Actions { get; } = [MinAtarAction.None, MinAtarAction.Left, MinAtarAction.Right];

    public override ImmutableArray<BoardLook> Looks { get; } =
        [new(3, new Colour(196, 92, 60)), new(2, new Colour(110, 104, 60), 0.7), new(0, new Colour(120, 220, 140)), new(1, new Colour(255, 230, 90))];

    /// <summary>Column of the paddle.</summary>
    public int Paddle { get; set; }

    /// <summary>Where the ball is.</summary>
    public (int X, int Y) Ball { get; set; }

    /// <summary>Where it was a frame before.</summary>
    public (int X, int Y) Trail { get; private set; }

    /// <summary>Where it goes: -1 or 1 along each axis.</summary>
    public (int X, int Y) Direction { get; set; }

    /// <summary>Whether a brick was in its way in the last frame.</summary>
    public bool IsStriking { get; set; }

    /// <summary>Bricks, [y, x].</summary>
    public bool[,] Bricks => bricks;

    public override (float Reward, bool Ends) Play(MinAtarAction action)
    {
        if (action == MinAtarAction.Left) Paddle = Clamp(Paddle - 1);
        if (action == MinAtarAction.Right) Paddle = Clamp(Paddle + 1);
        Trail = Ball;
        var (x, y) = (Ball.X + Direction.X, Ball.Y + Direction.Y);
        if (!IsOnBoard(x)) (x, Direction) = (Clamp(x), (-Direction.X, Direction.Y));
        var (reward, ends, meetsBrick) = (0f, false, false);
        if (y < 0)
        {
            y = 0;
            Direction = (Direction.X, -Direction.Y);
        }
        else if (bricks[y, x])
        {
            meetsBrick = true;
            if (!IsStriking)
            {
                reward = 1;
                bricks[y, x] = false;
                (y, Direction) = (Ball.Y, (Direction.X, -Direction.Y));
            }
        }
        else if (y == Size - 1)
        {
            if (!bricks.Cast<bool>().Contains(true)) Fill();
            if (Ball.X == Paddle) (y, Direction) = (Ball.Y, (Direction.X, -Direction.Y));
            else if (x == Paddle) (y, Direction) = (Ball.Y, (-Direction.X, -Direction.Y));
            else ends = true;
        }

        IsStriking = meetsBrick;
        Ball = (x, y);
        return (reward, ends);
    }

    public override void Show(Board board)
    {
        board.Mark(0, Paddle, Size - 1);
        board.Mark(1, Ball.X, Ball.Y);
        board.Mark(2, Trail.X, Trail.Y);
        for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++)
                if (bricks[y, x]) board.Mark(3, x, y);
    }

    protected override void Start()
    {
        var isLeft = Toss();
        Ball = Trail = (isLeft ? 0 : Size - 1, 3);
        Direction = (isLeft ? 1 : -1, 1);
        (Paddle, IsStriking) = (4, false);
        Array.Clear(bricks);
        Fill();
    }

    private void Fill()
    {
        for (var y = 1; y <= 3; y++)
            for (var x = 0; x < Size; x++) bricks[y, x] = true;
    }
}
