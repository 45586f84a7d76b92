namespace AkkaDreamer.Environments;

/// <summary>Named ways in which published agents see and play Atari games.</summary>
public enum AtariPreset
{
    /// <summary>DreamerV3's code for 200M frames.</summary>
    DreamerV3,

    /// <summary>DreamerV3's code for 400k frames.</summary>
    DreamerV3Short,

    /// <summary>DreamerV2's code.</summary>
    DreamerV2,

    /// <summary>TWM's code.</summary>
    Twm,
}
