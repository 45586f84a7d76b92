namespace AkkaDreamer.Environments.MinAtar;

/// <summary>Which actions a game offers.</summary>
public enum MinAtarActionSet
{
    /// <summary>All six, in every game in the same order: nothing, left, up, right, down, fire. A game does nothing on those that it does not know.</summary>
    Full,

    /// <summary>Those that the game knows, in the same order.</summary>
    Minimal,
}
