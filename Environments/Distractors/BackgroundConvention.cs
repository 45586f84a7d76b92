namespace AkkaDreamer.Environments.Distractors;

/// <summary>How published work shows its videos.</summary>
public enum BackgroundConvention
{
    /// <summary>TPC, DreamerPro, MuDreamer: colour; each episode draws one of up to 100 videos and where it begins in it, of its first 1000 frames; one frame a decision.</summary>
    DreamerPro,

    /// <summary>DBC, RePo: grey levels; all videos in one row, cut off after 1000 frames; one frame a simulator step.</summary>
    Repo,
}
