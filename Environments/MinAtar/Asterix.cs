using System.Collections.Immutable;

namespace AkkaDreamer.Environments.MinAtar;

/// <summary>
/// Asterix. The player starts at (5, 5) and walks in rows 1 to 8, each of which holds one thing at most: gold (+1, removed) or an enemy (the game ends).
/// A frame: something appears when the spawn timer is 0 (gold with p = 1/3, left or right edge with p = 1/2, a random empty row; nothing where none is); the player moves; what it touches counts; when the move
/// timer is 0 everything moves one cell (and leaves at the edge), and what it touches counts again; timers; ramping: every 102 frames the spawn period (10) becomes one shorter and every other time the move
/// period (5) too, down to 1.
/// </summary>
internal sealed class Asterix(bool ramping) : MinAtarGame
{
    private const int RampPeriod = 100;
    private int rampTimer;
    private int rampIndex;

    /// <summary>Something that crosses the board in its row.</summary>
    internal readonly record struct Thing(int X, bool GoesRight, bool IsGold);

    public override ImmutableArray<string> Planes { get; } = ["player", "enemy", "trail", "gold"];

    public override ImmutableArray<MinAtarAction> Actions { get; } = [MinAtarAction.None, MinAtarAction.Left, MinAtarAction.Up, MinAtarAction.Right, MinAtarAction.Down];

    public override ImmutableArray<BoardLook> Looks { get; } =
        [new(2, new Colour(84, 84, 60), 0.7), new(1, new Colour(225, 70, 50)), new(3, new Colour(255, 215, 70)), new(0, new Colour(120, 220, 140))];

    /// <summary>Where the player is.</summary>
    public (int X, int Y) Player { get; set; }

    /// <summary>What is in rows 1 to 8.</summary>
    public Thing?[] Things { get; } = new Thing?[8];

    /// <summary>Frames until something appears.</summary>
    public int SpawnTimer { get; set; }

    /// <summary>Frames until everything moves.</summary>
    public int MoveTimer { get; set; }

    /// <summary>Frames from one appearance to the next.</summary>
    public int SpawnPeriod { get; set; }

    /// <summary>Frames from one move to the next.</summary>
    public int MovePeriod { get; set; }

    public override (float Reward, bool Ends) Play(MinAtarAction action)
    {
        if (SpawnTimer == 0)
        {
            Spawn();
            SpawnTimer = SpawnPeriod;
        }

        Player = action switch
        {
            MinAtarAction.Left => (Clamp(Player.X - 1), Player.Y),
            MinAtarAction.Right => (Clamp(Player.X + 1), Player.Y),
            MinAtarAction.Up => (Player.X, Math.Max(1, Player.Y - 1)),
            MinAtarAction.Down => (Player.X, Math.Min(8, Player.Y + 1)),
            _ => Player,
        };
        var (reward, ends) = Touch();
        if (MoveTimer == 0)
        {
            MoveTimer = MovePeriod;
            for (var i = 0; i < Things.Length; i++)
            {
                if (Things[i] is not { } thing) continue;
                var x = thing.X + (thing.GoesRight ? 1 : -1);
                Things[i] = IsOnBoard(x) ? thing with { X = x } : null;
            }

            var (more, over) = Touch();
            (reward, ends) = (reward + more, ends || over);
        }

        SpawnTimer--;
        MoveTimer--;
        if (ramping && (SpawnPeriod > 1 || MovePeriod > 1)) Ramp();
        return (reward, ends);
    }

    public override void Show(Board board)
    {
        board.Mark(0, Player.X, Player.Y);
        for (var i = 0; i < Things.Length; i++)
        {
            if (Things[i] is not { } thing) continue;
            board.Mark(thing.IsGold ? 3 : 1, thing.X, i + 1);
            board.Mark(2, thing.X + (thing.GoesRight ? -1 : 1), i + 1);
        }
    }

    protected override void Start()
    {
        Player = (5, 5);
        Array.Clear(Things);
        (SpawnTimer, SpawnPeriod) = (10, 10);
        (MoveTimer, MovePeriod) = (5, 5);
        (rampTimer, rampIndex) = (RampPeriod, 0);
    }

    private void Spawn()
    {
        var goesRight = Toss();
        var isGold = Random.NextInt32(3) == 0;
        int[] empty = [.. Enumerable.Range(0, Things.Length).Where(i => Things[i] is null)];
        if (empty.Length > 0) Things[empty[Random.NextInt32(empty.Length)]] = new Thing(goesRight ? 0 : Size - 1, goesRight, isGold);
    }

    private (float Reward, bool Ends) Touch()
    {
        ref var thing = ref Things[Player.Y - 1];
        if (thing is not { } met || met.X != Player.X) return (0, false);
        if (!met.IsGold) return (0, true);
        thing = null;
        return (1, false);
    }

    private void Ramp()
    {
        if (rampTimer >= 0)
        {
            rampTimer--;
            return;
        }

        if (rampIndex % 2 == 1) MovePeriod = Math.Max(1, MovePeriod - 1);
        SpawnPeriod = Math.Max(1, SpawnPeriod - 1);
        rampIndex++;
        rampTimer = RampPeriod;
    }
}
