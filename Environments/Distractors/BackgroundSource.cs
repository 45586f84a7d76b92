namespace AkkaDreamer.Environments.Distractors;

/// <summary>Where the videos behind a task come from.</summary>
public enum BackgroundSource
{
    /// <summary>The task's own background stays.</summary>
    None,

    /// <summary>Videos made by a program, from seeds.</summary>
    Procedural,

    /// <summary>A folder of videos, read by ffmpeg.</summary>
    Folder,
}
