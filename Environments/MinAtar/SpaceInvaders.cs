using System.Collections.Immutable;

namespace AkkaDreamer.Environments.MinAtar;

/// <summary>
/// Space invaders. The cannon starts at x = 5 in row 9; 24 aliens fill rows 0 to 3 of columns 2 to 7 and go left.
/// A frame: the cannon moves or fires (once in 5 frames); its bullets go up one row; the aliens' go down one, and one on the cannon ends the game, as does an alien on it; when the move timer is 0 it becomes the
/// number of aliens left, at most the move period (12), and they go one column on, or, where one is at the wall, one row down and the other way (which ends the game when one was in row 9 already); every 10 frames
/// the lowest alien of the column nearest to the cannon fires; bullets that meet aliens kill them, +1 each; timers; when none is left a new wave comes, going on in the same direction, with a move period one
/// shorter down to 6 if ramping.
/// </summary>
internal sealed class SpaceInvaders(bool ramping) : MinAtarGame
{
    private const int ShotPeriod = 10;
    private const int CoolDown = 5;
    private const int LongestMovePeriod = 12;
    private const int ShortestMovePeriod = 6;
    private const int Ground = Size - 1;
    private bool[,] friendly = new bool[Size, Size];
    private bool[,] hostile = new bool[Size, Size];

    public override ImmutableArray<string> Planes { get; } = ["cannon", "alien", "alien left", "alien right", "friendly bullet", "enemy bullet"];

    public override ImmutableArray<MinAtarAction> Actions { get; } = [MinAtarAction.None, MinAtarAction.Left, MinAtarAction.Right, MinAtarAction.Fire];

    public override ImmutableArray<BoardLook> Looks { get; } =
    [
        new(2, new Colour(200, 110, 60)), new(3, new Colour(150, 160, 60)), new(5, new Colour(225, 60, 50), 0.6), new(4, new Colour(250, 240, 190), 0.5), new(0, new Colour(120, 220, 140)),
    ];

    /// <summary>Column of the cannon.</summary>
    public int Cannon { get; set; }

    /// <summary>Aliens, [y, x].</summary>
    public bool[,] Aliens { get; private set; } = new bool[Size, Size];

    /// <summary>Bullets of the cannon, [y, x].</summary>
    public bool[,] Friendly => friendly;

    /// <summary>Bullets of the aliens, [y, x].</summary>
    public bool[,] Hostile => hostile;

    /// <summary>-1 while aliens go left, 1 while they go right.</summary>
    public int Direction { get; set; }

    /// <summary>Frames until aliens move.</summary>
    public int MoveTimer { get; set; }

    /// <summary>Most frames between two of their moves.</summary>
    public int MovePeriod { get; set; }

    /// <summary>Frames until an alien fires.</summary>
    public int AlienShotTimer { get; set; }

    /// <summary>Frames until the cannon can fire.</summary>
    public int ShotTimer { get; set; }

    public override (float Reward, bool Ends) Play(MinAtarAction action)
    {
        if (action == MinAtarAction.Left) Cannon = Clamp(Cannon - 1);
        if (action == MinAtarAction.Right) Cannon = Clamp(Cannon + 1);
        if (action == MinAtarAction.Fire && ShotTimer == 0)
        {
            friendly[Ground, Cannon] = true;
            ShotTimer = CoolDown;
        }

        friendly = Shifted(friendly, 0, -1);
        hostile = Shifted(hostile, 0, 1);
        var ends = hostile[Ground, Cannon] || Aliens[Ground, Cannon];
        if (MoveTimer == 0) ends |= MoveAliens();
        if (AlienShotTimer == 0) FireAtCannon();
        var reward = Kill();
        if (ShotTimer > 0) ShotTimer--;
        MoveTimer--;
        AlienShotTimer--;
        if (Count() == 0)
        {
            if (ramping) MovePeriod = Math.Max(ShortestMovePeriod, MovePeriod - 1);
            Fill();
        }

        return (reward, ends);
    }

    public override void Show(Board board)
    {
        board.Mark(0, Cannon, Ground);
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                if (Aliens[y, x])
                {
                    board.Mark(1, x, y);
                    board.Mark(Direction < 0 ? 2 : 3, x, y);
                }

                if (friendly[y, x]) board.Mark(4, x, y);
                if (hostile[y, x]) board.Mark(5, x, y);
            }
        }
    }

    protected override void Start()
    {
        (Cannon, Direction, ShotTimer) = (5, -1, 0);
        (MoveTimer, MovePeriod, AlienShotTimer) = (LongestMovePeriod, LongestMovePeriod, ShotPeriod);
        foreach (var cells in new[] { Aliens, friendly, hostile }) Array.Clear(cells);
        Fill();
    }

    private void Fill()
    {
        for (var y = 0; y < 4; y++)
            for (var x = 2; x < 8; x++) Aliens[y, x] = true;
    }

    private int Count() => Aliens.Cast<bool>().Count(alien => alien);

    private bool HasAlienInColumn(int x) => Enumerable.Range(0, Size).Any(y => Aliens[y, x]);

    private bool MoveAliens()
    {
        MoveTimer = Math.Min(Count(), MovePeriod);
        if (!HasAlienInColumn(Direction < 0 ? 0 : Size - 1))
        {
            Aliens = Shifted(Aliens, Direction, 0);
            return Aliens[Ground, Cannon];
        }

        Direction = -Direction;
        if (Enumerable.Range(0, Size).Any(x => Aliens[Ground, x])) return true;
        Aliens = Shifted(Aliens, 0, 1);
        return Aliens[Ground, Cannon];
    }

    private void FireAtCannon()
    {
        AlienShotTimer = ShotPeriod;
        var columns = Enumerable.Range(0, Size).Where(HasAlienInColumn).ToArray();
        if (columns.Length == 0) return;
        var column = columns.MinBy(x => Math.Abs(x - Cannon)); // of two equally near, the left one
        hostile[Enumerable.Range(0, Size).Last(y => Aliens[y, column]), column] = true;
    }

    private int Kill()
    {
        var killed = 0;
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                if (!Aliens[y, x] || !friendly[y, x]) continue;
                Aliens[y, x] = friendly[y, x] = false;
                killed++;
            }
        }

        return killed;
    }

    // What leaves the board is gone.
    private static bool[,] Shifted(bool[,] cells, int right, int down)
    {
        var shifted = new bool[Size, Size];
        for (var y = Math.Max(0, -down); y < Size - Math.Max(0, down); y++)
            for (var x = Math.Max(0, -right); x < Size - Math.Max(0, right); x++) shifted[y + down, x + right] = cells[y, x];
        return shifted;
    }
}
