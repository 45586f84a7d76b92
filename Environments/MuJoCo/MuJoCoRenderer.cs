namespace AkkaDreamer.Environments.MuJoCo;

/// <summary>
/// Draws a world without a screen. It has a drawing context of its own, which belongs to a thread only while a call runs; so a world and its renderer may be made, used and disposed on any threads, one at a
/// time. Dispose it before its world.
/// </summary>
internal sealed class MuJoCoRenderer : IDisposable
{
    private readonly int pixels;
    private nint handle;

    /// <summary>
    /// Pictures of a fixed size. <paramref name="fast"/>: no shadows, reflections or multisampling. Throws <see cref="ArgumentException"/>, with one line, when the platform is not here or another one is
    /// already in use by this process.
    /// </summary>
    public MuJoCoRenderer(MuJoCoWorld world, MuJoCoRendering platform, int width, int height, bool fast)
    {
        pixels = 3 * width * height;
        handle = MuJoCoLibrary.OpenRenderer(world.Handle, platform, width, height, fast ? 1 : 0);
        if (handle == 0) throw new ArgumentException($"MuJoCo cannot draw here: {MuJoCoLibrary.Message}. Set dreamer.task.dmc.renderer, or run ./setup.sh, which installs what is needed.");
    }

    /// <summary>Through what this process draws; <see cref="MuJoCoRendering.Auto"/> before its first renderer.</summary>
    public static MuJoCoRendering Platform => MuJoCoLibrary.RendererPlatform();

    /// <summary>The world as a camera of the model sees it now: [height, width, 3], first row on top.</summary>
    public byte[] Draw(int camera)
    {
        ObjectDisposedException.ThrowIf(handle == 0, this);
        var picture = new byte[pixels];
        return MuJoCoLibrary.Render(handle, camera, picture) != 0 ? picture : throw new EnvironmentFaultException($"MuJoCo could not draw: {MuJoCoLibrary.Message}.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (handle != 0) MuJoCoLibrary.CloseRenderer(handle);
        handle = 0;
    }
}
