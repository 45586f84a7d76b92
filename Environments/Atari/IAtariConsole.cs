namespace AkkaDreamer.Environments;

/// <summary>A console with a game in it, frame by frame.</summary>
internal interface IAtariConsole : IDisposable
{
    /// <summary>Rows and columns of a frame.</summary>
    (int Height, int Width) Screen { get; }

    /// <summary>What each choice presses, in ALE's numbers: 0 nothing, 1 FIRE, 2 UP, ...</summary>
    IReadOnlyList<int> Actions { get; }

    /// <summary>The game ended in the last frame, or was never begun.</summary>
    bool IsOver { get; }

    /// <summary>A life, but not the last one, was lost in the last frame.</summary>
    bool LifeLost { get; }

    /// <summary>Begins a game. With a seed the emulator's own draws begin anew from it.</summary>
    void Reset(ulong? seed);

    /// <summary>Presses a choice for one frame; the reward.</summary>
    float Act(int choice);

    /// <summary>The frame that is seen now, RGB [H, W, 3]; the array belongs to the receiver.</summary>
    byte[] Look();
}
