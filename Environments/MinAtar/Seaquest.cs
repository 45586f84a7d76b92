using System.Collections.Immutable;

namespace AkkaDreamer.Environments.MinAtar;

/// <summary>
/// Seaquest. The submarine starts at (5, 0), the surface, facing left, with oxygen for 200 frames; it swims in rows 0 to 8 and fires the way it faces, once in 5 frames.
/// A frame, in order: enemies (every 20 frames) and divers (every 30) appear at an edge; the submarine acts; its bullets move and kill fish, then submarines, +1 each; divers are picked up (six at most) and move
/// every 6th frame; enemy submarines touch, move every 6th frame and fire every 11th; their bullets touch, move and touch; fish touch and move; whatever hostile touches ends the game, and so does a lack of oxygen.
/// Below the surface a frame costs 1 oxygen. Back at the surface without a diver the game ends; else six divers give floor(oxygen / 20) and are gone, oxygen is full, one diver leaves (so that after six
/// there are -1, as in the reference, and the next surfacing is free), and, if ramping, the spawn period becomes one shorter, and every other time the move period too, down to 1 and 2.
/// An enemy is a submarine with p = 1/3, else a fish, in a row drawn from 1 to 8; none appears in a row where one goes the other way.
/// </summary>
internal sealed class Seaquest(bool ramping) : MinAtarGame
{
    private const int FullOxygen = 200;
    private const int FullLoad = 6;
    private const int CoolDown = 5;
    private const int DiverSpawnPeriod = 30;
    private const int DiverMovePeriod = 5;
    private const int ShotPeriod = 10;
    private const int Floor = 8;
    private int rampIndex;

    public override ImmutableArray<string> Planes { get; } =
        ["submarine front", "submarine back", "friendly bullet", "trail", "enemy bullet", "enemy fish", "enemy submarine", "oxygen", "divers on board", "diver"];

    public override ImmutableArray<MinAtarAction> Actions { get; } = [.. Enum.GetValues<MinAtarAction>()];

    public override ImmutableArray<BoardLook> Looks { get; } =
    [
        new(3, new Colour(84, 84, 60), 0.7), new(7, new Colour(170, 170, 160)), new(8, new Colour(110, 190, 110), 0.6), new(9, new Colour(110, 190, 110)), new(5, new Colour(235, 150, 50)), new(6, new Colour(225, 70, 50)),
        new(1, new Colour(160, 150, 40)), new(0, new Colour(255, 230, 90)), new(4, new Colour(225, 70, 50), 0.5), new(2, new Colour(250, 240, 190), 0.5),
    ];

    /// <summary>Where the submarine is.</summary>
    public (int X, int Y) Submarine { get; set; }

    /// <summary>Whether it faces right.</summary>
    public bool FacesRight { get; set; }

    /// <summary>Frames of oxygen left.</summary>
    public int Oxygen { get; set; }

    /// <summary>Divers on board.</summary>
    public int Load { get; set; }

    /// <summary>Whether it has not left the surface since it was there.</summary>
    public bool IsAtSurface { get; set; }

    /// <summary>Its bullets.</summary>
    public List<SeaquestSwimmer> Bullets { get; } = [];

    /// <summary>Bullets of enemy submarines.</summary>
    public List<SeaquestSwimmer> EnemyBullets { get; } = [];

    /// <summary>Divers in the sea.</summary>
    public List<SeaquestSwimmer> Divers { get; } = [];

    /// <summary>Fish.</summary>
    public List<SeaquestSwimmer> Fish { get; } = [];

    /// <summary>Enemy submarines.</summary>
    public List<SeaquestSwimmer> Enemies { get; } = [];

    /// <summary>Frames until it can fire.</summary>
    public int ShotTimer { get; set; }

    /// <summary>Frames until an enemy appears.</summary>
    public int SpawnTimer { get; set; }

