using System.Numerics;

namespace AkkaDreamer.Environments;

/// <summary>
/// An Atari game as agents play it, a frame a step. Of a repeated action (<see cref="Repeat"/>) the brightest of the last frames is seen, made smaller, in colours or grey. Shows
/// <c>image</c> uint8 [size, size, 1 or 3]. An episode is a game, with all of its lives; a lost life is said (LifeLost).
/// </summary>
internal sealed class AtariEnvironment : IEnvironment
{
    private const int Fire = 1;
    private readonly IAtariConsole console;
    private readonly AtariPreprocessing how;
    private readonly int repeat;
    private readonly ImageScale scale;
    private readonly bool fires;
    private bool playing;
    private readonly Queue<byte[]> frames = new(); // the newest, as many as are pooled, grey where grey comes first

    /// <summary>Owns the console. <paramref name="repeat"/>: frames of a decision, where the game is begun by some.</summary>
    public AtariEnvironment(IAtariConsole console, AtariPreprocessing how, int repeat)
    {
        (this.console, this.how, this.repeat) = (console, how, repeat);
        Spaces = EnvironmentSpaces.Of(new DiscreteActions(console.Actions.Count), ObservationSpace.Image("image", how.Size, how.Size, how.Grey ? 1 : 3));
        scale = new ImageScale(how.Filter, console.Screen.Height, console.Screen.Width, how.Size, how.Size);
        fires = how.Fire && console.Actions.Count > 2 && console.Actions[1] == Fire;
    }

    /// <inheritdoc/>
    public EnvironmentSpaces Spaces { get; }

    /// <inheritdoc/>
    public EnvironmentStep Reset(ulong seed)
    {
        var random = new EpisodeRandom(seed);
        console.Reset(random.NextUInt64());
        if (fires)
        {
            Open(Fire, repeat);
            Open(2, repeat); // whatever the game's third action is
        }

        // Where FIRE begins the game, no-ops are decisions; else they are frames.
        var noops = how.LeastNoops + random.NextInt32(how.MostNoops - how.LeastNoops + 1);
        for (var i = 0; i < noops; i++) Open(0, fires ? repeat : 1);
        frames.Clear();
        Look();
        playing = true;
        return EnvironmentStep.First(Seen());
    }

    /// <inheritdoc/>
    public EnvironmentStep Step(ReadOnlySpan<float> action) => Repeat(action, 1);

    /// <inheritdoc/>
    public EnvironmentStep Repeat(ReadOnlySpan<float> action, int times)
    {
        if (!playing) throw new InvalidOperationException("The episode has ended or was never begun; call Reset first.");
        playing = false;
        var (reward, lost) = Press(ActionVector.Choice(action, console.Actions.Count), times, looks: true);
        var seen = Seen();
        if (lost && fires && !console.IsOver) reward += Press(Fire, repeat, looks: false).Reward; // what is seen is from before
        playing = !console.IsOver;
        return (console.IsOver ? EnvironmentStep.End(seen, reward) : EnvironmentStep.Next(seen, reward)) with { LifeLost = lost && !console.IsOver };
    }

    /// <inheritdoc/>
    public void Dispose() => console.Dispose();

    private (float Reward, bool Lost) Press(int choice, int times, bool looks)
    {
        var (reward, lost) = (0f, false);
        for (var frame = 0; frame < times; frame++)
        {
            reward += console.Act(choice);
            lost |= console.LifeLost;
            if (looks && console.IsOver) frames.Clear(); // the last frame is seen alone, whenever in a decision it comes
            if (looks && (console.IsOver || frame >= times - how.Pool)) Look();
            if (console.IsOver) break;
        }

        return (reward, lost);
    }

    // Before the episode begins: a game that ends here is begun again.
    private void Open(int choice, int times)
    {
        for (var frame = 0; frame < times; frame++)
        {
            console.Act(choice);
            if (!console.IsOver) continue;
            console.Reset(null);
            return;
        }
    }

    private void Look()
    {
        while (frames.Count >= how.Pool) frames.Dequeue();
        var frame = console.Look();
        frames.Enqueue(how.Grey && how.GreyFirst ? Grey(frame, 0.2989, 0.5870, 0.1140, 0.5) : frame);
    }

    private Observation Seen()
    {
        var brightest = (byte[])frames.Peek().Clone();
        foreach (var frame in frames.Skip(1)) Brighten(brightest, frame);
        var small = scale.Resize(brightest, how.Grey && how.GreyFirst ? 1 : 3);
        return Observation.Of(how.Grey && !how.GreyFirst ? Grey(small, 0.299, 0.587, 1 - (0.299 + 0.587), 0) : small);
    }

    private static void Brighten(byte[] picture, byte[] frame)
    {
        var i = 0;
        for (; i <= picture.Length - Vector<byte>.Count; i += Vector<byte>.Count) Vector.Max(new Vector<byte>(picture, i), new Vector<byte>(frame, i)).CopyTo(picture, i);
        for (; i < picture.Length; i++) picture[i] = Math.Max(picture[i], frame[i]);
    }

    private static byte[] Grey(byte[] colour, double red, double green, double blue, double rounding)
    {
        var grey = new byte[colour.Length / 3];
        for (var i = 0; i < grey.Length; i++) grey[i] = (byte)((red * colour[3 * i]) + (green * colour[(3 * i) + 1]) + (blue * colour[(3 * i) + 2]) + rounding);
        return grey;
    }
}
