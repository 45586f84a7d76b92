using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Environments.Distractors;

/// <summary>Options of videos behind a task, <c>dreamer.task.background</c> in configuration.</summary>
public sealed record BackgroundOptions : IValidatableObject
{
    /// <summary>Where the videos come from.</summary>
    [Description("Videos instead of what is blue in the task's image: none, procedural (made from seeds), folder (background.path, read by ffmpeg).")]
    public BackgroundSource Source { get; init; }

    /// <summary>The folder: with train and test in it, or with videos of which every fifth by name is for tests.</summary>
    [Description("background.source = folder: the folder; its subfolders train and test, or else every fifth video by name is for tests.")]
    public string Path { get; init; } = "";

    /// <summary>Which of the videos.</summary>
    [Description("Which videos: train, or test to evaluate with (evaluate --set dreamer.task.background.set=test).")]
    public BackgroundSet Set { get; init; }

    /// <summary>How they are shown.</summary>
    [Description("dreamer-pro (TPC, MuDreamer): colour, a video an episode, a frame a decision; repo (DBC): grey, all videos in a row of 1000 frames, a frame a simulator step.")]
    public BackgroundConvention Convention { get; init; }

    /// <summary>Grey levels; null: as the convention has it.</summary>
    [Description("Videos in grey levels: true, false, or none for what the convention has.")]
    public bool? Grey { get; init; }

    /// <summary>How many videos at most.</summary>
    [Description("How many videos at most, drawn once from those there are.")]
    [Range(1, 100_000)]
    public int Videos { get; init; } = 100;

    /// <summary>Whether videos are shown in grey levels.</summary>
    internal bool IsGrey => Grey ?? Convention == BackgroundConvention.Repo;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Source == BackgroundSource.Folder && Path.Length == 0) yield return new ValidationResult("background.source = folder needs background.path, a folder of videos", [nameof(Source)]);
        if (Source == BackgroundSource.Folder && Path.Length > 0 && !Directory.Exists(Path)) yield return new ValidationResult($"there is no folder {Path}", [nameof(Path)]);
    }
}
