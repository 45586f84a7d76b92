using AkkaDreamer.Environments.Distractors;

namespace AkkaDreamer.Environments;

/// <summary>
/// Shows videos where a task's colour images are blue: a pixel whose blue is greater than its red and its green is the video's instead, the rule of DBC, TPC, DreamerPro, MuDreamer and RePo for the control suite (its sky
/// and its floor are blue, what moves is not). Which video, and where it begins, is drawn from the episode's seed. Images that are grey, and vectors, pass unchanged.
/// </summary>
public sealed class DistractingBackground : ObservationWrapper
{
    private readonly BackgroundOptions options;
    private readonly IBackgroundVideos videos;
    private readonly int framesPerStep;
    private readonly Dictionary<(int Height, int Width), BackgroundVideo> shown = [];
    private int video = -1;
    private long time;

    /// <summary>
    /// Around an environment whose step is <paramref name="simulatorSteps"/> steps of its simulator. Throws <see cref="ArgumentException"/>, one line, when it shows no colour image or the videos cannot be had.
    /// </summary>
    public DistractingBackground(IEnvironment inner, BackgroundOptions options, int simulatorSteps) : base(inner)
    {
        this.options = options;
        if (!inner.Spaces.Observations.Any(HasColours)) throw new ArgumentException("There is no colour image to put a background into; set dreamer.task.observation = image, or dreamer.task.background.source = none.");
        videos = options.Source == BackgroundSource.Folder ? new FolderVideos(options.Path, options.Set, options.Videos) : new ProceduralVideos(options.Set, options.Videos);
        framesPerStep = options.Convention == BackgroundConvention.Repo ? simulatorSteps : 1;
    }

    /// <inheritdoc/>
    public override EnvironmentStep Reset(ulong seed)
    {
        var random = new EpisodeRandom(seed ^ 0xBAC6_0000_0000_0000);
        var drawn = options.Convention == BackgroundConvention.Repo ? 0 : random.NextInt32(videos.Count);
        if (drawn != video) shown.Clear();
        video = drawn;
        time = random.NextInt32(BackgroundVideo.MostFrames * BackgroundVideo.MostFrames); // taken modulo the length of the video
        return base.Reset(seed);
    }

    /// <inheritdoc/>
    public override EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        time += framesPerStep;
        return base.Step(action);
    }

    /// <inheritdoc/>
    protected override Array Change(ObservationSpace space, Array array)
    {
        if (!HasColours(space)) return array;
        var image = (byte[])array;
        var behind = Video(space.Shape[0], space.Shape[1]).At(time);
        for (var i = 0; i < image.Length; i += 3)
            if (image[i + 2] > image[i + 1] && image[i + 2] > image[i]) behind.Slice(i, 3).CopyTo(image.AsSpan(i));
        return image;
    }

    private BackgroundVideo Video(int height, int width)
    {
        if (shown.TryGetValue((height, width), out var known)) return known;
        return shown[(height, width)] = options.Convention == BackgroundConvention.Repo ? new JoinedVideo(videos, height, width, options.IsGrey) : videos.Open(video, height, width, options.IsGrey);
    }

    private static bool HasColours(ObservationSpace space) => space.IsImage && space.Shape[2] == 3;
}