    /// <summary>Frames until a diver appears.</summary>
    public int DiverTimer { get; set; }

    /// <summary>Frames from one enemy to the next.</summary>
    public int SpawnPeriod { get; set; }

    /// <summary>What an enemy's move timer is set to; it moves every period + 1 frames.</summary>
    public int MovePeriod { get; set; }

    public override (float Reward, bool Ends) Play(MinAtarAction action)
    {
        Spawn();
        Act(action);
        float reward = MoveBullets();
        MoveDivers();
        var ends = MoveHostile(Enemies, fires: true);
        ends |= MoveEnemyBullets();
        ends |= MoveHostile(Fish, fires: false);
        SpawnTimer--;
        DiverTimer--;
        if (ShotTimer > 0) ShotTimer--;
        ends |= Oxygen <= 0;
        if (Submarine.Y > 0)
        {
            Oxygen--;
            IsAtSurface = false;
        }
        else if (!IsAtSurface)
        {
            if (Load == 0) ends = true;
            else reward += Surface();
        }

        return (reward, ends);
    }

    public override void Show(Board board)
    {
        board.Mark(0, Submarine.X, Submarine.Y);
        board.Mark(1, Submarine.X + (FacesRight ? -1 : 1), Submarine.Y);
        foreach (var (plane, swimmers) in new[] { (2, Bullets), (4, EnemyBullets), (5, Fish), (6, Enemies), (9, Divers) })
        {
            foreach (var swimmer in swimmers)
            {
                board.Mark(plane, swimmer.X, swimmer.Y);
                if (plane is 5 or 6 or 9) board.Mark(3, swimmer.X + (swimmer.GoesRight ? -1 : 1), swimmer.Y);
            }
        }

        for (var x = 0; x < Oxygen * 10 / FullOxygen; x++) board.Mark(7, x, Size - 1);
        for (var x = 9 - Load; x < 9; x++) board.Mark(8, x, Size - 1);
    }

    protected override void Start()
    {
        (Submarine, FacesRight, IsAtSurface) = ((5, 0), false, true);
        (Oxygen, Load, ShotTimer, rampIndex) = (FullOxygen, 0, 0, 0);
        (SpawnTimer, SpawnPeriod, MovePeriod, DiverTimer) = (20, 20, 5, DiverSpawnPeriod);
        foreach (var swimmers in new[] { Bullets, EnemyBullets, Divers, Fish, Enemies }) swimmers.Clear();
    }

    private void Spawn()
    {
        if (SpawnTimer == 0)
        {
            var (enemy, isSubmarine) = (AtEdge(MovePeriod), Random.NextInt32(3) == 0);
            if (!Fish.Concat(Enemies).Any(other => other.Y == enemy.Y && other.GoesRight != enemy.GoesRight)) (isSubmarine ? Enemies : Fish).Add(enemy);
            SpawnTimer = SpawnPeriod;
        }

        if (DiverTimer == 0)
        {
            Divers.Add(AtEdge(DiverMovePeriod));
            DiverTimer = DiverSpawnPeriod;
        }
    }

    private SeaquestSwimmer AtEdge(int moveTimer)
    {
        var goesRight = Toss();
        return new SeaquestSwimmer(goesRight ? 0 : Size - 1, 1 + Random.NextInt32(8), goesRight) { MoveTimer = moveTimer };
    }

    private void Act(MinAtarAction action)
    {
        if (action == MinAtarAction.Fire && ShotTimer == 0)
        {
            Bullets.Add(new SeaquestSwimmer(Submarine.X, Submarine.Y, FacesRight));
            ShotTimer = CoolDown;
        }

        if (action is MinAtarAction.Left or MinAtarAction.Right) FacesRight = action == MinAtarAction.Right;
        Submarine = action switch
        {
            MinAtarAction.Left => (Clamp(Submarine.X - 1), Submarine.Y),
            MinAtarAction.Right => (Clamp(Submarine.X + 1), Submarine.Y),
            MinAtarAction.Up => (Submarine.X, Math.Max(0, Submarine.Y - 1)),
            MinAtarAction.Down => (Submarine.X, Math.Min(Floor, Submarine.Y + 1)),
            _ => Submarine,
        };
    }

