using AkkaDreamer.Environments.Distractors;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>A test that needs the program ffmpeg; skipped, with the reason, where there is none.</summary>
public sealed class FfmpegFactAttribute : FactAttribute
{
    public FfmpegFactAttribute() => Skip = Ffmpeg.Unusable;
}
