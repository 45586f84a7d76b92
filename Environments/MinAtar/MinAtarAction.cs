namespace AkkaDreamer.Environments.MinAtar;

/// <summary>The six actions in the order in which the full set carries them.</summary>
internal enum MinAtarAction
{
    None,
    Left,
    Up,
    Right,
    Down,
    Fire,
}