    private int MoveBullets()
    {
        var killed = 0;
        Each(Bullets, bullet =>
        {
            if (Ahead(bullet) is not { } moved) return null;
            foreach (var targets in new[] { Fish, Enemies })
            {
                var hit = targets.FindIndex(target => (target.X, target.Y) == (moved.X, moved.Y));
                if (hit < 0) continue;
                targets.RemoveAt(hit);
                killed++;
                return null;
            }

            return moved;
        });
        return killed;
    }

    private void MoveDivers() => Each(Divers, diver =>
    {
        if (IsPickedUp(diver)) return null;
        var moved = Turn(diver, DiverMovePeriod);
        return moved is null || (diver.MoveTimer == 0 && IsPickedUp(moved)) ? null : moved;
    });

    private bool IsPickedUp(SeaquestSwimmer diver)
    {
        if (Load >= FullLoad || !Touches(diver)) return false;
        Load++;
        return true;
    }

    private bool MoveHostile(List<SeaquestSwimmer> swimmers, bool fires)
    {
        var touched = false;
        Each(swimmers, swimmer =>
        {
            touched |= Touches(swimmer);
            if (Turn(swimmer, MovePeriod) is not { } moved) return null;
            touched |= Touches(moved);
            if (!fires) return moved;
            if (moved.ShotTimer > 0) return moved with { ShotTimer = moved.ShotTimer - 1 };
            EnemyBullets.Add(new SeaquestSwimmer(moved.X, moved.Y, moved.GoesRight));
            return moved with { ShotTimer = ShotPeriod };
        });
        return touched;
    }

    private bool MoveEnemyBullets()
    {
        var touched = false;
        Each(EnemyBullets, bullet =>
        {
            touched |= Touches(bullet);
            var moved = Ahead(bullet);
            touched |= moved is not null && Touches(moved);
            return moved;
        });
        return touched;
    }

    private int Surface()
    {
        IsAtSurface = true;
        var reward = 0;
        if (Load == FullLoad)
        {
            reward = Oxygen * 10 / FullOxygen;
            Load = 0;
        }

        Oxygen = FullOxygen;
        Load--;
        if (ramping && (SpawnPeriod > 1 || MovePeriod > 2))
        {
            if (rampIndex % 2 == 1) MovePeriod = Math.Max(2, MovePeriod - 1);
            SpawnPeriod = Math.Max(1, SpawnPeriod - 1);
            rampIndex++;
        }

        return reward;
    }

    private bool Touches(SeaquestSwimmer swimmer) => (swimmer.X, swimmer.Y) == Submarine;

    // Counts down, and moves when it is at 0; null when it leaves.
    private static SeaquestSwimmer? Turn(SeaquestSwimmer swimmer, int period) =>
        swimmer.MoveTimer > 0 ? swimmer with { MoveTimer = swimmer.MoveTimer - 1 } : Ahead(swimmer) is { } moved ? moved with { MoveTimer = period } : null;

    private static SeaquestSwimmer? Ahead(SeaquestSwimmer swimmer)
    {
        var x = swimmer.X + (swimmer.GoesRight ? 1 : -1);
        return IsOnBoard(x) ? swimmer with { X = x } : null;
    }

    // Puts what a swimmer becomes in its place; null takes it away.
    private static void Each(List<SeaquestSwimmer> swimmers, Func<SeaquestSwimmer, SeaquestSwimmer?> become)
    {
        for (var i = 0; i < swimmers.Count;)
        {
            if (become(swimmers[i]) is { } next) swimmers[i++] = next;
            else swimmers.RemoveAt(i);
        }
    }
}
