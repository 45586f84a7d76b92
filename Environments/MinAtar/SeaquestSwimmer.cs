namespace AkkaDreamer.Environments.MinAtar;

/// <summary>Whatever crosses the sea in <see cref="Seaquest"/>: a diver, a fish, an enemy submarine.</summary>
internal sealed record SeaquestSwimmer(int X, int Y, bool GoesRight)
{
    /// <summary>Frames until it moves.</summary>
    public int MoveTimer { get; init; }

    /// <summary>Frames until it fires (submarines).</summary>
    public int ShotTimer { get; init; } = 10;
}
