namespace AkkaDreamer.Environments.Distractors;

/// <summary>Which of the videos: none is in both sets.</summary>
public enum BackgroundSet
{
    /// <summary>Those to train with.</summary>
    Train,

    /// <summary>Those to evaluate with.</summary>
    Test,
}
