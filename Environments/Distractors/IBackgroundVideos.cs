namespace AkkaDreamer.Environments.Distractors;

/// <summary>The videos of one set.</summary>
internal interface IBackgroundVideos
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>One of them at a size. Throws <see cref="EnvironmentFaultException"/> when it cannot be read.</summary>
    BackgroundVideo Open(int index, int height, int width, bool isGrey);
}
