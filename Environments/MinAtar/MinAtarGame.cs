using System.Collections.Immutable;

namespace AkkaDreamer.Environments.MinAtar;

/// <summary>
/// The rules of one game on a board of 10 x 10 cells (Young and Tian 2019, arXiv 1903.03176), x to the right, y down, row 0 at the top. One frame is one call of <see cref="Play"/>.
/// Positions and timers can be set, so that tests begin where a rule is seen.
/// </summary>
internal abstract class MinAtarGame
{
    /// <summary>Rows and columns.</summary>
    public const int Size = 10;

    /// <summary>What each plane holds, in order.</summary>
    public abstract ImmutableArray<string> Planes { get; }

    /// <summary>The actions that do something, and none.</summary>
    public abstract ImmutableArray<MinAtarAction> Actions { get; }

    /// <summary>How planes are painted, those underneath first. None is more blue than red and green, so that a background is told from them (<see cref="MinAtarPicture"/>).</summary>
    public abstract ImmutableArray<BoardLook> Looks { get; }

    /// <summary>The draws of the running episode.</summary>
    protected EpisodeRandom Random { get; private set; } = new(0);

    /// <summary>A new episode, which draws from <paramref name="random"/>.</summary>
    public void Start(EpisodeRandom random)
    {
        Random = random;
        Start();
    }

    /// <summary>One frame: its reward, and whether the game ends with it. A frame is played to its end even when the game is lost in the middle of it.</summary>
    public abstract (float Reward, bool Ends) Play(MinAtarAction action);

    /// <summary>Marks what is where.</summary>
    public abstract void Show(Board board);

    /// <summary>Puts everything where an episode begins.</summary>
    protected abstract void Start();

    /// <summary>True and false alike often.</summary>
    protected bool Toss() => Random.NextInt32(2) == 0;

    /// <summary>Within the board.</summary>
    protected static int Clamp(int place) => Math.Clamp(place, 0, Size - 1);

    /// <summary>Whether a cell is on the board.</summary>
    protected static bool IsOnBoard(int x) => x is >= 0 and < Size;
}
